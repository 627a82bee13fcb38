import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { judgeGtin } from '#common/gtin.ts';
import type { CodeResult, CodeRow } from '#contract/codes.ts';
import { fullName } from '../../ui/full-name.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './codes.module.css';
import { codeOf, withTyped } from './codes-own.ts';
import { useCodeSourceText } from './codes-source-text.ts';
import { CODE_KINDS, useTypedCodes, useTypedOf, type CodeKind, type TypedPlace } from './codes-typed.ts';
import field from './field-frame.module.css';
import type { SavingCodes } from './use-saving-codes.ts';

/** One variant: its two codes as they count, each with where it comes from, and what was typed over them. */
export function CodesRow({
  row,
  place,
  saving,
}: {
  readonly row: CodeRow;
  readonly place: TypedPlace;
  readonly saving: SavingCodes;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const { variantId, optionText, title } = row.variant;
  const typed = useTypedOf(place.productId)[variantId];
  const put = useTypedCodes((store) => store.put);
  const name = optionText === '' ? title : optionText;
  return (
    <tr data-typed={typed !== undefined || undefined}>
      <th scope="row">{name}</th>
      {CODE_KINDS.map((kind) => (
        <td key={kind}>
          <CodeField
            row={row}
            kind={kind}
            label={t(`codes.${kind}Of`, { variant: name })}
            text={typed?.[kind] ?? null}
            refused={saving.refused.get(variantId) ?? null}
            onType={(text) => put(place, variantId, withTyped(row, typed ?? {}, kind, text))}
            onEnter={() => saving.save([row])}
          />
        </td>
      ))}
      <td className={classes['actions']}>
        {typed === undefined ? null : (
          <>
            <Button
              size="compact-sm"
              loading={saving.pending}
              aria-label={t('codes.saveOf', { variant: name })}
              onClick={() => saving.save([row])}
            >
              {t('keep.save')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              aria-label={t('codes.revertOf', { variant: name })}
              onClick={() => put(place, variantId, {})}
            >
              {t('mark.revert')}
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

function CodeField({
  row,
  kind,
  label,
  text,
  refused,
  onType,
  onEnter,
}: {
  readonly row: CodeRow;
  readonly kind: CodeKind;
  readonly label: string;
  /** What was typed; null where nothing was. */
  readonly text: string | null;
  readonly refused: CodeResult | null;
  readonly onType: (text: string) => void;
  readonly onEnter: () => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const own = row.own[kind] !== null;
  return (
    <>
      <TextInput
        aria-label={label}
        value={text ?? codeOf(row, kind)}
        placeholder={t('codes.noCode')}
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        classNames={{ input: 'ms-numeric' }}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter();
        }}
      />
      <p className={field['mark']}>
        <Origin row={row} kind={kind} typed={text} />
        {own && text === null ? (
          <Button variant="subtle" size="compact-xs" onClick={() => onType(row.shop[kind])}>
            {t(row.shop[kind] === '' ? 'codes.remove' : 'codes.giveBack')}
          </Button>
        ) : null}
      </p>
      <output className={field['remarks']}>
        <Refusal kind={kind} text={text} result={refused} />
        {kind === 'barcode' ? <BarcodeRemarks row={row} text={text} /> : null}
      </output>
    </>
  );
}

/** Where the code in the field comes from, or is to come from. */
function Origin({
  row,
  kind,
  typed,
}: {
  readonly row: CodeRow;
  readonly kind: CodeKind;
  readonly typed: string | null;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const sourceText = useCodeSourceText();
  const source = row.sources[kind];
  const shop = row.shop[kind];
  const inShop = source === null ? null : t('codes.inShop', { code: shop, source: sourceText(source) });
  if (typed !== null) {
    const back = typed.trim() === '' || typed.trim() === shop;
    return (
      <span>
        {t(back ? 'codes.typedBack' : 'mark.typed')}
        {inShop === null ? '' : ` · ${inShop}`}
      </span>
    );
  }
  if (row.own[kind] !== null) return <span>{[t('codes.own'), inShop].filter(Boolean).join(' · ')}</span>;
  return (
    <span>{source === null ? t('codes.nowhere') : t('codes.fromShop', { source: sourceText(source) })}</span>
  );
}

/** What stands against the barcode: what is typed is judged at once, what is kept by the engine's own look. */
function BarcodeRemarks({
  row,
  text,
}: {
  readonly row: CodeRow;
  readonly text: string | null;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const doubtful =
    text === null ? row.variant.dirt.includes('bad-barcode') : judgeGtin(text) === 'bad-check-digit';
  return (
    <>
      {doubtful ? <Remark kind="warning">{t('codes.badCheckDigit')}</Remark> : null}
      {text === null && row.variant.dirt.includes('duplicate-barcode') ? (
        <Remark kind="warning">{t('codes.duplicateNow')}</Remark>
      ) : null}
    </>
  );
}

/** Why the codes that were typed were not saved; gone as soon as they are typed anew. */
function Refusal({
  kind,
  text,
  result,
}: {
  readonly kind: CodeKind;
  readonly text: string | null;
  readonly result: CodeResult | null;
}): React.ReactNode {
  const { t } = useTranslation('products');
  if (result === null || text === null) return null;
  if (result.outcome === 'duplicate') {
    if (kind !== 'barcode') return null;
    const name = result.sharedName === null ? (result.sharedWith ?? '') : fullName(result.sharedName);
    return <Remark kind="error">{t('codes.duplicate', { name })}</Remark>;
  }
  return (
    <Remark kind="error">
      {t(result.outcome === 'not-a-code' ? 'codes.notACode' : 'codes.variantGone')}
    </Remark>
  );
}

function Remark({
  kind,
  children,
}: {
  readonly kind: 'error' | 'warning';
  readonly children: React.ReactNode;
}): React.ReactNode {
  return (
    <span className={field['remark']} data-kind={kind}>
      <StateShape tone={kind === 'error' ? 'failing' : 'waiting'} />
      {children}
    </span>
  );
}

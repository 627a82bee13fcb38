import { Button, CloseButton, Skeleton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodePage, CodeRow } from '#contract/codes.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './codes.module.css';
import { CodesRow } from './codes-row.tsx';
import { useTypedCodes, useTypedOf, type TypedPlace } from './codes-typed.ts';
import editor from './editor.module.css';
import products from './products.module.css';
import { useEditing } from './use-editing.ts';
import { useSavingCodes, type SavingCodes } from './use-saving-codes.ts';

/** Variants shown at first; a product can have hundreds. */
const AT_FIRST = 50;
/** As many as the engine hands over at once: no product has more variants. */
const MOST = 500;

/** The barcode and stock code of each of the product's variants: where they come from, and the merchant's own word. */
export function CodesSection(): React.ReactNode {
  const { t } = useTranslation('products');
  const { row } = useEditing().detail;
  const [limit, setLimit] = useState(AT_FIRST);
  const page = useQuery(
    useApi().codes.page.queryOptions({
      input: { search: '', filter: 'all', productId: row.productId, offset: 0, limit },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <section className={classes['section']} aria-labelledby="codes-title">
      <h2 id="codes-title" className={classes['title']}>
        {t('codes.title')}
      </h2>
      <p className={editor['muted']}>{t('codes.text')}</p>
      <QueryView query={page} skeleton={<Skeleton height={120} />}>
        {(known) => (
          <Codes
            page={known}
            place={{ productId: row.productId, title: row.title }}
            onAll={() => setLimit(MOST)}
          />
        )}
      </QueryView>
    </section>
  );
}

function Codes({
  page,
  place,
  onAll,
}: {
  readonly page: CodePage;
  readonly place: TypedPlace;
  readonly onAll: () => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const typed = useTypedOf(place.productId);
  const saving = useSavingCodes(place);
  useHotkeys([['mod+S', () => saving.save(page.rows)]], []);
  if (page.total === 0) return <p className={editor['muted']}>{t('codes.none')}</p>;
  return (
    <>
      <Saved saving={saving} />
      {saving.problem === null ? null : <ProblemNotice problem={saving.problem} />}
      <table className={classes['codes']} aria-label={t('codes.title')}>
        <thead>
          <tr>
            <th scope="col">{t('codes.variant')}</th>
            <th scope="col">{t('codes.barcode')}</th>
            <th scope="col">{t('codes.stockCode')}</th>
            <th scope="col">
              <span className="ms-visually-hidden">{t('codes.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <CodesRow key={row.variant.variantId} row={row} place={place} saving={saving} />
          ))}
        </tbody>
      </table>
      {page.total > page.rows.length ? (
        <Button variant="default" size="compact-sm" className={editor['start'] ?? ''} onClick={onAll}>
          {t('codes.showAll', { count: page.total, number: format.number(page.total) })}
        </Button>
      ) : (
        <Strays typed={Object.keys(typed)} rows={page.rows} place={place} />
      )}
    </>
  );
}

function Saved({ saving }: { readonly saving: SavingCodes }): React.ReactNode {
  const { t } = useTranslation('products');
  const { t: common } = useTranslation();
  const count = saving.saved.length;
  if (count === 0) return null;
  return (
    <output className={products['kept']}>
      <StateShape tone="ok" />
      <span>{t('codes.saved', { count })}</span>
      <Button size="compact-sm" variant="default" loading={saving.pending} onClick={saving.undo}>
        {t('codes.undo')}
      </Button>
      <CloseButton size="sm" aria-label={common('action.dismiss')} onClick={saving.dismiss} />
    </output>
  );
}

/** Codes typed for variants that the shop no longer has: they stay until the merchant lets them go. */
function Strays({
  typed,
  rows,
  place,
}: {
  readonly typed: readonly string[];
  readonly rows: readonly CodeRow[];
  readonly place: TypedPlace;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const put = useTypedCodes((store) => store.put);
  const strays = typed.filter((id) => !rows.some(({ variant }) => variant.variantId === id));
  if (strays.length === 0) return null;
  return (
    <p className={classes['strays']}>
      <StateShape tone="waiting" />
      <span>{t('codes.strays', { count: strays.length })}</span>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => strays.forEach((variantId) => put(place, variantId, {}))}
      >
        {t('keep.drop')}
      </Button>
    </p>
  );
}

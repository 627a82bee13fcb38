import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fieldOf, type FieldKind, type FieldName } from '#common/product-field.ts';
import type { PendingEditRow } from '#contract/products.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { ProblemLine } from '../../ui/problem-line.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { StateShape } from '../../ui/state-dot.tsx';
import { FieldChange, FieldValueView } from '../edits/field-value.tsx';
import classes from './field-frame.module.css';
import { useRemarkText } from './remark-text.ts';
import { useEditing } from './use-editing.ts';

/**
 * An input and, below it, how its field stands: what is wrong or doubtful with what was typed, what waits for the shop
 * and how to take it back, and where the shop holds something else by now, both values and the choice between them.
 */
export function FieldFrame({
  name,
  children,
}: {
  readonly name: FieldName;
  readonly children: React.ReactNode;
}): React.ReactNode {
  const editing = useEditing();
  const edit = editing.editOf(name);
  const typed = name in editing.draft;
  const tone = edit !== null && edit.state !== 'pending' ? edit.state : typed ? 'typed' : edit && 'pending';
  return (
    <div className={classes['field']} data-tone={tone} data-field={name}>
      {children}
      <Remarks name={name} />
      {typed ? <Typed name={name} /> : null}
      {edit === null ? null : edit.state === 'conflict' ? <Conflict edit={edit} /> : <Waiting edit={edit} />}
    </div>
  );
}

function Remarks({ name }: { readonly name: FieldName }): React.ReactNode {
  const editing = useEditing();
  const remarkText = useRemarkText(editing.facts.currency);
  const { t } = useTranslation('products');
  const text = editing.draft[name]?.mine === undefined ? (editing.draft[name]?.text ?? null) : null;
  return (
    <output className={classes['remarks']}>
      {text === null ? null : (
        <span className={classes['remark']} data-kind="error">
          <StateShape tone="failing" />
          {t('remarks.unreadable', { text })}
        </span>
      )}
      {editing.remarksOf(name).map((remark) => (
        <span key={remark.code} className={classes['remark']} data-kind={remark.kind}>
          <StateShape tone={remark.kind === 'error' ? 'failing' : 'waiting'} />
          {remarkText(remark)}
        </span>
      ))}
    </output>
  );
}

function Typed({ name }: { readonly name: FieldName }): React.ReactNode {
  const { t } = useTranslation('products');
  const editing = useEditing();
  return (
    <p className={classes['mark']}>
      <StateShape tone="info" />
      <span>{t('mark.typed')}</span>
      <Button variant="subtle" size="compact-xs" onClick={() => editing.revert(name)}>
        {t('mark.revert')}
      </Button>
    </p>
  );
}

/** Too much to stand under the field a second time: what differs is told instead. */
const LONG: ReadonlySet<FieldKind> = new Set(['description', 'images', 'categories']);

function Waiting({ edit }: { readonly edit: PendingEditRow }): React.ReactNode {
  const { t } = useTranslation('products');
  const { facts, shopValueOf } = useEditing();
  const engine = useEngine();
  const takeBack = useWrite(engine.client.edits.discard);
  const { productId, field } = edit;
  const shop = shopValueOf(field);
  return (
    <>
      <p className={classes['mark']}>
        <StateShape tone={edit.state === 'refused' ? 'failing' : 'waiting'} />
        <span>{t(edit.state === 'refused' ? 'mark.refused' : 'mark.waiting')}</span>
        {shop === undefined ? null : LONG.has(fieldOf(field).kind) ? (
          <FieldChange field={field} before={shop} after={edit.mine} facts={facts} compact />
        ) : (
          <span>
            {t('mark.shop')} <FieldValueView field={field} value={shop} facts={facts} />
          </span>
        )}
        <Button
          variant="subtle"
          size="compact-xs"
          loading={takeBack.pending}
          onClick={() => takeBack.run({ places: [{ productId, field }] })}
        >
          {t('mark.takeBack')}
        </Button>
      </p>
      {edit.problem === null ? null : <ProblemLine problem={edit.problem} />}
      {takeBack.problem === null ? null : <ProblemNotice problem={takeBack.problem} />}
    </>
  );
}

function Conflict({ edit }: { readonly edit: PendingEditRow }): React.ReactNode {
  const { t } = useTranslation('products');
  const { facts } = useEditing();
  const engine = useEngine();
  const resolve = useWrite(engine.client.edits.resolve);
  const { productId, field } = edit;
  const choose = (choice: 'mine' | 'theirs'): void =>
    resolve.run({ resolutions: [{ productId, field, choose: choice, seen: edit.theirs }] });
  return (
    <section className={classes['conflict']} aria-label={t('mark.conflict')}>
      <p className={classes['mark']}>
        <StateShape tone="held" />
        <span>{t('mark.conflict')}</span>
      </p>
      {edit.problem === null ? null : <ProblemLine problem={edit.problem} />}
      <dl className={classes['sides']}>
        <dt>{t('mark.before')}</dt>
        <dd>
          <FieldValueView field={field} value={edit.base} facts={facts} />
        </dd>
        <dt>{t('mark.mine')}</dt>
        <dd>
          <FieldValueView field={field} value={edit.mine} facts={facts} />
        </dd>
        <dt>{t('mark.theirs')}</dt>
        <dd>
          <FieldValueView field={field} value={edit.theirs} facts={facts} />
        </dd>
      </dl>
      <div className={classes['buttons']}>
        <Button size="compact-sm" variant="default" disabled={resolve.pending} onClick={() => choose('mine')}>
          {t('mark.chooseMine')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={resolve.pending}
          onClick={() => choose('theirs')}
        >
          {t('mark.chooseTheirs')}
        </Button>
      </div>
      {resolve.problem === null ? null : <ProblemNotice problem={resolve.problem} />}
    </section>
  );
}

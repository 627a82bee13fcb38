import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EditingFacts, PendingEditRow } from '#contract/products.ts';
import { useApi } from '../../client/engine-context.ts';
import panel from '../../ui/detail-panel.module.css';
import { DetailPanel } from '../../ui/detail-panel.tsx';
import { RelativeTime } from '../../ui/figures.tsx';
import { ProblemLine } from '../../ui/problem-line.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { StateDot, type Tone } from '../../ui/state-dot.tsx';
import type { Discarding } from './discarding.tsx';
import { nameOfProduct, placeId } from './edit-places.ts';
import classes from './edits.module.css';
import { FieldChange } from './field-value.tsx';
import { useFieldWords } from './field-words.ts';
import { useByWord } from './use-by-word.ts';
import { VariantNote } from './variant-note.tsx';

const TONES: Readonly<Record<PendingEditRow['state'], Tone>> = {
  pending: 'waiting',
  conflict: 'held',
  refused: 'failing',
};

/** Everything that is edited of one product: each change in full, and the ways to drop it. */
export function ProductEditsPanel({
  opened,
  facts,
  discarding,
  onClose,
}: {
  /** The row that opened the panel. */
  readonly opened: PendingEditRow;
  readonly facts: EditingFacts | null;
  readonly discarding: Discarding;
  readonly onClose: () => void;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const { productId } = opened;
  const detail = useQuery(useApi().products.detail.queryOptions({ input: { productId } }));
  return (
    <DetailPanel label={t('waiting.panel')} closeLabel={t('waiting.close')} onClose={onClose}>
      <section className={panel['section']}>
        <h2 className={classes['panelTitle']}>{nameOfProduct(opened)}</h2>
        <VariantNote masterId={opened.masterId} />
        <div className={classes['buttons']}>
          <Button
            component={Link}
            href={`/products/${encodeURIComponent(productId)}`}
            variant="default"
            size="compact-sm"
          >
            {t('waiting.openProduct')}
          </Button>
          {detail.data === undefined || detail.data.edits.length < 2 ? null : (
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              onClick={() =>
                discarding.ask({
                  kind: 'some',
                  places: detail.data.edits.map(({ field }) => ({ productId, field })),
                  after: onClose,
                })
              }
            >
              {t('discard.product')}
            </Button>
          )}
        </div>
      </section>
      <QueryView query={detail} skeleton={<div style={{ height: 240 }} />}>
        {({ edits }) => (
          <ul className={classes['plainList']}>
            {edits.map((edit) => (
              <EditItem key={placeId(edit)} edit={edit} facts={facts} discarding={discarding} />
            ))}
          </ul>
        )}
      </QueryView>
    </DetailPanel>
  );
}

function EditItem({
  edit,
  facts,
  discarding,
}: {
  readonly edit: PendingEditRow;
  readonly facts: EditingFacts | null;
  readonly discarding: Discarding;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const by = useByWord();
  const name = useFieldWords(facts).name(edit.field, edit.fieldText);
  return (
    <li className={classes['edit']}>
      <div className={classes['editHead']}>
        <h3 className={panel['heading']}>{name}</h3>
        {edit.state === 'pending' ? null : (
          <StateDot tone={TONES[edit.state]} label={t(`waiting.state.${edit.state}`)} />
        )}
        <Button
          variant="subtle"
          color="red"
          size="compact-xs"
          aria-label={t('discard.oneNamed', { title: nameOfProduct(edit), field: name })}
          onClick={() =>
            discarding.ask({
              kind: 'some',
              places: [{ productId: edit.productId, field: edit.field }],
            })
          }
        >
          {t('discard.one')}
        </Button>
      </div>
      <FieldChange field={edit.field} before={edit.base} after={edit.mine} facts={facts} mode={edit.mode} />
      {edit.mode === 'difference' ? <span className={panel['muted']}>{t('mode.difference')}</span> : null}
      <span className={panel['muted']}>
        {by(edit.editedBy)} · <RelativeTime at={edit.editedAt} />
      </span>
      {edit.problem === null ? null : <ProblemLine problem={edit.problem} />}
    </li>
  );
}

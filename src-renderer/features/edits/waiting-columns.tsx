import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditingFacts, PendingEditRow } from '#contract/products.ts';
import { RelativeTime } from '../../ui/figures.tsx';
import type { LazyColumn } from '../../ui/lazy-grid-columns.tsx';
import { nameOfProduct } from './edit-places.ts';
import classes from './edits.module.css';
import { FieldChange } from './field-value.tsx';
import { useFieldWords } from './field-words.ts';
import { useByWord } from './use-by-word.ts';

/** A variant product, whose master's next save in OpenCart may overwrite what waits. */
function VariantTitle({ title }: { readonly title: string }): React.ReactNode {
  const { t } = useTranslation('edits');
  return (
    <span title={`${title} · ${t('variant.help')}`}>
      {title} <span className={classes['tag']}>{t('variant.tag')}</span>
      <span className="ms-visually-hidden"> {t('variant.help')}</span>
    </span>
  );
}

/** The columns of the list of edits: which product, which field, from what to what, when and by whom. */
export function useWaitingColumns(facts: EditingFacts | null): readonly LazyColumn<PendingEditRow>[] {
  const { t } = useTranslation('edits');
  const words = useFieldWords(facts);
  const by = useByWord();
  return useMemo(
    () => [
      {
        key: 'product',
        name: t('waiting.columns.product'),
        width: 220,
        grow: 1.4,
        frozen: true,
        render: (row) =>
          row.masterId === null ? (
            <span title={nameOfProduct(row)}>{nameOfProduct(row)}</span>
          ) : (
            <VariantTitle title={nameOfProduct(row)} />
          ),
        copy: nameOfProduct,
      },
      {
        key: 'field',
        name: t('waiting.columns.field'),
        width: 170,
        grow: 0.8,
        render: (row) => {
          const name = words.name(row.field, row.fieldText);
          return <span title={name}>{name}</span>;
        },
      },
      {
        key: 'change',
        name: t('waiting.columns.change'),
        width: 260,
        grow: 2,
        render: (row) => (
          <FieldChange
            field={row.field}
            before={row.base}
            after={row.mine}
            facts={facts}
            mode={row.mode}
            compact
          />
        ),
        copy: (row) => words.text(row.field, row.mine),
      },
      {
        key: 'editedAt',
        name: t('waiting.columns.editedAt'),
        width: 110,
        numeric: true,
        render: (row) => <RelativeTime at={row.editedAt} />,
      },
      {
        key: 'editedBy',
        name: t('waiting.columns.editedBy'),
        width: 110,
        render: (row) => by(row.editedBy),
      },
    ],
    [t, words, facts, by],
  );
}

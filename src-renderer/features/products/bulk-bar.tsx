import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkSelection } from '#contract/edits.ts';
import type { ProductSelection } from '#contract/products.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { MOST_SELECTED, type RowSelection } from '../../ui/row-selection.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import classes from './products.module.css';

/** How many fields that a bulk edit kept wait for the shop; none when they were costs. */
export type KeptBulk = { readonly waits: number };

/** Changes many products at once: the chosen ones, or, when none is chosen, everything that the list shows. */
export function BulkBar({
  selection,
  shown,
  total,
  onKept,
}: {
  readonly selection: RowSelection;
  readonly shown: ProductSelection;
  /** How many products the list shows; null while that is being asked. */
  readonly total: number | null;
  readonly onKept: (kept: KeptBulk | null) => void;
}): React.ReactNode {
  const { t } = useTranslation('products');
  const format = useFormat();
  const [asked, setAsked] = useState<{ readonly selection: BulkSelection; readonly count: number } | null>(
    null,
  );
  const chosen = [...selection.ids];
  const count = (value: number): { count: number; number: string } => ({
    count: value,
    number: format.number(value),
  });
  const open = (which: BulkSelection, size: number): void => {
    onKept(null);
    setAsked({ selection: which, count: size });
  };
  return (
    <>
      <div
        className={classes['bulk']}
        data-chosen={chosen.length > 0}
        role="toolbar"
        aria-label={t('bulk.label')}
      >
        {chosen.length === 0 ? null : <strong>{t('bulk.selected', count(chosen.length))}</strong>}
        {chosen.length === MOST_SELECTED ? (
          <span>{t('bulk.most', { number: format.number(MOST_SELECTED) })}</span>
        ) : null}
        {chosen.length > 0 ? (
          <>
            <Button
              size="compact-sm"
              variant="filled"
              leftSection={<IconPencil size={14} aria-hidden="true" />}
              onClick={() => open({ productIds: chosen }, chosen.length)}
            >
              {t('bulk.edit')}
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={selection.clear}>
              {t('bulk.clear')}
            </Button>
          </>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            disabled={total === null || total === 0}
            leftSection={<IconPencil size={14} aria-hidden="true" />}
            onClick={() => open({ query: shown }, total ?? 0)}
          >
            {total === null ? t('bulk.edit') : t('bulk.editShown', count(total))}
          </Button>
        )}
      </div>
      {asked === null ? null : (
        <BulkDialog
          selection={asked.selection}
          count={asked.count}
          onClose={() => setAsked(null)}
          onKept={(edits, what) => {
            setAsked(null);
            onKept({ waits: what === 'cost' ? 0 : edits.changed });
            selection.clear();
          }}
        />
      )}
    </>
  );
}

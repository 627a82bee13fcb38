import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import type { Address } from '../../ui/use-address.ts';
import classes from './edits.module.css';

/** The row that the page begins with, out of the address. */
export function pageStart(address: Address, size: number): number {
  const from = Number.parseInt(address.get('from'), 10);
  return Number.isSafeInteger(from) && from > 0 ? from - (from % size) : 0;
}

/** Leafs through a list in pages; nothing is drawn while everything fits on one. */
export function Pager({
  address,
  start,
  size,
  total,
}: {
  readonly address: Address;
  readonly start: number;
  readonly size: number;
  readonly total: number;
}): React.ReactNode {
  const { t } = useTranslation('edits');
  const format = useFormat();
  if (total <= size && start === 0) return null;
  const go = (from: number): void => address.set({ from: from <= 0 ? '' : String(from) });
  return (
    <nav className={classes['pager']} aria-label={t('pages.label')}>
      <Button
        variant="default"
        size="compact-sm"
        disabled={start === 0}
        // The list may have become shorter meanwhile, down to before this page.
        onClick={() => go(Math.min(start, Math.ceil(total / size) * size) - size)}
      >
        {t('pages.previous')}
      </Button>
      <span className="ms-numeric">
        {t('pages.range', {
          from: format.number(Math.min(start + 1, total)),
          to: format.number(Math.min(start + size, total)),
          total: format.number(total),
        })}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        disabled={start + size >= total}
        onClick={() => go(start + size)}
      >
        {t('pages.next')}
      </Button>
    </nav>
  );
}

import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import panel from '../../ui/detail-panel.module.css';
import { oneOf, type Address } from '../../ui/use-address.ts';
import { BatchesView } from './batches-view.tsx';
import { WritesView } from './writes-view.tsx';

const SHOWN = ['writes', 'batches'] as const;

/** What was written into the shop, and what was edited here in one go; both can be taken back. */
export function HistoryView({ address }: { readonly address: Address }): React.ReactNode {
  const { t } = useTranslation('edits');
  const shown = oneOf(address.get('show'), SHOWN, 'writes');
  return (
    <>
      <div className={panel['toolbar']}>
        <SegmentedControl
          aria-label={t('history.show')}
          size="xs"
          value={shown}
          onChange={(show) => address.set({ show: show === 'writes' ? '' : show, run: '', from: '' })}
          data={SHOWN.map((value) => ({ value, label: t(`history.${value}`) }))}
        />
      </div>
      {shown === 'writes' ? <WritesView address={address} /> : <BatchesView address={address} />}
    </>
  );
}

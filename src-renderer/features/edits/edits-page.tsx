import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import { PageFrame } from '../../ui/page-frame.tsx';
import { oneOf, useAddress } from '../../ui/use-address.ts';
import { ConflictsView } from './conflicts-view.tsx';
import classes from './edits.module.css';
import { HistoryView } from './history-view.tsx';
import { RefusedView } from './refused-view.tsx';
import { useEditCounts } from './use-edit-counts.ts';
import { useWriting } from './use-writing.ts';
import { WaitingView } from './waiting-view.tsx';
import { WriteButton, WriteNotes } from './write-bar.tsx';

const TABS = ['waiting', 'conflicts', 'refused', 'history'] as const;
const COUNTED = { waiting: 'pending', conflicts: 'conflict', refused: 'refused', history: null } as const;

/** What was edited here and waits for the shop, what the shop says otherwise, what it refused, and what was written. */
export function EditsPage(): React.ReactNode {
  const { t } = useTranslation('edits');
  const format = useFormat();
  const address = useAddress();
  const tab = oneOf(address.get('tab'), TABS, 'waiting');
  const counts = useEditCounts();
  const writing = useWriting();
  const open = (next: string | null): void =>
    address.set({
      tab: next === null || next === 'waiting' ? '' : next,
      find: '',
      product: '',
      show: '',
      run: '',
      from: '',
    });
  return (
    <PageFrame title={t('title')} layout="fill" actions={<WriteButton writing={writing} counts={counts} />}>
      <WriteNotes writing={writing} />
      <Tabs value={tab} onChange={open} keepMounted={false} className={classes['tabs'] ?? ''}>
        <Tabs.List aria-label={t('tabs.label')}>
          {TABS.map((name) => {
            const counted = COUNTED[name];
            const count = counted === null || counts === null ? 0 : counts[counted];
            return (
              <Tabs.Tab key={name} value={name}>
                {t(`tabs.${name}`)}
                {count === 0 ? null : (
                  <span className={classes['count']} data-tone={counted}>
                    {format.number(count)}
                  </span>
                )}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
      </Tabs>
      {tab === 'waiting' ? <WaitingView address={address} counts={counts} /> : null}
      {tab === 'conflicts' ? <ConflictsView address={address} counts={counts} /> : null}
      {tab === 'refused' ? <RefusedView address={address} counts={counts} /> : null}
      {tab === 'history' ? <HistoryView address={address} /> : null}
    </PageFrame>
  );
}

import { Button, Popover, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListingFilter, ListingOverrides, ListingRow } from '#contract/listings.ts';
import { useEngine } from '../../client/engine-context.ts';
import { useWrite } from '../../client/use-write.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { MOST_SELECTED, type RowSelection } from '../../ui/row-selection.ts';
import type { LazyRows } from '../../ui/use-lazy-rows.ts';
import classes from './listings.module.css';
import { MarketplaceActions } from './marketplace-actions.tsx';
import { readBuffer } from './override-texts.ts';

/** What can be done with all chosen listings at once. */
export function BulkBar({
  selection,
  rows,
  filter,
  channelId,
}: {
  readonly selection: RowSelection;
  readonly rows: LazyRows<ListingRow>;
  readonly filter: ListingFilter;
  /** The channel that the list shows; null for all of them. */
  readonly channelId: string | null;
}): React.ReactNode {
  const { t } = useTranslation('listings');
  const format = useFormat();
  const engine = useEngine();
  const change = useWrite(engine.client.listings.setOverrides);
  const ignore = useWrite(engine.client.links.setIgnored, { onDone: selection.clear });
  const listingIds = [...selection.ids];
  const set = (overrides: Partial<ListingOverrides>): void => change.run({ listingIds, overrides });
  const count = (value: number): { count: number; number: string } => ({
    count: value,
    number: format.number(value),
  });
  const problem = change.problem ?? ignore.problem;
  const linking = filter === 'unlinked' || filter === 'proposed';
  return (
    <>
      <div className={classes['bulk']} role="toolbar" aria-label={t('bulk.label')}>
        <strong>{t('bulk.selected', count(listingIds.length))}</strong>
        {listingIds.length === MOST_SELECTED ? (
          <span>{t('bulk.most', { number: format.number(MOST_SELECTED) })}</span>
        ) : null}
        {linking ? (
          <Button
            size="compact-sm"
            variant="default"
            loading={ignore.pending}
            onClick={() => ignore.run({ listingIds, ignored: true })}
          >
            {t('bulk.ignore')}
          </Button>
        ) : (
          <>
            <Button
              size="compact-sm"
              variant="default"
              disabled={change.pending}
              onClick={() => set({ frozen: true })}
            >
              {t('bulk.freeze')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={change.pending}
              onClick={() => set({ frozen: false })}
            >
              {t('bulk.unfreeze')}
            </Button>
            <BufferButton disabled={change.pending} onApply={(stockBuffer) => set({ stockBuffer })} />
            <MarketplaceActions selection={selection} rows={rows} channelId={channelId} />
          </>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={selection.clear}>
          {t('bulk.clear')}
        </Button>
        {change.data === undefined || change.pending ? null : (
          <output>● {t('bulk.done', count(change.data.changed))}</output>
        )}
      </div>
      {problem === null ? null : <ProblemNotice problem={problem} />}
    </>
  );
}

function BufferButton({
  disabled,
  onApply,
}: {
  readonly disabled: boolean;
  readonly onApply: (buffer: number | null) => void;
}): React.ReactNode {
  const { t } = useTranslation('listings');
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState('');
  const read = readBuffer(text);
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus width={280} position="bottom-start">
      <Popover.Target>
        <Button size="compact-sm" variant="default" disabled={disabled} onClick={() => setOpened(!opened)}>
          {t('bulk.buffer')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if ('fault' in read) return;
            onApply(read.value);
            setOpened(false);
          }}
        >
          <Stack gap="sm">
            <TextInput
              label={t('overrides.buffer')}
              description={t('bulk.bufferHelp')}
              value={text}
              inputMode="numeric"
              maxLength={10}
              error={'fault' in read ? t('overrides.notWhole') : null}
              onChange={(event) => setText(event.currentTarget.value)}
              data-autofocus
            />
            <Button type="submit" disabled={'fault' in read}>
              {t('bulk.apply')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

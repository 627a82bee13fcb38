import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useApi } from '../client/engine-context.ts';
import { EmptyState } from './empty-state.tsx';

export type AfterSalesPart = 'returns' | 'questions' | 'settlements';

/** The words of a list that is read from the marketplaces, for each reason why it may be empty. */
export type AfterSalesWords = Readonly<
  Record<
    | 'noChannel'
    | 'noChannelText'
    | 'addChannel'
    | 'noneOffered'
    | 'noneOfferedText'
    | 'matrix'
    | 'never'
    | 'neverText'
    | 'filtered'
    | 'filteredText'
    | 'clear',
    string
  >
> &
  /** For lists whose length is known whatever the filter. */
  Partial<Readonly<Record<'none' | 'noneText', string>>>;

/** The oldest reading among the channels that offer the part: the honest age of what is shown. */
export function useAfterSalesAge(
  part: AfterSalesPart,
  channelId: string | null,
): {
  readonly known: boolean;
  readonly channels: number;
  readonly offered: number;
  readonly readAt: string | null;
} {
  const { data } = useQuery(useApi().settlements.state.queryOptions());
  const channels = (data ?? []).filter((state) => channelId === null || state.channelId === channelId);
  const offered = channels.map((state) => state[part]).filter((state) => state.offered);
  const ages = offered.flatMap(({ readAt }) => (readAt === null ? [] : [readAt])).toSorted();
  return {
    known: data !== undefined,
    channels: channels.length,
    offered: offered.length,
    readAt: ages[0] ?? null,
  };
}

/** Why there is nothing: no channel, none that offers it, never read, or filtered away; each with what to do. */
export function AfterSalesEmpty({
  part,
  channelId,
  words,
  refresh,
  noneAtAll = false,
  onClear,
}: {
  readonly part: AfterSalesPart;
  readonly channelId: string | null;
  readonly words: AfterSalesWords;
  readonly refresh: React.ReactNode;
  /** Read, and there is nothing whatever the filter: no filter is to blame. */
  readonly noneAtAll?: boolean;
  readonly onClear: () => void;
}): React.ReactNode {
  const age = useAfterSalesAge(part, channelId);
  if (!age.known) return null;
  if (age.channels === 0) {
    return (
      <EmptyState
        title={words.noChannel}
        text={words.noChannelText}
        action={
          <Button component={Link} href="/channels/new">
            {words.addChannel}
          </Button>
        }
      />
    );
  }
  if (age.offered === 0) {
    return (
      <EmptyState
        title={words.noneOffered}
        text={words.noneOfferedText}
        action={
          <Button component={Link} href="/channels/capabilities" variant="default">
            {words.matrix}
          </Button>
        }
      />
    );
  }
  if (age.readAt === null) return <EmptyState title={words.never} text={words.neverText} action={refresh} />;
  if (noneAtAll && words.none !== undefined) return <EmptyState title={words.none} text={words.noneText} />;
  return (
    <EmptyState
      title={words.filtered}
      text={words.filteredText}
      action={
        <Button variant="default" onClick={onClear}>
          {words.clear}
        </Button>
      }
    />
  );
}

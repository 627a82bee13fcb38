import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Channel } from '#contract/channels.ts';
import { useApi } from '../client/engine-context.ts';

/** Whether a list has to say which channel a row is of. A wrong "yes" while it is not known yet costs nothing. */
export function useSeveralChannels(): boolean {
  const { data } = useQuery(useApi().channels.list.queryOptions());
  return data === undefined || data.length > 1;
}

/** The channel of a row; null while that is not known, and for a row that is of none. */
export function useChannelOf(channelId: string): Channel | null {
  const { data } = useQuery(useApi().channels.list.queryOptions());
  return data?.find((channel) => channel.channelId === channelId) ?? null;
}

/** Narrows a screen to one channel; hidden while there is nothing to choose from. */
export function ChannelSelect({
  value,
  onChange,
  label,
  allLabel,
}: {
  /** Empty for all channels. */
  readonly value: string;
  readonly onChange: (channelId: string) => void;
  readonly label: string;
  readonly allLabel: string;
}): React.ReactNode {
  const channels = useQuery(useApi().channels.list.queryOptions());
  if (channels.data === undefined || (channels.data.length < 2 && value === '')) return null;
  return (
    <Select
      aria-label={label}
      w={190}
      value={value}
      onChange={(chosen) => onChange(chosen ?? '')}
      data={[
        { value: '', label: allLabel },
        ...channels.data.map(({ channelId, name }) => ({ value: channelId, label: name })),
      ]}
    />
  );
}

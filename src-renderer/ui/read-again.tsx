import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { Write } from '../client/use-write.ts';

/** Reads a list from the marketplaces anew; what went wrong is shown by the screen. */
export function ReadAgain({
  write,
  channelId,
  label,
}: {
  readonly write: Write<{ channelId: string | null }, { read: number }>;
  readonly channelId: string | null;
  readonly label: string;
}): React.ReactNode {
  return (
    <Button
      variant="default"
      loading={write.pending}
      leftSection={<IconRefresh size={16} aria-hidden="true" />}
      onClick={() => write.run({ channelId })}
    >
      {label}
    </Button>
  );
}

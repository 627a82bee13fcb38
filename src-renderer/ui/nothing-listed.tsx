import { Button } from '@mantine/core';
import { EmptyState } from './empty-state.tsx';
import { StartSync } from './start-sync.tsx';

/** The words of an empty list: of one that was never filled, and of one that a search or filter emptied. */
export type NothingWords = Readonly<
  Record<'title' | 'text' | 'action' | 'filteredTitle' | 'filteredText' | 'clear', string>
>;

/** A list of the shop's or a channel's things with nothing on it: the first sync fills it, or the filter is let go. */
export function NothingListed({
  filtered,
  words,
  onClear,
}: {
  readonly filtered: boolean;
  readonly words: NothingWords;
  readonly onClear: () => void;
}): React.ReactNode {
  if (filtered) {
    return (
      <EmptyState
        title={words.filteredTitle}
        text={words.filteredText}
        action={
          <Button variant="default" onClick={onClear}>
            {words.clear}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      title={words.title}
      text={words.text}
      action={<StartSync what="everything" label={words.action} />}
    />
  );
}

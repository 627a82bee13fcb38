import { SegmentedControl, TextInput } from '@mantine/core';
import type { EditingFacts } from '#contract/products.ts';
import type { BulkDraft } from './bulk-draft.ts';

export type BulkParts = {
  readonly draft: BulkDraft;
  readonly facts: EditingFacts;
  readonly onChange: (change: Partial<BulkDraft>) => void;
  /** What is wrong with the amount; null when nothing is. */
  readonly amountError: string | null;
};

/** One way out of a few, as a row of buttons. */
export function Ways<T extends string>({
  label,
  ways,
  value,
  onChange,
}: {
  readonly label: string;
  readonly ways: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}): React.ReactNode {
  return (
    <SegmentedControl
      aria-label={label}
      size="xs"
      data={[...ways]}
      value={value}
      onChange={(chosen) => {
        const way = ways.find((each) => each.value === chosen);
        if (way) onChange(way.value);
      }}
    />
  );
}

export function Amount({
  draft,
  onChange,
  amountError,
  label,
  help,
}: BulkParts & { label: string; help?: string }) {
  return (
    <TextInput
      label={label}
      description={help}
      value={draft.amount}
      inputMode="decimal"
      autoComplete="off"
      maxLength={30}
      error={amountError}
      onChange={(event) => onChange({ amount: event.currentTarget.value })}
    />
  );
}

import { Tooltip } from '@mantine/core';
import { useFormat } from '../i18n/use-format.ts';
import { CLOCK_STEP_MS, useNow } from './use-now.ts';

const UNKNOWN = '—';

/** An amount with its currency, or a dash when it is not known. */
export function Money({
  amountE4,
  currency,
}: {
  readonly amountE4: number | null;
  readonly currency: string;
}): React.ReactNode {
  const format = useFormat();
  return <span className="ms-numeric">{amountE4 === null ? UNKNOWN : format.money(amountE4, currency)}</span>;
}

/** A whole number, or a dash when it is not known. */
export function Count({ value }: { readonly value: number | null }): React.ReactNode {
  const format = useFormat();
  return <span className="ms-numeric">{value === null ? UNKNOWN : format.number(value)}</span>;
}

/** "4 dk önce", with the absolute time in the tooltip; `never` when there is no instant. */
export function RelativeTime({
  at,
  never = UNKNOWN,
  words = (age) => age,
}: {
  readonly at: string | null;
  readonly never?: string;
  /** Puts the age into a sentence. */
  readonly words?: (age: string) => string;
}): React.ReactNode {
  const format = useFormat();
  const now = useNow();
  if (at === null) return <span>{never}</span>;
  return (
    <Tooltip label={format.dateTime(at)}>
      <time dateTime={at} className="ms-numeric">
        {words(format.age(at, isJustNow(at, now) ? Date.parse(at) : now))}
      </time>
    </Tooltip>
  );
}

/** `24 Kas 2026 14:05`. */
export function DateTime({ at }: { readonly at: string }): React.ReactNode {
  const format = useFormat();
  return (
    <time dateTime={at} className="ms-numeric">
      {format.dateTime(at)}
    </time>
  );
}

/** The page's clock steps every ten seconds: what happened since its last step is now, and not in the future. */
function isJustNow(at: string, now: number): boolean {
  const ahead = Date.parse(at) - now;
  return ahead > 0 && ahead <= CLOCK_STEP_MS;
}

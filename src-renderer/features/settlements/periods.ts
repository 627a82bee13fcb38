/** The stretches of time that a merchant looks at an account by. */
export const PERIODS = ['this-month', 'last-month', 'last-90', 'all', 'custom'] as const;
export type Period = (typeof PERIODS)[number];

/** From this instant, and before that one; null where the stretch is open. */
export type Stretch = { readonly from: string | null; readonly to: string | null };

/**
 * The period as instants, by the days of this computer's time zone. `now` in epoch ms; `days` are the calendar days
 * (`YYYY-MM-DD`) of a custom period, both included, and either may be empty.
 */
export function stretchOf(
  period: Period,
  now: number,
  days: { readonly from: string; readonly to: string },
): Stretch {
  const today = new Date(now);
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  switch (period) {
    case 'this-month':
      return { from: instant(year, month, 1), to: null };
    case 'last-month':
      return { from: instant(year, month - 1, 1), to: instant(year, month, 1) };
    case 'last-90':
      return { from: instant(year, month, day - 89), to: null };
    case 'all':
      return { from: null, to: null };
    case 'custom':
      return { from: dayStart(days.from, 0), to: dayStart(days.to, 1) };
  }
}

function instant(year: number, month: number, day: number): string {
  return new Date(year, month, day).toISOString();
}

/** The beginning of a calendar day, or of the one `later` days after it; null where it is none. */
function dayStart(text: string, later: number): string | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return found === null ? null : instant(Number(found[1]), Number(found[2]) - 1, Number(found[3]) + later);
}

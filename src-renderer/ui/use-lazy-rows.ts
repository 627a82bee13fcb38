import { useCallback, useMemo, useState } from 'react';
import {
  useQueries,
  useQueryClient,
  type QueryFunction,
  type QueryKey,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useThrottledCallback } from '@mantine/hooks';

/** Rows fetched by one call. Two windows cover any screen, and the engine answers one in a few milliseconds. */
export const WINDOW_SIZE = 200;
/** Rows fetched beyond the visible ones, so that a wheel turn meets rows that are already there. */
const MARGIN = 40;
/** While the scroll bar is dragged through 100,000 rows, windows are asked for at most this often. */
const SETTLE_MS = 80;

export type RowPage<Row> = { readonly rows: readonly Row[]; readonly total: number };

/** A place in the list; `row` is null until its window has arrived. */
export type Slot<Row> = { readonly index: number; readonly row: Row | null };

export type WindowOptions<Page> = {
  readonly queryKey: QueryKey;
  readonly queryFn: QueryFunction<Page>;
};

export type LazyRows<Row, Page extends RowPage<Row> = RowPage<Row>> = {
  readonly slots: readonly Slot<Row>[];
  readonly total: number;
  /** The newest window that arrived; carries counts and the like. */
  readonly newest: Page | null;
  readonly pending: boolean;
  /** True while rows of an earlier question are still shown. */
  readonly behind: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly show: (first: number, last: number) => void;
  /** Reads rows that may not have arrived yet, for a selection that spans more than the screen. */
  readonly read: (first: number, last: number) => Promise<readonly Row[]>;
};

type Question<Page> = {
  /** Changes when the question changes (other filter, search, order): the list starts from its top again. */
  readonly question: string;
  readonly windowOptions: (offset: number) => WindowOptions<Page>;
};

/** The offsets of the windows that hold the rows `first` to `last`, with a margin on either side. */
export function windowsFor(first: number, last: number): readonly number[] {
  const start = Math.floor(Math.max(0, first - MARGIN) / WINDOW_SIZE);
  const end = Math.floor(Math.max(0, last + MARGIN) / WINDOW_SIZE);
  return Array.from({ length: end - start + 1 }, (_, step) => (start + step) * WINDOW_SIZE);
}

type Gathered<Page> = {
  readonly windows: readonly { readonly offset: number; readonly page: Page }[];
  readonly newest: Page | null;
  readonly pending: boolean;
  readonly error: unknown;
};

function gather<Page>(offsets: readonly number[], results: readonly UseQueryResult<Page>[]): Gathered<Page> {
  const windows: { offset: number; page: Page }[] = [];
  let newest: Page | null = null;
  let newestAt = -1;
  let error: unknown = null;
  results.forEach((result, position) => {
    if (result.data !== undefined) {
      windows.push({ offset: offsets[position] ?? 0, page: result.data });
      if (result.dataUpdatedAt > newestAt) {
        newest = result.data;
        newestAt = result.dataUpdatedAt;
      }
    } else if (result.error !== null) error = result.error;
  });
  return { windows, newest, pending: results.some((result) => result.isPending), error };
}

/**
 * A list of any length of which only the windows on screen are read. The length comes from the engine; rows keep their
 * identity while their data are the same, so that scrolling draws only what is new.
 */
export function useLazyRows<Row extends object, Page extends RowPage<Row>>({
  question,
  windowOptions,
}: Question<Page>): LazyRows<Row, Page> {
  const [range, setRange] = useState({ question, first: 0, last: 0 });
  const { first, last } = range.question === question ? range : { first: 0, last: 0 };
  const wanted = windowsFor(first, last);
  const offsetsText = wanted.join(',');
  const offsets = useMemo(() => offsetsText.split(',').map(Number), [offsetsText]);
  const combine = useCallback((results: UseQueryResult<Page>[]) => gather(offsets, results), [offsets]);
  const queries = offsets.map((offset) => windowOptions(offset));
  const gathered = useQueries({ queries, combine });

  // Rows of the question before stay on the screen until the first window of the new one has arrived.
  const [shown, setShown] = useState<{ readonly question: string; readonly gathered: Gathered<Page> } | null>(
    null,
  );
  if (gathered.newest !== null && (shown?.question !== question || shown.gathered !== gathered)) {
    setShown({ question, gathered });
  }
  const current = gathered.newest === null && shown !== null ? shown.gathered : gathered;
  const behind = gathered.newest === null && shown !== null && shown.question !== question;

  const total = current.newest?.total ?? 0;
  const slots = useSlots<Row>(total, current.windows);
  const show = useThrottledCallback(
    (from: number, to: number) => setRange({ question, first: from, last: to }),
    SETTLE_MS,
  );
  const client = useQueryClient();
  const retry = () => {
    for (const { queryKey } of queries) void client.refetchQueries({ queryKey, exact: true });
  };
  const read = (from: number, to: number) =>
    readRange<Row, Page>((offset) => client.fetchQuery(windowOptions(offset)), from, to);
  return {
    slots,
    total,
    newest: current.newest,
    pending: gathered.pending,
    behind,
    error: gathered.error,
    retry,
    show,
    read,
  };
}

/** Slots by row: a row that did not change keeps its slot, so that the grid need not draw it again. */
const slotsByRow = new WeakMap<object, Slot<unknown>>();

function slotOf<Row extends object>(row: Row, index: number): Slot<Row> {
  const known = slotsByRow.get(row);
  // What is kept under a row was made below, for that row.
  if (known?.index === index) return known as Slot<Row>;
  const slot = { index, row };
  slotsByRow.set(row, slot);
  return slot;
}

function useSlots<Row extends object>(
  total: number,
  windows: readonly { readonly offset: number; readonly page: RowPage<Row> }[],
): readonly Slot<Row>[] {
  const empty = useMemo(
    () => Array.from({ length: total }, (_, index): Slot<Row> => ({ index, row: null })),
    [total],
  );
  return useMemo(() => {
    const slots = empty.slice();
    for (const { offset, page } of windows) {
      page.rows.forEach((row, position) => {
        const index = offset + position;
        if (index < slots.length) slots[index] = slotOf(row, index);
      });
    }
    return slots;
  }, [empty, windows]);
}

async function readRange<Row, Page extends RowPage<Row>>(
  fetchWindow: (offset: number) => Promise<Page>,
  first: number,
  last: number,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let offset = Math.floor(first / WINDOW_SIZE) * WINDOW_SIZE; offset <= last; offset += WINDOW_SIZE) {
    const page = await fetchWindow(offset);
    rows.push(...page.rows.slice(Math.max(0, first - offset), last - offset + 1));
    if (page.rows.length < WINDOW_SIZE) break;
  }
  return rows;
}

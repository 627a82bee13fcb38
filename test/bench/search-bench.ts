import { setTimeout as pause } from 'node:timers/promises';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { contract } from '#contract/index.ts';
import type { ListingFilter, ListingQuery } from '#contract/listings.ts';
import type { EngineContext } from '#engine/context.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { percentile, timed, type Absolute } from './measure.ts';

type Client = ContractRouterClient<typeof contract>;
type Step = { readonly kind: string; readonly query: Partial<ListingQuery>; readonly afterWrite?: boolean };

/** As the page asks: 200 rows a window. */
const WINDOW = 200;
const WORDS = ['pamuklu', 'ışıltılı çanta', 'gömlek', 'italyan ayakkabı', 'su geçirmez', 'lamba 104', 'zzz'];
const CHIPS: readonly ListingFilter[] = [
  'differs',
  'held',
  'failed',
  'unlinked',
  'proposed',
  'out-of-stock',
  'frozen',
  'not-listed',
];

/** What a merchant does on the page of 100,000 listings, each step once, in this order. */
function steps(): readonly Step[] {
  const typed = WORDS.flatMap((word) =>
    Array.from(word, (_, index): Step => {
      const search = word.slice(0, index + 1);
      return {
        kind: search.trim().length <= 2 ? 'one or two letters' : 'a word typed on',
        query: { search },
      };
    }),
  );
  const codes = [
    '8',
    '86',
    '869',
    '8690',
    '869000',
    '8690000500',
    '8690000500001',
    'STK-5',
    'stk-50',
    'STK-50123',
  ];
  const sorts: readonly ListingQuery['sort'][] = ['title', 'stockCode', 'quantity', 'price', 'confirmedAt'];
  return [
    { kind: 'the first page', query: {} },
    ...typed,
    ...codes.map((search): Step => ({ kind: 'a barcode or stock code', query: { search } })),
    ...CHIPS.map((filter): Step => ({ kind: 'a chip', query: { filter } })),
    ...CHIPS.map((filter): Step => ({
      kind: 'a chip within a search',
      query: { filter, search: 'pamuklu' },
    })),
    ...sorts.flatMap((sort): readonly Step[] => [
      { kind: 'a sorted column', query: { sort } },
      { kind: 'a sorted column', query: { sort, descending: true } },
      { kind: 'a sorted column within a search', query: { sort, search: 'keten' } },
    ]),
    ...[200, 1_000, 5_000, 25_000, 99_000].map((offset): Step => ({ kind: 'scrolling', query: { offset } })),
    ...[200, 400, 5_000].map((offset): Step => ({ kind: 'scrolling', query: { offset, search: 'günlük' } })),
    ...['', 'pa', 'keten', '8690001'].map((search): Step => ({
      kind: 'right after a write',
      query: { search },
      afterWrite: true,
    })),
    ...CHIPS.map((filter): Step => ({ kind: 'right after a write', query: { filter }, afterWrite: true })),
  ];
}

const ROUNDS = 3;

/** How long a page of listings takes, through the handlers themselves: the 95th of 100. */
export async function searchBench(
  context: EngineContext,
  facts: { readonly channelId: string; readonly listings: number },
): Promise<readonly Absolute[]> {
  const client = createRouterClient(bindRouter(context), { context: {} }) as unknown as Client;
  const ask = (query: Partial<ListingQuery>) =>
    client.listings.page({
      channelId: facts.channelId,
      search: '',
      filter: 'all',
      sort: 'title',
      descending: false,
      offset: 0,
      limit: WINDOW,
      ...query,
    });
  const opened = await timed(async () => void (await ask({})));
  // Nobody types within the moment in which the page opens.
  await pause(1_500);
  const searched = await timed(async () => void (await ask({ search: 'x' })));
  const frozen = await freezer(client, facts.channelId);
  const times = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const step of steps()) {
      if (step.afterWrite === true) await frozen();
      const spent = await timed(async () => void (await ask(step.query)));
      times.set(step.kind, [...(times.get(step.kind) ?? []), spent]);
    }
  }
  const all = [...times.values()].flat();
  const line = (name: string, values: readonly number[]): Absolute => ({
    name,
    aim: null,
    value: percentile(values, 0.95),
    unit: 'ms',
    note: `median ${percentile(values, 0.5).toFixed(1)} ms, slowest ${Math.max(...values).toFixed(1)} ms of ${values.length}`,
  });
  return [
    {
      ...line(`search and filter over ${facts.listings} listings, p95`, all),
      aim: 10,
      note: `${line('', all).note}; first page after a start ${opened.toFixed(0)} ms, first search ${searched.toFixed(0)} ms`,
    },
    ...[...times].map(([kind, values]) => line(`  · ${kind}`, values)),
  ];
}

/** Freezes and unfreezes one listing in turn: the smallest thing that a merchant writes. */
async function freezer(client: Client, channelId: string): Promise<() => Promise<void>> {
  const page = await client.listings.page({
    channelId,
    search: '',
    filter: 'all',
    sort: 'title',
    descending: false,
    offset: 500,
    limit: 1,
  });
  const row = page.rows[0];
  if (!row) throw new Error('there is no listing to write to');
  let on = false;
  return async () => {
    on = !on;
    await client.listings.setOverrides({
      requestId: crypto.randomUUID(),
      listingIds: [row.listingId],
      overrides: { ...row.overrides, frozen: on },
    });
  };
}

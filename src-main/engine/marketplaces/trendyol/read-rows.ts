import type { z } from 'zod';
import { createPagingGuard } from '../kit/paging.ts';
import type { ReadOptions, TrendyolClient } from './client.ts';
import type { TrendyolRequest } from './request.ts';
import { RowPage } from './wire-after-sales.ts';

/**
 * Rows page by page, by number. Those that make no sense are counted and told to the log, never hidden behind. Rows come
 * once each; a page beyond the last is not asked for.
 */
export async function* readRows<T extends z.ZodType>(
  client: TrendyolClient,
  of: {
    readonly requestOf: (page: number) => TrendyolRequest;
    readonly row: T;
    readonly size: number;
    readonly keyOf: (row: z.output<T>) => string;
  },
  options: ReadOptions,
): AsyncGenerator<readonly z.output<T>[]> {
  const { endpoint } = of.requestOf(0);
  const guard = createPagingGuard<z.output<T>>({ marketplace: 'Trendyol', endpoint, keyOf: of.keyOf });
  for (let page = 0; ; page += 1) {
    const answer = await client.read(of.requestOf(page), RowPage, options);
    const rows = answer.content.flatMap((entry): readonly z.output<T>[] => {
      const parsed = of.row.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    });
    const bad = answer.content.length - rows.length;
    if (bad > 0)
      client.context.logger.warn('rows-not-understood', { marketplace: 'trendyol', endpoint, count: bad });
    const fresh = guard.fresh(rows);
    if (fresh.length > 0) yield fresh;
    const received = answer.content.length;
    const { totalPages, totalElements: total } = answer;
    if (received === 0) return;
    if (totalPages === null ? guard.isLast({ received, size: of.size, total }) : page + 1 >= totalPages)
      return;
  }
}

/**
 * What was sent listing by listing has no name at Amazon, so its own name carries what is to be looked for: it outlives the
 * process, and every poll can compare.
 */
export type SentItem = {
  readonly sku: string;
  readonly quantity: number | null;
  readonly priceE4: number | null;
  /** Amazon's words where it was refused at once: code and message. */
  readonly refused?: readonly (readonly [code: string, message: string])[];
  /** Nothing of it was sent: what stood in the way, as a sign of `ownRefusal` or a code of ours. */
  readonly held?: string;
  /** Amazon keeps the goods: only the rest of the change was sent. */
  readonly stockLeftOut?: true;
  /** For content: what stands for it (`content-mark.ts`). */
  readonly mark?: string;
};

export type Batch =
  | { readonly kind: 'feed'; readonly feedId: string; readonly held: readonly SentItem[] }
  | {
      readonly kind: 'offers' | 'create' | 'content' | 'delete';
      readonly at: number;
      readonly items: readonly SentItem[];
    };

/** At most so many listings go one by one: ten seconds of the pace, and their name stays short. */
export const ONE_BY_ONE = 50;
const WORDS_KEPT = 240;

export function nameBatch(batch: Batch): string {
  const rows = (batch.kind === 'feed' ? batch.held : batch.items).map(
    ({ sku, quantity, priceE4, refused, held, mark, stockLeftOut }) => [
      sku,
      quantity,
      priceE4,
      refused?.slice(0, 2).map(([code, message]) => [code, message.slice(0, WORDS_KEPT)]) ?? null,
      held ?? null,
      mark ?? null,
      ...(stockLeftOut ? [true] : []),
    ],
  );
  const head = batch.kind === 'feed' ? batch.feedId : batch.at;
  return `${batch.kind}:${Buffer.from(JSON.stringify([head, rows])).toString('base64url')}`;
}

/** Null for a name that is none of ours. */
export function readBatchName(name: string): Batch | null {
  const match = /^(feed|offers|create|content|delete):(.+)$/.exec(name);
  if (!match) return null;
  const [, kind, rest] = match;
  try {
    // Written by `nameBatch`, and kept in this program's own database.
    const [head, rows] = JSON.parse(Buffer.from(rest!, 'base64url').toString('utf8')) as [
      number | string,
      Row[],
    ];
    const items = rows.map(([sku, quantity, priceE4, refused, held, mark, stockLeftOut]) => ({
      sku,
      quantity,
      priceE4,
      ...(refused === null ? {} : { refused }),
      ...(held === null ? {} : { held }),
      ...(mark === null ? {} : { mark }),
      ...(stockLeftOut === true ? { stockLeftOut } : {}),
    }));
    if (kind === 'feed') return { kind, feedId: String(head), held: items };
    return { kind: kind as 'offers' | 'create' | 'content' | 'delete', at: Number(head), items };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

type Row = [
  sku: string,
  quantity: number | null,
  priceE4: number | null,
  refused: [string, string][] | null,
  held: string | null,
  mark: string | null,
  stockLeftOut?: true,
];

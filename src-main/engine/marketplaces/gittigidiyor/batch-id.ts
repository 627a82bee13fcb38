/**
 * GittiGidiyor answers at once, so a batch is its own report: its name carries what became of every item and outlives the
 * process.
 */
export type Outcome = {
  readonly externalId: string;
  readonly quantity: number | null;
  readonly salePriceE4: number | null;
  readonly listPriceE4: number | null;
  /** Their words where it was refused. */
  readonly refused: readonly string[] | null;
};

type Row = readonly [string, number | null, number | null, number | null, readonly string[] | null];

const WORDS_KEPT = 240;

export function nameBatch(at: number, outcomes: readonly Outcome[]): string {
  const rows: readonly Row[] = outcomes.map(({ externalId, quantity, salePriceE4, listPriceE4, refused }) => [
    externalId,
    quantity,
    salePriceE4,
    listPriceE4,
    refused?.slice(0, 3).map((word) => word.slice(0, WORDS_KEPT)) ?? null,
  ]);
  return `done:${Buffer.from(JSON.stringify([at, rows])).toString('base64url')}`;
}

/** Null for a name that was not made here. */
export function readBatchName(name: string): readonly Outcome[] | null {
  const encoded = /^done:([\w-]+)$/.exec(name)?.[1];
  if (encoded === undefined) return null;
  try {
    // Written by `nameBatch`, and kept in this program's own database.
    const [, rows] = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')) as [
      number,
      readonly Row[],
    ];
    return rows.map(([externalId, quantity, salePriceE4, listPriceE4, refused]) => ({
      externalId,
      quantity,
      salePriceE4,
      listPriceE4,
      refused,
    }));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

export const BATCH_KINDS = ['stock', 'price', 'status', 'products'] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

/**
 * What was accepted, in words that outlive a restart: the kind of the work, when it was taken (a result is kept for four
 * hours) and its own name over there. One request of the engine may become two over there, joined by `+`.
 */
export type BatchPart = {
  readonly kind: BatchKind;
  readonly atMs: number;
  readonly id: string;
  /** What was sent, for results that name the failed alone (new products). */
  readonly codes?: readonly string[];
};

export function batchId(parts: readonly BatchPart[]): string {
  return parts.map(nameOf).join('+');
}

function nameOf({ kind, atMs, id, codes }: BatchPart): string {
  const name = `${kind}:${atMs}:${encodeURIComponent(id)}`;
  return codes === undefined ? name : `${name}:${Buffer.from(JSON.stringify(codes)).toString('base64url')}`;
}

/** A name that was not made here is taken for an old upload of stock: Pazarama will not know it. */
export function readBatchId(text: string): readonly BatchPart[] {
  return text.split('+').map((part): BatchPart => {
    const [word, at = '', id, codes] = part.split(':');
    const kind = BATCH_KINDS.find((each) => each === word);
    if (kind === undefined || id === undefined || !/^\d+$/.test(at))
      return { kind: 'stock', atMs: 0, id: part };
    const named = { kind, atMs: Number(at), id: decodeURIComponent(id) };
    if (codes === undefined) return named;
    // Written by `batchId`, and kept in this program's own database.
    return { ...named, codes: JSON.parse(Buffer.from(codes, 'base64url').toString('utf8')) as string[] };
  });
}

/**
 * What was accepted, in words that outlive a restart: the kind of the work and its own name over there. One request of
 * the engine may become several over there, whose parts are joined by `+`.
 */
export type BatchPart = { readonly kind: BatchKind; readonly id: string };

export const BATCH_KINDS = [
  'inventory',
  'stock',
  'price',
  'shipping-info',
  'import',
  'content',
  'delete',
  // Carried out at once: `id` is the list of SKUs, and their listings are read back.
  'activated',
  'deactivated',
  'unlocked',
  'removed',
] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

export function batchId(parts: readonly BatchPart[]): string {
  return parts.map(({ kind, id }) => `${kind}:${encodeURIComponent(id)}`).join('+');
}

/** A name that was not made here is taken for an upload of stock and price: the marketplace will not know it. */
export function readBatchId(text: string): readonly BatchPart[] {
  return text.split('+').map((part) => {
    const [word, ...rest] = part.split(':');
    const kind = BATCH_KINDS.find((each) => each === word);
    if (kind === undefined || rest.length === 0) return { kind: 'inventory', id: part };
    return { kind, id: decodeURIComponent(rest.join(':')) };
  });
}

/** SKUs as the id of a part. */
export function skuList(merchantSkus: readonly string[]): string {
  return JSON.stringify(merchantSkus);
}

export function readSkuList(id: string): readonly string[] {
  const parsed: unknown = JSON.parse(id);
  return Array.isArray(parsed) ? parsed.filter((entry) => typeof entry === 'string') : [];
}

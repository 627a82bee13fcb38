import { z } from 'zod';

/** Identifiers are opaque texts on this side of the border, whatever the store or the marketplace uses. */
export const Identifier = z.string().min(1).max(200);
/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: false });
/** Money in 1/10000 of the currency unit; see `common/money.ts`. */
export const AmountE4 = z.int();
/** ISO 4217. */
export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/);
/** Made by whoever asks. Asked twice with the same one, the engine answers with the first result. */
export const RequestId = z.uuid();
export const Language = z.enum(['tr', 'en']);
export type Language = z.infer<typeof Language>;

/** A text that the merchant may read in either language. */
export const Bilingual = z.object({ tr: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof Bilingual>;

/** A window into an ordered list. `limit` is at most 500 rows a call. */
export const PageRequest = z.object({ offset: z.int().min(0), limit: z.int().min(1).max(500) });

/**
 * Seals short texts for one place each: a token moved to another row or field does not open. Tokens are printable and
 * carry format version and key id. `open` rejects with `vault/tampered` or `vault/key-changed`.
 */
export type Vault = {
  readonly seal: (place: SealPlace, plaintext: string) => string;
  readonly open: (place: SealPlace, token: string) => string;
};

/** Becomes the additional authenticated data: `v1|table|row|field|keyId`. */
export type SealPlace = { readonly table: string; readonly row: string; readonly field: string };

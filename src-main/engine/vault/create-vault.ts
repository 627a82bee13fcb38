import { createCipheriv, createDecipheriv } from 'node:crypto';
import { problem, ProblemError } from '#contract/problem.ts';
import type { Random } from '../host.ts';
import type { SealPlace, Vault } from './port.ts';

export type VaultOptions = {
  /** Names the key without revealing it; becomes part of every token. Letters, digits, `-` and `_`. */
  readonly keyId: string;
  /** 32 bytes. Copied; the caller may wipe its own. */
  readonly key: Buffer;
  readonly random: Pick<Random, 'bytes'>;
};

/** A vault with its key in memory. After `close` nothing can be sealed or opened any more: `vault/locked`. */
export type OpenVault = Vault & { readonly keyId: string; readonly close: () => void };

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a fresh 96-bit nonce and a 128-bit tag for every token `v1.<keyId>.<nonce>.<ciphertext+tag>`
 * (base64url). The place is authenticated, so a token copied into another row does not open there.
 */
export function createVault(options: VaultOptions): OpenVault {
  if (options.key.length !== 32) throw new RangeError('the data key must have 32 bytes');
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(options.keyId))
    throw new RangeError('the key id has a character that tokens use');
  const { keyId, random } = options;
  const key = Buffer.from(options.key);
  let closed = false;

  const usableKey = (): Buffer => {
    if (closed) throw new ProblemError(problem('vault/locked'));
    return key;
  };

  return {
    keyId,
    seal: (place, plaintext) => {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', usableKey(), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(associatedData(place, keyId));
      const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, keyId, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
    },
    open: (place, token) => openToken({ place, token, keyId, key: usableKey() }),
    close: () => {
      closed = true;
      key.fill(0);
    },
  };
}

type Opening = {
  readonly place: SealPlace;
  readonly token: string;
  readonly keyId: string;
  readonly key: Buffer;
};

function openToken({ place, token, keyId, key }: Opening): string {
  const [version, tokenKeyId, nonceText, sealedText, ...rest] = token.split('.');
  if (version !== VERSION || !tokenKeyId || !nonceText || !sealedText || rest.length > 0)
    throw tampered(place);
  if (tokenKeyId !== keyId) {
    throw new ProblemError(problem('vault/key-changed', { table: place.table, field: place.field }));
  }
  const nonce = strictBase64url(nonceText);
  const sealed = strictBase64url(sealedText);
  if (nonce?.length !== NONCE_BYTES || !sealed || sealed.length < TAG_BYTES) throw tampered(place);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(place, keyId));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    const head = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
    return Buffer.concat([head, decipher.final()]).toString('utf8');
  } catch (error) {
    throw tampered(place, error);
  }
}

/** `final()` fails without saying why, and must: the only thing known is that key, place or bytes are not the same. */
function tampered(place: SealPlace, cause?: unknown): ProblemError {
  return new ProblemError(problem('vault/tampered', { table: place.table, field: place.field }), { cause });
}

/** Node's decoder skips what it does not know; a token is only itself when it encodes back to the same text. */
function strictBase64url(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

/** Only the row may hold a `|`: table and field are names of ours, so the text can be read in one way only. */
function associatedData(place: SealPlace, keyId: string): Buffer {
  if (place.table.includes('|') || place.field.includes('|'))
    throw new RangeError('table and field must not hold "|"');
  return Buffer.from(`${VERSION}|${place.table}|${place.row}|${place.field}|${keyId}`, 'utf8');
}

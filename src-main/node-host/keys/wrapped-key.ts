import { createCipheriv, createDecipheriv, scrypt, type ScryptOptions } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { problem, ProblemError } from '#contract/problem.ts';
import type { Random } from '#engine/host.ts';
import { keyIdOf } from '../key-id.ts';
import { createWholeFile } from '../whole-file.ts';

/**
 * OWASP's minimum for scrypt (Password Storage Cheat Sheet: N = 2^17, r = 8, p = 1). scrypt and not Argon2id, because
 * Electron's BoringSSL may lack the latter and a profile must open in every host.
 */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
const base64 = z.base64();

/** `vault.json`: the data key, wrapped by a key that only the passphrase gives. The upper bounds stop a planted file. */
const WrappedKey = z.object({
  version: z.literal(1),
  kdf: z.literal('scrypt'),
  N: z
    .int()
    .min(2 ** 14)
    .max(2 ** 20),
  r: z.int().min(1).max(32),
  p: z.int().min(1).max(8),
  salt: base64,
  nonce: base64,
  wrapped: base64,
  keyId: z.string(),
});
type WrappedKey = z.infer<typeof WrappedKey>;

export function wrappedKeyPath(dataFolder: string): string {
  return join(dataFolder, 'vault.json');
}

export function hasWrappedKey(dataFolder: string): boolean {
  return existsSync(wrappedKeyPath(dataFolder));
}

/** Unwraps the data key. `vault/wrong-passphrase`, or `vault/tampered` for a file that is none of ours. */
export async function unwrapKey(dataFolder: string, passphrase: string): Promise<Buffer> {
  const file = wrappedKeyPath(dataFolder);
  const parsed = WrappedKey.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new ProblemError(problem('vault/tampered', { file }));
  const kept = parsed.data;
  const wrapping = await deriveKey(passphrase, Buffer.from(kept.salt, 'base64'), kept);
  const sealed = Buffer.from(kept.wrapped, 'base64');
  if (sealed.length !== 32 + 16) throw new ProblemError(problem('vault/tampered', { file }));
  const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(kept.nonce, 'base64'), {
    authTagLength: 16,
  });
  decipher.setAAD(associatedData(kept));
  decipher.setAuthTag(sealed.subarray(32));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, 32)), decipher.final()]);
  } catch (error) {
    // GCM cannot tell a wrong passphrase from a changed file; the passphrase is by far the likelier of the two.
    throw new ProblemError(problem('vault/wrong-passphrase', { file }), { cause: error });
  } finally {
    wrapping.fill(0);
  }
}

export type Wrapping = {
  readonly dataFolder: string;
  readonly passphrase: string;
  readonly key: Buffer;
  readonly random: Random;
};

/** Keeps the key wrapped by the passphrase. Refuses (`EEXIST`) to replace one that is already kept. */
export async function wrapKey({ dataFolder, passphrase, key, random }: Wrapping): Promise<void> {
  const salt = random.bytes(32);
  const nonce = random.bytes(12);
  const keyId = keyIdOf(key);
  const wrapping = await deriveKey(passphrase, salt, COST);
  const header = { version: 1, kdf: 'scrypt', ...COST, salt: salt.toString('base64'), keyId } as const;
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce, { authTagLength: 16 });
  cipher.setAAD(associatedData(header));
  const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  wrapping.fill(0);
  const kept: WrappedKey = { ...header, nonce: nonce.toString('base64'), wrapped: sealed.toString('base64') };
  createWholeFile(wrappedKeyPath(dataFolder), `${JSON.stringify(kept, null, 2)}\n`);
}

function associatedData(
  header: Pick<WrappedKey, 'version' | 'kdf' | 'N' | 'r' | 'p' | 'salt' | 'keyId'>,
): Buffer {
  const { version, kdf, N, r, p, salt, keyId } = header;
  return Buffer.from(`meschain-vault|${version}|${kdf}|${N}|${r}|${p}|${salt}|${keyId}`, 'utf8');
}

function deriveKey(
  passphrase: string,
  salt: Buffer,
  cost: { N: number; r: number; p: number },
): Promise<Buffer> {
  // NFKC, so that ş typed on one keyboard as one character and on another as two is the same passphrase.
  const text = passphrase.normalize('NFKC');
  const options: ScryptOptions = { N: cost.N, r: cost.r, p: cost.p, maxmem: 128 * cost.N * cost.r * 2 };
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema then refuses it by name.
    return undefined;
  }
}

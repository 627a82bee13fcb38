import type { Database } from 'better-sqlite3';

/** Variants whose listings are being previewed, by channel and key: the last gate judges a preview by the same facts. */
const previewed = new WeakMap<Database, Map<string, string>>();

function nameOf(of: { readonly channelId: string; readonly key: string }): string {
  return `${of.channelId}\n${of.key}`;
}

export function variantInPreview(
  database: Database,
  of: { readonly channelId: string; readonly key: string },
): string | null {
  return previewed.get(database)?.get(nameOf(of)) ?? null;
}

/** Has these variants stand behind their keys while `run` runs. Nothing of it outlives it. */
export async function whilePreviewed<T>(
  database: Database,
  of: {
    readonly channelId: string;
    readonly variants: readonly { readonly key: string; readonly variantId: string }[];
  },
  run: () => Promise<T>,
): Promise<T> {
  const known = previewed.get(database) ?? new Map<string, string>();
  previewed.set(database, known);
  const names = of.variants
    .filter(({ key }) => key !== '')
    .map(({ key, variantId }) => [nameOf({ channelId: of.channelId, key }), variantId] as const)
    .filter(([name]) => !known.has(name));
  for (const [name, variantId] of names) known.set(name, variantId);
  try {
    return await run();
  } finally {
    for (const [name] of names) known.delete(name);
  }
}

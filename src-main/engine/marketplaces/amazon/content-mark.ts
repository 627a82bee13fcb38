import { createHash } from 'node:crypto';
import type { Patch } from './api.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** Stands for the content that was sent: the attributes' names and a digest of their values. */
export function markOf(patches: readonly Patch[]): string {
  const attributes = Object.fromEntries(
    patches.map(({ path, value }) => [path.replace('/attributes/', ''), value]),
  );
  const names = Object.keys(attributes).sort();
  return `${names.join(',')}|${digest(attributes, names)}`;
}

/** Whether a listing shows just that content. Amazon may write the same in another way: no proof of the contrary. */
export function showsMark(mark: string, attributes: Attributes | null | undefined): boolean {
  const [list = '', wanted = ''] = mark.split('|');
  return digest(attributes ?? {}, list.split(',')) === wanted;
}

function digest(attributes: Attributes, names: readonly string[]): string {
  const text = JSON.stringify(names.map((name) => inOrder(attributes[name] ?? null)));
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

/** The same whatever order the fields came in. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([name, child]) => [name, inOrder(child)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

import type { XmlNode } from '../kit/xml.ts';

/** The node below these names, the first where there are several; undefined where there is none. */
export function nodeAt(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  let here = node;
  for (const name of path) {
    if (here === undefined || typeof here === 'string') return undefined;
    const value = Object.hasOwn(here, name) ? here[name] : undefined;
    here = Array.isArray(value) ? (value[0] as XmlNode) : (value as XmlNode | undefined);
  }
  return here;
}

/** All nodes below these names: none, one or many, as a list. */
export function nodesAt(node: XmlNode | undefined, ...path: readonly string[]): readonly XmlNode[] {
  const parent = nodeAt(node, ...path.slice(0, -1));
  const name = path.at(-1)!;
  if (parent === undefined || typeof parent === 'string' || !Object.hasOwn(parent, name)) return [];
  const value = parent[name]!;
  return Array.isArray(value) ? (value as readonly XmlNode[]) : [value as XmlNode];
}

/** An element's text, trimmed; empty where it is missing. Attributes are `@name`. */
export function textAt(node: XmlNode | undefined, ...path: readonly string[]): string {
  const found = nodeAt(node, ...path);
  if (typeof found === 'string') return found.trim();
  const own = found === undefined ? undefined : nodeAt(found, '#text');
  return typeof own === 'string' ? own.trim() : '';
}

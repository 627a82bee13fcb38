import type { Database } from 'better-sqlite3';
import { EditingFacts } from '#contract/products.ts';
import { prepared } from '../prepared.ts';

export type KeptEditingFacts = { readonly facts: EditingFacts; readonly readAt: number };

/** What products of this shop can be edited to, as last read; null while it was never read. */
export function readKeptEditingFacts(database: Database): KeptEditingFacts | null {
  const raw = prepared<[], { facts: string; read_at: number }>(
    database,
    'SELECT facts, read_at FROM editing_facts',
  ).get();
  return raw ? { facts: EditingFacts.parse(JSON.parse(raw.facts)), readAt: raw.read_at } : null;
}

/** `at` in epoch milliseconds. Returns whether that changed anything but the time. */
export function keepEditingFacts(database: Database, facts: EditingFacts, at: number): boolean {
  const text = JSON.stringify(facts);
  const before = prepared<[], string>(database, 'SELECT facts FROM editing_facts').pluck().get();
  prepared<[string, number]>(
    database,
    `INSERT INTO editing_facts (one, facts, read_at) VALUES (1, ?, ?)
     ON CONFLICT (one) DO UPDATE SET facts = excluded.facts, read_at = excluded.read_at`,
  ).run(text, at);
  return before !== text;
}

export function deleteEditingFacts(database: Database): void {
  prepared(database, 'DELETE FROM editing_facts').run();
}

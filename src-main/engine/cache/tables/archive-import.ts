import type { Database } from 'better-sqlite3';
import { ArchiveField, type ArchiveSource } from '#contract/archive.ts';
import { prepared } from '../prepared.ts';

/** A file that was kept. */
export function insertArchiveImport(
  database: Database,
  row: {
    readonly importId: string;
    readonly source: ArchiveSource;
    readonly fileName: string;
    /** SHA-256 of the file, hexadecimal. */
    readonly fileHash: string;
    readonly format: string;
    readonly listings: number;
    readonly sales: number;
    readonly at: number;
  },
): void {
  prepared(
    database,
    `INSERT INTO archive_import (import_id, source, file_name, file_hash, format, listings, sales, imported_at)
     VALUES (@importId, @source, @fileName, @fileHash, @format, @listings, @sales, @at)`,
  ).run(row);
}

/** What the merchant said columns hold, by their folded header. */
export function readArchiveColumns(
  database: Database,
  source: ArchiveSource,
): ReadonlyMap<string, ArchiveField> {
  const rows = prepared<[string], { header: string; field: string }>(
    database,
    'SELECT header, field FROM archive_column WHERE source = ?',
  ).all(source);
  return new Map(
    rows.flatMap(({ header, field }) => {
      const known = ArchiveField.safeParse(field);
      return known.success ? [[header, known.data] as const] : [];
    }),
  );
}

export function writeArchiveColumn(
  database: Database,
  column: { readonly source: ArchiveSource; readonly header: string; readonly field: ArchiveField },
): void {
  prepared(
    database,
    `INSERT INTO archive_column (source, header, field) VALUES (@source, @header, @field)
     ON CONFLICT (source, header) DO UPDATE SET field = excluded.field`,
  ).run(column);
}

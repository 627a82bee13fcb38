import type { Database } from 'better-sqlite3';
import { Settings, DEFAULT_SETTINGS } from '#contract/settings.ts';
import { prepared } from '../prepared.ts';

/** A value kept under a key, as it was given; null when there is none. Whoever reads it parses it. */
export function readSetting(database: Database, key: string): unknown {
  const row = prepared<[string], { value: string }>(database, 'SELECT value FROM setting WHERE key = ?').get(
    key,
  );
  return row ? (JSON.parse(row.value) as unknown) : null;
}

export function writeSetting(database: Database, key: string, value: unknown): void {
  prepared<[string, string]>(
    database,
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, JSON.stringify(value));
}

export function deleteSetting(database: Database, key: string): void {
  prepared<[string]>(database, 'DELETE FROM setting WHERE key = ?').run(key);
}

const SETTINGS_KEY = 'settings';

/** The merchant's settings; one that is missing or no longer understood stands at its default. */
export function readSettings(database: Database): Settings {
  const kept = Settings.partial().safeParse(readSetting(database, SETTINGS_KEY));
  const known = kept.success
    ? Object.fromEntries(Object.entries(kept.data).filter(([, v]) => v !== undefined))
    : {};
  return Settings.parse({ ...DEFAULT_SETTINGS, ...known });
}

export function writeSettings(database: Database, settings: Settings): void {
  writeSetting(database, SETTINGS_KEY, settings);
}

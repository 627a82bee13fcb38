import type { VersionFacts } from './versions.ts';

/**
 * A dump whose tables are made with another engine, another character set and other rules for NULL: rewriting its text
 * costs nothing, where an ALTER of every table would cost seconds.
 */
export function rewriteDump(
  dump: string,
  wanted: Pick<VersionFacts, 'charset' | 'collation' | 'nullable'> & {
    /** Null leaves each table its own. */
    readonly engine: 'MyISAM' | 'InnoDB' | null;
  },
): string {
  const own = `DEFAULT CHARSET=${wanted.charset} COLLATE=${wanted.collation}`;
  const placed = dump
    .replaceAll(/DEFAULT CHARSET=\w+ COLLATE=\w+/g, own)
    .replaceAll(/^\) ENGINE=\w+/gm, (end) => (wanted.engine === null ? end : `) ENGINE=${wanted.engine}`))
    // MyISAM's keys hold 1,000 bytes: in four-byte letters this one has to be cut by whoever converts the table.
    .replaceAll('KEY `query` (`key`,`value`)', (key) =>
      wanted.engine === 'MyISAM' ? 'KEY `query` (`key`,`value`(100))' : key,
    );
  if (wanted.nullable === 'as-dumped') return placed;
  // IGNORE makes the NULLs of the dump's own rows empty texts and zeros.
  return placed
    .replaceAll(/^( {2}`\w+` [^\n]*?) DEFAULT NULL(,?)$/gm, '$1 NOT NULL$2')
    .replaceAll(/^( {2}`\w+` (?!.*NOT NULL)[^\n]*?) (DEFAULT [^\n]*)$/gm, '$1 NOT NULL $2')
    .replaceAll(/^INSERT INTO/gm, 'INSERT IGNORE INTO');
}

import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMariadb, type RunningMariadb } from '../../support/mariadb-server.ts';
import { OPENCART_VERSIONS, type OpencartVersion } from '../../support/opencart-generations/versions.ts';
import { opencartUnderTest } from '../../support/opencart-under-test.ts';
import { storeConformance } from './store-conformance.ts';

/** What a server does with a value that does not fit, for sessions that do not say otherwise. */
const SQL_MODES = {
  /** MySQL 8 as installed. */
  strict:
    'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
  /** As old hosts leave it: it truncates and goes on. */
  lenient: '',
} as const;
type ServerMode = keyof typeof SQL_MODES;
type Combination = { readonly version: OpencartVersion; readonly engine: 'MyISAM' | 'InnoDB' };

/** Half of all combinations: over both modes together, every version has both engines, and each engine both modes. */
function combinationsOf(mode: ServerMode): readonly Combination[] {
  return OPENCART_VERSIONS.map((version, index) => ({
    version,
    engine: (index % 2 === 0) === (mode === 'strict') ? 'MyISAM' : 'InnoDB',
  }));
}

/** The store conformance suite on every version, on a server of its own that runs in the mode. */
export function conformanceOnServer(mode: ServerMode): void {
  describe(`on a ${mode} server`, () => {
    let server: RunningMariadb;
    beforeAll(async () => {
      server = await startMariadb([`--sql-mode=${SQL_MODES[mode]}`]);
    });
    afterAll(async () => {
      await server.stop();
    });

    it(`a session that sets no mode of its own is ${mode}`, async () => {
      const { host, port, user } = server;
      const guest = await createConnection({ host, port, user, flags: ['-IGNORE_SPACE'] });
      const [rows] = await guest.query<(RowDataPacket & { mode: string })[]>(
        'SELECT @@SESSION.sql_mode AS mode',
      );
      await guest.end();
      expect(rows[0]?.mode.split(',').sort()).toEqual(SQL_MODES[mode].split(',').sort());
    });

    for (const { version, engine } of combinationsOf(mode)) {
      storeConformance(`OpenCart ${version} (${engine})`, async () =>
        opencartUnderTest(server, version, { engine }),
      );
    }
  });
}

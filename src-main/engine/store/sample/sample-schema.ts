import type { Database } from 'better-sqlite3';
import { problem, ProblemError } from '#contract/problem.ts';
import type { Random } from '../../host.ts';
import { giveEditsTheirPlaces } from './sample-editing-schema.ts';
import { makeFirstShop } from './sample-first-shop.ts';
import { givePicturesAddresses } from './sample-picture-addresses.ts';

/** "MSSH" in ASCII: tells a sample shop's file from any other SQLite file. */
const APPLICATION_ID = 0x4d_53_53_48;

/** The step at place n makes version n + 1 of an n. New files and old ones go the same way. */
const STEPS: readonly ((database: Database, random: Random) => void)[] = [
  makeFirstShop,
  giveEditsTheirPlaces,
  givePicturesAddresses,
];
const NEWEST = STEPS.length;

/**
 * Makes the shop in an empty file and brings one of an earlier version up to `version` (the newest), in one
 * transaction; nothing in it is lost. Throws `ProblemError`: `store/not-opencart` for a foreign file,
 * `store/unknown-generation` for one of a later program.
 */
export function prepareSampleShop(database: Database, random: Random, version = NEWEST): void {
  if (requireSampleShop(database) >= version) return;
  const climb = database.transaction(() => {
    // Another process may have done it while this one waited for the file.
    for (const step of STEPS.slice(requireSampleShop(database), version)) step(database, random);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma(`user_version = ${version}`);
  });
  climb.immediate();
}

/** The version of the shop in the file; 0 for an empty file. */
function requireSampleShop(database: Database): number {
  const version = Number(database.pragma('user_version', { simple: true }));
  const applicationId = Number(database.pragma('application_id', { simple: true }));
  const tables = Number(database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (tables === 0) return 0;
  if (applicationId !== APPLICATION_ID) throw new ProblemError(problem('store/not-opencart'));
  if (version < 1 || version > NEWEST) {
    throw new ProblemError(problem('store/unknown-generation', { found: `sample ${version}` }));
  }
  return version;
}

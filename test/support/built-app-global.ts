import { buildWhenStale } from '../../tools/build-when-stale.mjs';

/** The whole program, built once for the run when what stands in `out/` is older than its sources. */
export default async function setup(): Promise<void> {
  await buildWhenStale(process.execPath);
}

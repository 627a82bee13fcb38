import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { logFields } from '#engine/monitor/log-fields.ts';
import type { Host, KeyVault } from '#engine/host.ts';
import { systemClock } from './clock.ts';
import { openLogFile } from './log-file.ts';
import { createLogger } from './logger.ts';
import { openNetwork } from './network.ts';
import { systemRandom } from './random.ts';
import { keepHeapSmall } from './small-heap.ts';

export type NodeHostOptions = {
  readonly kind: Host['kind'];
  readonly version: string;
  readonly demo: boolean;
  /** The profile's folder; made, for this account alone, when it is not there. */
  readonly dataFolder: string;
  readonly keys: KeyVault;
};

export type NodeHost = { readonly host: Host; readonly close: () => Promise<void> };

const LOG_MAX_BYTES = 5 * 1024 * 1024;
const LOG_FILES_KEPT = 3;

/** The real world for an engine: this computer's clock, randomness, network and disk. */
export function createNodeHost(options: NodeHostOptions): NodeHost {
  keepHeapSmall();
  prepareFolder(options.dataFolder);
  const file = openLogFile({
    folder: join(options.dataFolder, 'logs'),
    name: options.kind,
    maxBytes: LOG_MAX_BYTES,
    keep: LOG_FILES_KEPT,
  });
  const network = openNetwork();
  const host: Host = {
    kind: options.kind,
    version: options.version,
    demo: options.demo,
    clock: systemClock,
    random: systemRandom,
    keys: options.keys,
    logger: createLogger({ file, clean: logFields, level: 'info' }),
    network,
    paths: { data: options.dataFolder },
    reach: () => undefined,
  };
  return {
    host,
    close: async () => {
      await network.close();
      file.close();
    },
  };
}

/** Makes the profile's folder, readable by this account alone. One that is already there is left as its owner set it. */
export function prepareFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') chmodSync(folder, 0o700);
}

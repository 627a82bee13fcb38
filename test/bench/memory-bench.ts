import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { z } from 'zod';
import type { MysqlConnection } from '#contract/shop.ts';
import type { Absolute } from './measure.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const OUT = resolve(ROOT, 'out/bench');
const KB_PER_MB = 1_024;
const Told = z.object({ products: z.int(), planned: z.int(), afterReadKb: z.int(), peakKb: z.int() });

/** The most memory that a process of its own held while it read the whole shop and planned everything. */
export async function memoryBench(connection: MysqlConnection, products: number): Promise<Absolute> {
  await buildChild();
  const child = spawn(process.execPath, [resolve(OUT, 'memory-child.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ connection, listings: products }));
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`the process that measures memory ended with ${String(code)}`);
  const told = Told.parse(JSON.parse(output));
  if (told.products < products || told.planned === 0) throw new Error(`not everything was read: ${output}`);
  return {
    name: `peak memory of a full read and plan, ${products} products`,
    aim: 300,
    value: told.peakKb / KB_PER_MB,
    unit: 'MB',
    note: `${(told.afterReadKb / KB_PER_MB).toFixed(0)} MB after the read alone`,
  };
}

/** As the product runs: bundled. What strips types from a source takes as much memory again as Node itself. */
async function buildChild(): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: { ssr: resolve(import.meta.dirname, 'memory-child.ts'), outDir: OUT, target: 'node24' },
  });
}

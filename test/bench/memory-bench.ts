import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { MysqlConnection } from '#contract/shop.ts';
import type { Absolute } from './measure.ts';

const CHILD = fileURLToPath(new URL('memory-child.ts', import.meta.url));
const KB_PER_MB = 1_024;
const Told = z.object({ products: z.int(), planned: z.int(), afterReadKb: z.int(), peakKb: z.int() });

/** The most memory that a process of its own held while it read the whole shop and planned everything. */
export async function memoryBench(connection: MysqlConnection, products: number): Promise<Absolute> {
  const child = spawn(process.execPath, [CHILD], { stdio: ['pipe', 'pipe', 'inherit'] });
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

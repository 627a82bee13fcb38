import { expect } from 'vitest';
import { jsonOf, type Ran } from './command-line.ts';
import { newProfile, runCommands } from './sandbox-world.ts';

export type Goods = {
  readonly productId: string;
  readonly barcode: string;
  /** What marketplaces know it by as the seller's own code. */
  readonly model: string;
  readonly quantity: number;
};

export type TakenOrder = {
  readonly orderNumber: string;
  readonly status: string;
  readonly storeOrderId: string | null;
};

/** A merchant with the sample shop at the command line; every command opens the profile anew, as a shell does. */
export async function openCommandLineShop() {
  const profile = newProfile();
  const run = async (...argv: readonly string[]): Promise<Ran> =>
    (await runCommands(profile.dataFolder, [{ argv, mayFail: true }]))[0]!;
  type Row = Goods & { readonly variants: number };
  const list = async (): Promise<readonly Row[]> =>
    jsonOf<{ rows: readonly Row[] }>(await run('products', 'list')).rows;
  await run('store', 'connect', '--sample');
  await run('pull');
  const plain = (await list()).filter(
    ({ variants, barcode, quantity, model }) =>
      variants === 1 && /^\d{13}$/.test(barcode) && quantity >= 8 && model !== '',
  );
  return {
    goods: plain.slice(0, 2) as readonly Goods[],
    run,
    /** Connects an account, reads what it sells and links what is certain. */
    connect: async (
      marketplace: string,
      { baseUrl, by = 'any' }: { readonly baseUrl: string; readonly by?: 'any' | 'model' },
      credentials: object,
    ): Promise<void> => {
      const address = ['--base-url', baseUrl, '--credentials', '-'];
      await runCommands(profile.dataFolder, [
        {
          argv: ['channel', 'add', marketplace, '--name', 'Pazar', ...address],
          stdin: JSON.stringify(credentials),
        },
        { argv: ['pull'] },
        { argv: ['link', '--channel', 'Pazar', '--by', by] },
      ]);
    },
    /** Orders, reading, planning and sending, with everything approved that merely waits. */
    sync: async (): Promise<void> => {
      const ran = await run('sync', '--approve', 'all');
      expect([0, 3], `${ran.out}\n${ran.err}`).toContain(ran.code);
      expect(jsonOf(ran), ran.out).toMatchObject({ state: 'done' });
    },
    orders: async (): Promise<readonly TakenOrder[]> =>
      jsonOf<{ orders: readonly TakenOrder[] }>(await run('orders')).orders,
    /** What the shop has of its goods now. */
    stocks: async (): Promise<readonly number[]> => {
      await run('pull');
      const rows = await list();
      return plain
        .slice(0, 2)
        .map(({ productId }) => rows.find((row) => row.productId === productId)!.quantity);
    },
    close: () => profile.remove(),
  };
}

export type CommandLineShop = Awaited<ReturnType<typeof openCommandLineShop>>;

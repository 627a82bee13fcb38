import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { systemClock } from '../../src-main/node-host/clock.ts';
import { systemRandom } from '../../src-main/node-host/random.ts';
import { jsonOf, type Ran } from './command-line.ts';
import { newProfile, runCommands } from './sandbox-world.ts';

export type DeskMarketplace = 'trendyol' | 'hepsiburada' | 'n11' | 'amazon';

/** One product of the sample shop that a marketplace lists, by the codes that each knows it by. */
export type ShopGoods = {
  readonly productId: string;
  readonly barcode: string;
  readonly stockCode: string;
  readonly title: string;
  readonly quantity: number;
};

export type DeskPackage = {
  readonly packageId: string;
  readonly status: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number; readonly status: string }[];
  readonly actions: readonly {
    readonly action: string;
    readonly possible: boolean;
    readonly reason: { readonly tr: string; readonly en: string } | null;
  }[];
  readonly unsettled?: readonly string[];
};

export type KnownOrder = {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly packageIds: readonly string[];
  readonly importState: string;
  readonly storeOrderId: string | null;
  readonly status: string;
};

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * A merchant at the command line: the sample shop and one account on the sandbox, its first two products listed and linked.
 * Every command opens the profile anew, as a shell does.
 */
export async function openMerchantDesk(marketplace: DeskMarketplace) {
  const sandbox = await startSandbox({
    clock: systemClock,
    random: systemRandom,
    logger: silent,
    rules: { trendyol: { rateLimits: 'off', batchOpenPolls: 0, batchDelayMs: 0 } },
  });
  const profile = newProfile();
  const run = async (argv: readonly string[], stdin?: string): Promise<Ran> => {
    const command = { argv, mayFail: true as const, ...(stdin === undefined ? {} : { stdin }) };
    return (await runCommands(profile.dataFolder, [command]))[0]!;
  };
  const done = async <T = Record<string, unknown>>(argv: readonly string[], stdin?: string): Promise<T> => {
    const ran = await run(argv, stdin);
    if (ran.code !== 0) throw new Error(`${argv.join(' ')} ended with ${ran.code}:\n${ran.out}\n${ran.err}`);
    return jsonOf<T>(ran);
  };
  await done(['store', 'connect', '--sample']);
  await run(['pull']);
  const goods = await firstGoods(done, 2);
  listGoods(sandbox, marketplace, goods);
  const { baseUrl, credentials } = sandbox.accounts.find((each) => each.marketplace === marketplace)!;
  await runCommands(profile.dataFolder, [
    {
      argv: ['channel', 'add', marketplace, '--name', 'Pazar', '--base-url', baseUrl, '--credentials', '-'],
      stdin: JSON.stringify(credentials),
    },
    { argv: ['pull'] },
    { argv: ['link', '--channel', 'Pazar'] },
  ]);
  return {
    sandbox,
    goods,
    dataFolder: profile.dataFolder,
    run,
    done,
    /** What the problem is that a command ends with. */
    refused: async (argv: readonly string[], stdin?: string): Promise<{ code: string; text: string }> => {
      const ran = await run(argv, stdin);
      if (ran.code !== 1)
        throw new Error(`${argv.join(' ')} ended with ${ran.code}:\n${ran.out}\n${ran.err}`);
      const { error } = jsonOf<{ error: { code: string } }>(ran);
      return { code: error.code, text: JSON.stringify(error) };
    },
    orders: async (): Promise<readonly KnownOrder[]> =>
      jsonOf<{ orders: readonly KnownOrder[] }>(await run(['orders'])).orders,
    show: (order: string): Promise<readonly DeskPackage[]> => done(['order', 'show', order]),
    stockOf: async (productId: string): Promise<number> => {
      await run(['pull']);
      const { rows } = await done<{ rows: readonly ShopGoods[] }>(['products', 'list']);
      return rows.find((row) => row.productId === productId)!.quantity;
    },
    close: async (): Promise<void> => {
      await sandbox.stop();
      profile.remove();
    },
  };
}

export type MerchantDesk = Awaited<ReturnType<typeof openMerchantDesk>>;

async function firstGoods(
  done: <T>(argv: readonly string[]) => Promise<T>,
  count: number,
): Promise<readonly ShopGoods[]> {
  type Row = Omit<ShopGoods, 'stockCode'> & { readonly model: string; readonly variants: number };
  const { rows } = await done<{ rows: readonly Row[] }>(['products', 'list']);
  const plain = rows.filter(
    ({ variants, barcode, quantity, model }) =>
      variants === 1 && /^\d{13}$/.test(barcode) && quantity >= 5 && model !== '',
  );
  return plain.slice(0, count).map(({ model, ...row }) => ({ ...row, stockCode: model }));
}

/** Puts the goods on the marketplace's shelf, at a hundred lira. */
export function listGoods(
  sandbox: Sandbox,
  marketplace: DeskMarketplace,
  goods: readonly Omit<ShopGoods, 'productId'>[],
): void {
  const { trendyol, hepsiburada, n11, amazon } = sandbox.marketplaces;
  for (const { barcode, stockCode, title, quantity } of goods) {
    if (marketplace === 'trendyol')
      trendyol.seedListings([{ barcode, stockCode, title, quantity, salePrice: 100, listPrice: 100 }]);
    if (marketplace === 'n11')
      n11.seedListings([{ stockCode, barcode, title, quantity, salePrice: 100, listPrice: 100 }]);
    if (marketplace === 'amazon')
      amazon.seedListings([{ sku: stockCode, barcode, title, quantity, price: 100 }]);
    if (marketplace === 'hepsiburada')
      hepsiburada.seedListings([{ merchantSku: stockCode, barcode, title, quantity, price: 100 }]);
  }
}

/** A buyer takes so many of each product; returns the order's number on the marketplace. */
export function buyAt(
  {
    sandbox,
    goods,
  }: { readonly sandbox: Sandbox; readonly goods: readonly Pick<ShopGoods, 'barcode' | 'stockCode'>[] },
  marketplace: DeskMarketplace,
  quantities: readonly number[],
): string {
  const wanted = quantities.map((quantity, index) => ({ ...goods[index]!, quantity }));
  const { trendyol, hepsiburada, n11, amazon } = sandbox.marketplaces;
  switch (marketplace) {
    case 'trendyol':
      return trendyol.buy({ lines: wanted.map(({ barcode, quantity }) => ({ barcode, quantity })) })
        .orderNumber;
    case 'n11':
      return n11.buy({ lines: wanted.map(({ stockCode, quantity }) => ({ stockCode, quantity })) })
        .orderNumber;
    case 'amazon':
      return amazon.buy({ lines: wanted.map(({ stockCode, quantity }) => ({ sku: stockCode, quantity })) })
        .orderId;
    case 'hepsiburada':
      return hepsiburada.buy({
        lines: wanted.map(({ stockCode, quantity }) => ({ merchantSku: stockCode, quantity })),
      }).orderNumber;
  }
}

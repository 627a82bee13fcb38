import type { ListingDraft } from '#engine/marketplaces/kit/catalogue.ts';
import type { BatchReport, MarketplaceConnection, SubmitResult } from '#engine/marketplaces/kit/port.ts';
import { startSandbox, type Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { CREDENTIALS, openBench, type Bench } from './gateway-under-test.ts';
import { quickClock } from './quick-clock.ts';
import { seededChance } from './steady-host.ts';

const quiet = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export type ServicesBench = {
  readonly sandbox: Sandbox;
  readonly hand: Sandbox['trendyol'];
  readonly bench: Bench;
  readonly connection: MarketplaceConnection;
  readonly settle: (result: SubmitResult) => Promise<BatchReport>;
  readonly close: () => Promise<void>;
};

/** The sandbox's Trendyol with our connection to it, both fifty times as fast as we are. */
export async function openServices(): Promise<ServicesBench> {
  const clock = quickClock(50, Date.now());
  const sandbox = await startSandbox({
    clock,
    random: seededChance('sandbox'),
    logger: quiet,
    credentials: { trendyol: CREDENTIALS },
  });
  const { baseUrl } = sandbox.accounts.find(({ marketplace }) => marketplace === 'trendyol')!;
  const bench = openBench(baseUrl, { clock });
  const { connection } = bench;
  return {
    sandbox,
    hand: sandbox.trendyol,
    bench,
    connection,
    settle: async (result) => {
      if (result.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
      for (;;) {
        const report = await connection.readBatch(result.batchId);
        if (report.final) return report;
        await clock.sleep(1_000);
      }
    },
    close: async () => {
      await bench.close();
      await sandbox.stop();
    },
  };
}

/** A shirt as the shop would list it; nothing in it stands for a real product. */
export function shirtDraft(changes: Partial<ListingDraft> = {}): ListingDraft {
  return {
    stockCode: 'GML001-B-M',
    barcode: 'TSTGML001M',
    groupId: 'GML001',
    title: 'Çiçekli Şık Gömlek, Iğdır Yeşili',
    subtitle: '',
    description: '<p>Keten gömlek; <b>İpeksi</b> dokunuş.</p>',
    categoryId: '1',
    brandId: '1',
    brandName: 'Nilperi',
    attributes: [],
    images: ['https://cdn.example.com/gml001-1.jpg', 'https://cdn.example.com/gml001-2.jpg'],
    vatRate: 10,
    quantity: 25,
    salePriceE4: 6_499_000,
    listPriceE4: 7_999_000,
    currency: 'TRY',
    desi: 1.5,
    catalogueId: null,
    fields: {},
    ...changes,
  };
}

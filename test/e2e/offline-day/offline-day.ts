import { fieldOf, isStock, type FieldName } from '#common/product-field.ts';
import type { PendingEditRow } from '#contract/products.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { SyncResult, SyncScope } from '#contract/sync.ts';
import type { Job } from '#contract/activity.ts';
import { seededRandom, type SeededRandom } from '#engine/store/sample/seeded-random.ts';
import { setTimeout as wait } from 'node:timers/promises';
import type { Sandbox } from '../../../src-main/sandbox/start-sandbox.ts';
import {
  openProfile,
  type EngineClient,
  type Profile,
} from '../../../src-main/headless/command-line/profile.ts';
import { systemRandom } from '../../../src-main/node-host/random.ts';
import type { MariadbFacts } from '../../support/mariadb-server.ts';
import type { OpencartVersion } from '../../support/opencart-shop.ts';
import { addTrendyol, newProfile, quickSandbox, runCommands } from '../../support/sandbox-world.ts';
import { openShopLine, type ShopLine } from '../../support/shop-line.ts';
import { barcodeOf } from '../../support/stocked-shop.ts';
import { asIds, DayModel, keyOf, type Sheets } from './day-model.ts';
import {
  CAMERA,
  CAMERA_BARCODE,
  LISTED,
  listGoods,
  openDayShop,
  type DayShop,
  type AdminSave,
} from './day-shop.ts';
import { MerchantAtHome } from './merchant-at-home.ts';

export type Ended = { readonly job: Job; readonly result: SyncResult | null };

/** A shop, a marketplace and the program between them; the test does what people do and keeps its own account. */
export class OfflineDay {
  readonly day: DayShop;
  readonly line: ShopLine;
  readonly sandbox: Sandbox;
  readonly client: EngineClient;
  readonly model: DayModel;
  readonly merchant: MerchantAtHome;
  readonly random: SeededRandom;
  /** Pieces by product and stock field: sold in the shop, come in by a delivery, ordered on the marketplace. */
  readonly sold = new Map<string, number>();
  readonly delivered = new Map<string, number>();
  readonly ordered = new Map<string, number>();
  readonly orderNumbers: string[] = [];
  readonly #close: () => Promise<void>;

  private constructor(
    parts: Pick<OfflineDay, 'day' | 'line' | 'sandbox' | 'client' | 'model' | 'merchant' | 'random'>,
    close: () => Promise<void>,
  ) {
    this.day = parts.day;
    this.line = parts.line;
    this.sandbox = parts.sandbox;
    this.client = parts.client;
    this.model = parts.model;
    this.merchant = parts.merchant;
    this.random = parts.random;
    this.#close = close;
  }

  /** Connected and in step; then the line is cut. */
  static async begin(mariadb: MariadbFacts, version: OpencartVersion, seed: number): Promise<OfflineDay> {
    const random = seededRandom(seed);
    const day = await openDayShop(mariadb, version);
    const line = await openShopLine(mariadb.port);
    const sandbox = await quickSandbox();
    listGoods(sandbox);
    const { dataFolder, remove } = newProfile();
    const { user, database } = day.shop.connection;
    const channel = addTrendyol(sandbox);
    await runCommands(
      dataFolder,
      [
        { argv: ['store', 'connect', '--url', `mysql://${user}@127.0.0.1:${line.port}/${database}`] },
        { ...channel, argv: [...channel.argv, '--mode', 'automatic'] },
        { argv: ['pull'] },
        { argv: ['link', '--channel', 'Trendyol'] },
      ],
      { MESCHAIN_STORE_PASSWORD: '' },
    );
    const profile: Profile = await openProfile({
      kind: 'command-line',
      version: '1.2.3',
      demo: false,
      dataFolder,
      passphrase: null,
      askPassphrase: () => Promise.resolve(null),
    });
    const { client } = profile;
    await linkCamera(client);
    await runJob(client, 'everything');
    await line.cut();
    const sheets = await day.sheets();
    const facts = await client.products.facts();
    if (!facts) throw new Error('the shop was not read');
    const model = new DayModel(sheets);
    const merchant = new MerchantAtHome({ client, model, sheets, facts, random });
    return new OfflineDay({ day, line, sandbox, client, model, merchant, random }, async () => {
      await profile.close();
      await sandbox.stop();
      await line.cut();
      await day.close();
      remove();
    });
  }

  sync(what: SyncScope['what'] = 'everything'): Promise<Ended> {
    return runJob(this.client, what);
  }

  async pending(): Promise<readonly PendingEditRow[]> {
    const rows: PendingEditRow[] = [];
    for (;;) {
      const page = await this.client.edits.page({ offset: rows.length, limit: 500, state: null, search: '' });
      rows.push(...page.rows);
      if (rows.length >= page.total) return rows;
    }
  }

  async sell(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      const productId = this.random.pick([...LISTED, CAMERA]);
      const optionValueId = productId === CAMERA ? this.random.pick([15, 16]) : null;
      const pieces = this.random.between(1, 2);
      await this.day.sell(productId, optionValueId, pieces);
      count(this.sold, productId, optionValueId, pieces);
    }
  }

  /** Customers of the marketplace; returns the packages. */
  buy(times: number): readonly { readonly packageId: number; readonly undo: () => void }[] {
    return Array.from({ length: times }, (_, time) => {
      const productId = time === 0 ? CAMERA : this.random.pick(LISTED);
      const optionValueId = productId === CAMERA ? 15 : null;
      const quantity = this.random.between(1, 2);
      const lines = [{ barcode: barcodeOf(productId), quantity }];
      const { packageId, orderNumber } = this.sandbox.trendyol.buy({ lines, oversell: 'allowed' });
      this.orderNumbers.push(orderNumber);
      count(this.ordered, productId, optionValueId, quantity);
      return {
        packageId,
        undo: () => {
          this.orderNumbers.splice(this.orderNumbers.indexOf(orderNumber), 1);
          count(this.ordered, productId, optionValueId, -quantity);
        },
      };
    });
  }

  /** Somebody works in OpenCart's own admin meanwhile: on what the merchant edited, and on what nobody touched. */
  async workInAdmin(conflicting: number, disjoint: number): Promise<void> {
    const saved = new Set<string>();
    const saveOnce = async (productId: string, field: AdminSave['field']): Promise<boolean> => {
      if (saved.has(`${productId} ${field}`)) return false;
      saved.add(`${productId} ${field}`);
      await this.#save(productId, field, saved.size);
      return true;
    };
    const edited = [...this.model.waiting.values()].flatMap(({ productId, field, mine }) =>
      isSaved(field) ? [{ productId, field, mine }] : [],
    );
    for (let done = 0; done < conflicting && saved.size < edited.length;) {
      const { productId, field } = this.random.pick(edited);
      if (await saveOnce(productId, field)) done += 1;
    }
    for (let done = 0; done < disjoint;) {
      const productId = String(this.random.pick(LISTED));
      const field = this.random.pick(SAVED);
      if (this.model.waiting.has(keyOf({ productId, field }))) continue;
      if (await saveOnce(productId, field)) done += 1;
    }
    // Both sides come to the same by chance: no conflict.
    const same = edited.find(({ productId, field }) => field === 'price' && !saved.has(`${productId} price`));
    if (!same) return;
    const value = String(Number(same.mine) / 10_000);
    await this.day.saveInAdmin({ productId: same.productId, field: 'price', value });
  }

  async #save(productId: string, field: AdminSave['field'], number: number): Promise<void> {
    if (field === 'categories') {
      const value = [...asIds(this.model.base(productId, field)), '26'];
      return this.day.saveInAdmin({ productId, field, value });
    }
    const value = ADMIN_VALUE[field](number);
    if (field === 'quantity') count(this.delivered, Number(productId), null, Number(value));
    return this.day.saveInAdmin({ productId, field, value });
  }

  /** What a field holds once this day's orders are in the shop, which go in before any edit. */
  withOrders(sheets: Sheets, productId: string, field: FieldName): FieldValue {
    const value = sheets.get(productId)?.[field] ?? null;
    if (!isStock(fieldOf(field))) return value;
    return Number(value) - (this.ordered.get(keyOf({ productId, field })) ?? 0);
  }

  close(): Promise<void> {
    return this.#close();
  }
}

const SAVED = ['price', 'model', 'name:en-gb', 'description:en-gb', 'categories', 'quantity'] as const;

function isSaved(field: FieldName): field is AdminSave['field'] {
  return SAVED.some((saved) => saved === field);
}

const ADMIN_VALUE: Readonly<Record<Exclude<AdminSave['field'], 'categories'>, (number: number) => string>> = {
  price: (number) => `${95 + number / 10}`,
  model: (number) => `ADMIN-${number}`,
  'name:en-gb': (number) => `Yönetimde ${number}`,
  'description:en-gb': (number) => `Yönetimde yazıldı ${number}`,
  quantity: (number) => `${5 + (number % 4)}`,
};

function count(
  sums: Map<string, number>,
  product: number,
  optionValueId: number | null,
  pieces: number,
): void {
  const fields: FieldName[] = ['quantity'];
  if (optionValueId !== null) fields.push(`option:${optionValueId}:quantity`);
  for (const field of fields) {
    const key = keyOf({ productId: String(product), field });
    sums.set(key, (sums.get(key) ?? 0) + pieces);
  }
}

async function linkCamera(client: EngineClient): Promise<void> {
  const [channel] = await client.channels.list();
  const { rows } = await client.listings.page({
    offset: 0,
    limit: 5,
    channelId: null,
    search: CAMERA_BARCODE,
    filter: 'all',
    sort: 'title',
    descending: false,
  });
  await client.links.confirm({
    requestId: systemRandom.uuid(),
    channelId: channel!.channelId,
    links: [{ listingId: rows[0]!.listingId, variantId: `p${CAMERA}:15` }],
  });
}

async function runJob(client: EngineClient, what: SyncScope['what']): Promise<Ended> {
  const scope = { channelId: null, what, approveWaiting: true };
  const { jobId } = await client.sync.start({ requestId: systemRandom.uuid(), scope });
  for (;;) {
    const ended = await client.sync.job({ jobId });
    if (ended.job.state !== 'running') return ended;
    await wait(20);
  }
}

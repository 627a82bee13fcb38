import type { MysqlConnection } from '#contract/shop.ts';
import type { Clock, Logger } from '../../host.ts';
import type { OrderMark, StoreOrder, StorePort, WriteOptions } from '../port.ts';
import { choosePrefix } from './dialect/find-shop.ts';
import type { PrefixSearch } from './dialect/find-shop.ts';
import { requireTables } from './dialect/required-tables.ts';
import { readSchema } from './dialect/schema.ts';
import type { ShopSchema } from './dialect/schema.ts';
import { dumpProducts } from './edit/dump-products.ts';
import { FreshMarks, markProduct } from './edit/mark-product.ts';
import { readEditingFacts } from './edit/read-editing-facts.ts';
import { readSheets } from './edit/read-sheets.ts';
import { readUnfinishedWrite } from './edit/read-unfinished-write.ts';
import { writeProduct } from './edit/write-product.ts';
import { inspect } from './inspect/inspect.ts';
import { BulkReading } from './read/bulk-reading.ts';
import { readProducts } from './read/read-products.ts';
import { readWatched } from './read/read-watched.ts';
import { readShopSettings } from './read/shop-settings.ts';
import type { ShopSettings } from './read/shop-settings.ts';
import { offsetText } from './read/shop-time.ts';
import { OpencartSession } from './session/session.ts';
import type { Writer } from './session/queryable.ts';
import { cancelOrder, setOrderLines } from './write/change-order.ts';
import { readOrderStatuses, setOrderStatus } from './write/set-order-status.ts';
import type { WriteFacts } from './write/order-plan.ts';
import { findStored, isUnfinished, storeOrderOf } from './write/stored-order.ts';
import { writeOrder } from './write/write-order.ts';
import { requireWriteRights } from './write/write-rights.ts';

export type OpencartStoreOptions = {
  readonly connection: MysqlConnection;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where the shop's `image/` folder is, when the merchant said so; otherwise its own orders tell. */
  readonly imageBaseUrl?: string | null;
};

type Shop = { readonly schema: ShopSchema; readonly search: PrefixSearch };
type ShopNow = Shop & { readonly settings: ShopSettings };

/** A shop in MySQL or MariaDB. Connects when first asked for something, and again whenever the line was lost. */
export function openOpencartStore(options: OpencartStoreOptions): StorePort {
  const session = new OpencartSession(options);
  const { reader } = session;
  const bulk = new BulkReading(options.clock);
  let known: Promise<Shop> | null = null;
  /** Lines whose rights were looked at; a new line is looked at anew. */
  const mayWrite = new WeakSet<Writer>();
  const freshMarks = new FreshMarks();

  async function findShop(): Promise<Shop> {
    const { prefix, search } = await choosePrefix(reader, options.connection);
    const schema = await readSchema(reader, options.connection.database, prefix);
    await requireTables(reader, schema);
    return { schema, search };
  }

  async function shopNow(): Promise<ShopNow> {
    known ??= findShop();
    try {
      const shop = await known;
      const settings = await readShopSettings(reader, shop.schema, options.clock);
      session.useTimeZone(settings.timeZone === null ? null : offsetText(settings.offsetMinutes));
      return { ...shop, settings };
    } catch (error) {
      // It may have been upgraded or moved under our feet: look for it anew next time.
      known = null;
      throw error;
    }
  }

  /** One piece of writing, with the shop as it stands now; after a failure the shop is looked for anew. */
  async function changing<T>(
    write: WriteOptions,
    work: (writer: Writer, shop: ShopNow) => Promise<T>,
  ): Promise<T> {
    write.signal?.throwIfAborted();
    const shop = await shopNow();
    try {
      return await session.write(async (writer) => work(writer, shop));
    } catch (error) {
      known = null;
      throw error;
    }
  }

  async function writing(
    write: WriteOptions,
    work: (writer: Writer, facts: WriteFacts) => Promise<StoreOrder>,
  ): Promise<StoreOrder> {
    return changing(write, async (writer, shop) => {
      if (!mayWrite.has(writer)) await requireWriteRights(writer, shop.schema);
      mayWrite.add(writer);
      const facts = { reader: writer, schema: shop.schema, shop: shop.settings, settings: write.settings };
      return work(writer, facts);
    });
  }

  return {
    kind: 'mysql',
    inspect: async (signal) => {
      known = null;
      const { schema, search, settings } = await shopNow();
      const transport = await session.transport();
      const report = await inspect(
        { reader, connection: options.connection, schema, shop: settings, search, transport },
        signal,
      );
      const hostKey = session.tunnelHostKey;
      return hostKey === null ? report : { ...report, tunnelHostKey: hostKey };
    },
    readWatched: async function* (read) {
      bulk.forget();
      const { schema, settings } = await shopNow();
      yield* readWatched({ reader, schema, shop: settings }, read);
    },
    readProducts: async (productIds, read) => {
      const shop = read.pace === 'in-bulk' ? bulk.keep('shop', shopNow) : shopNow();
      const { schema, settings } = await shop;
      const facts = { reader, schema, shop: settings, logger: options.logger, bulk };
      return readProducts({ ...facts, imageBaseUrl: options.imageBaseUrl ?? null }, productIds, read);
    },
    writeOrder: async (order, write) =>
      writing(write, async (writer, facts) => writeOrder(writer, facts, order, write)),
    findOrder: async (mark: OrderMark, write) => {
      write.signal?.throwIfAborted();
      const { schema, settings } = await shopNow();
      const found = await findStored({ reader, schema }, mark);
      return found === null || isUnfinished(found) ? null : storeOrderOf(found, settings.holdingStatusIds);
    },
    setOrderLines: async (storeOrderId, lines, write) =>
      writing(write, async (writer, facts) =>
        setOrderLines(writer, facts, { storeOrderId, lines, comment: write.comment, options: write }),
      ),
    cancelOrder: async (storeOrderId, write) =>
      writing(write, async (writer, facts) =>
        cancelOrder(writer, facts, { storeOrderId, comment: write.comment, options: write }),
      ),
    setOrderStatus: async (storeOrderId, statusId, write) =>
      writing(write, async (writer, facts) =>
        setOrderStatus(writer, facts, { ...write, storeOrderId, statusId, options: write }),
      ),
    readOrderStatuses: async (storeOrderIds, read) => {
      const { schema, settings } = await shopNow();
      return readOrderStatuses({ reader, schema, shop: settings }, storeOrderIds, read.signal);
    },
    readEditingFacts: async (read) => {
      const { schema, settings } = await shopNow();
      const facts = { reader, schema, shop: settings, imageBaseUrl: options.imageBaseUrl ?? null };
      return readEditingFacts(facts, read);
    },
    readSheets: async (productIds, read) => {
      const shop = read.pace === 'in-bulk' ? bulk.keep('shop', shopNow) : shopNow();
      const { schema, settings } = await shop;
      return readSheets({ reader, schema, shop: settings, bulk }, productIds, read);
    },
    dumpProducts: async (productIds, read) => {
      const { schema, settings } = await shopNow();
      return dumpProducts({ reader, schema, shop: settings }, productIds, read);
    },
    markProductWrite: async (productId, write) =>
      changing(write, async (writer, { schema }) => {
        const mark = await markProduct({ reader: writer, schema, clock: options.clock }, productId);
        if (mark !== null) freshMarks.add(productId, mark);
        return mark;
      }),
    writeProduct: async (product, write) =>
      changing(write, async (writer, { schema, settings }) => {
        const isFirstAttempt = freshMarks.take(product);
        const result = await writeProduct(writer, { schema, shop: settings, isFirstAttempt }, product, write);
        // Perhaps a column is narrower, or wider, than when the shop was looked at.
        if (result.kind === 'written' && result.refused.length > 0) known = null;
        return result;
      }),
    readUnfinishedWrite: async (product, write) =>
      changing(write, async (writer, { schema, settings }) =>
        readUnfinishedWrite(writer, { schema, shop: settings }, product),
      ),
    close: async () => session.close(),
  };
}

import type { MysqlConnection } from '#contract/shop.ts';
import type { Clock, Logger } from '../../host.ts';
import type { OrderMark, StoreOrder, StorePort, WriteOptions } from '../port.ts';
import { choosePrefix } from './dialect/find-shop.ts';
import type { PrefixSearch } from './dialect/find-shop.ts';
import { requireTables } from './dialect/required-tables.ts';
import { readSchema } from './dialect/schema.ts';
import type { ShopSchema } from './dialect/schema.ts';
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

/** A shop in MySQL or MariaDB. Connects when first asked for something, and again whenever the line was lost. */
export function openOpencartStore(options: OpencartStoreOptions): StorePort {
  const session = new OpencartSession(options);
  const { reader } = session;
  const bulk = new BulkReading(options.clock);
  let known: Promise<Shop> | null = null;
  /** Lines whose rights were looked at; a new line is looked at anew. */
  const mayWrite = new WeakSet<Writer>();

  async function findShop(): Promise<Shop> {
    const { prefix, search } = await choosePrefix(reader, options.connection);
    const schema = await readSchema(reader, options.connection.database, prefix);
    await requireTables(reader, schema);
    return { schema, search };
  }

  async function shopNow(): Promise<Shop & { readonly settings: ShopSettings }> {
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

  async function writing(
    write: WriteOptions,
    work: (writer: Writer, facts: WriteFacts) => Promise<StoreOrder>,
  ): Promise<StoreOrder> {
    write.signal?.throwIfAborted();
    const shop = await shopNow();
    try {
      return await session.write(async (writer) => {
        if (!mayWrite.has(writer)) await requireWriteRights(writer, shop.schema);
        mayWrite.add(writer);
        const facts = { reader: writer, schema: shop.schema, shop: shop.settings, settings: write.settings };
        return work(writer, facts);
      });
    } catch (error) {
      known = null;
      throw error;
    }
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
    close: async () => session.close(),
  };
}

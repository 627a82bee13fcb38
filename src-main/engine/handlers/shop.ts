import { readStoreState } from '../cache/tables/store.ts';
import { searchVariantRows } from '../cache/tables/variant-search.ts';
import { variantsByRow } from '../cache/tables/variant.ts';
import { checkShop } from '../jobs/check-shop.ts';
import { changeShopSettings, connectShop, disconnectShop, testShop } from '../jobs/connect-shop.ts';
import { once, os } from './implement.ts';
import { requireNoRunningSync } from './no-running-sync.ts';

export const shopHandlers = {
  get: os.shop.get.handler(({ context }) => readStoreState(context.database)),
  test: os.shop.test.handler(({ input, context, signal }) => testShop(context, input, signal)),
  check: os.shop.check.handler(async ({ context, signal }) => {
    await checkShop(context, signal);
    return readStoreState(context.database);
  }),
  connect: os.shop.connect.handler(({ input, context, signal }) =>
    once(context, 'shop.connect', input.requestId, async () => {
      requireNoRunningSync(context);
      await connectShop(context, { connection: input.connection, settings: input.settings }, signal);
      return readStoreState(context.database);
    }),
  ),
  setSettings: os.shop.setSettings.handler(({ input, context }) =>
    once(context, 'shop.setSettings', input.requestId, () => {
      changeShopSettings(context, input.settings, input.shopApiKey);
      return readStoreState(context.database);
    }),
  ),
  disconnect: os.shop.disconnect.handler(({ input, context }) =>
    once(context, 'shop.disconnect', input.requestId, async () => {
      requireNoRunningSync(context);
      await disconnectShop(context);
      return readStoreState(context.database);
    }),
  ),
  searchVariants: os.shop.searchVariants.handler(({ input, context }) => [
    ...variantsByRow(context.database, searchVariantRows(context.database, input.search, input.limit)),
  ]),
};

import { os as plain, type AnyRouter } from '@orpc/server';
import type { EngineContext } from '../context.ts';
import { activityHandlers } from './activity.ts';
import { questionsHandlers, returnsHandlers, settlementsHandlers } from './after-sales.ts';
import { archiveHandlers } from './archive.ts';
import { catalogueHandlers } from './catalogue.ts';
import { channelsHandlers } from './channels.ts';
import { codesHandlers } from './codes.ts';
import { editsHandlers } from './edits.ts';
import { os } from './implement.ts';
import { linksHandlers } from './links.ts';
import { listingsHandlers } from './listings.ts';
import { mappingHandlers } from './mapping.ts';
import { marketHandlers } from './market.ts';
import { ordersHandlers } from './orders.ts';
import { overviewHandlers } from './overview.ts';
import { planHandlers } from './plan.ts';
import { productsHandlers } from './products.ts';
import { publishingHandlers } from './publishing.ts';
import { settingsHandlers } from './settings.ts';
import { shopHandlers } from './shop.ts';
import { syncHandlers } from './sync.ts';
import { systemHandlers } from './system.ts';

/** Every command of the contract; a forgotten one does not compile. */
const handlers = os.router({
  activity: activityHandlers,
  archive: archiveHandlers,
  catalogue: catalogueHandlers,
  channels: channelsHandlers,
  codes: codesHandlers,
  edits: editsHandlers,
  links: linksHandlers,
  listings: listingsHandlers,
  mapping: mappingHandlers,
  market: marketHandlers,
  orders: ordersHandlers,
  overview: overviewHandlers,
  plan: planHandlers,
  products: productsHandlers,
  publishing: publishingHandlers,
  questions: questionsHandlers,
  returns: returnsHandlers,
  settings: settingsHandlers,
  settlements: settlementsHandlers,
  shop: shopHandlers,
  sync: syncHandlers,
  system: systemHandlers,
});

/** The handlers with this engine's context behind them, so that a host has nothing to hand in with a call. */
export function bindRouter(context: EngineContext): AnyRouter {
  return plain.use(({ next }) => next({ context })).router(handlers);
}

import { isProblemError } from '#contract/problem.ts';
import type { StoreReport, StoreSettings } from '#contract/shop.ts';
import type { EngineContext } from '../../context.ts';
import type { StatusWish } from './api-requests.ts';
import { noteAnswered, noteAsked } from './order-path.ts';
import { setStatusByShopApi } from './set-status.ts';

/**
 * Has OpenCart itself give an order its first status and take its stock, and notes before and after what came of it. What
 * was certainly not done may be asked for again at once; after a lost answer the order rests (`requireAtRest`).
 */
export async function askForStatus(
  context: EngineContext,
  shop: { readonly settings: StoreSettings; readonly report: StoreReport },
  { orderId, ...wish }: Omit<StatusWish, 'statusId'> & { readonly orderId: string },
): Promise<void> {
  try {
    await setStatusByShopApi(context, shop, {
      wish: { ...wish, statusId: shop.settings.newOrderStatusId },
      asked: () => noteAsked(context, orderId, wish.storeOrderId),
    });
    noteAnswered(context, orderId, wish.storeOrderId);
  } catch (error) {
    const code = isProblemError(error) ? error.problem.code : null;
    if (code === 'store/api-refused' || code === 'store/api-unreachable') {
      noteAnswered(context, orderId, code);
    }
    throw error;
  }
}

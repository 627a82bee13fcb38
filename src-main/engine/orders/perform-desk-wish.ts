import type { DeskWish } from '#contract/order-desk.ts';
import { assertNever } from '#common/assert-never.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { PackageAction } from '../marketplaces/kit/order-desk.ts';
import type { MarketplaceConnection } from '../marketplaces/kit/port.ts';

export type DeskCall = PackageAction;

type Wish = Exclude<DeskWish, { readonly action: 'pick' | 'invoice' }>;

/** Calls the port's method for one wish. `at` (epoch ms) stands where the merchant gave no time of its own. */
export async function performDeskWish(
  connection: MarketplaceConnection,
  { wish, call, at }: { readonly wish: Wish; readonly call: DeskCall; readonly at: number },
): Promise<void> {
  switch (wish.action) {
    case 'send-invoice': {
      const { number, link, file, issuedAt } = wish;
      if (link === null && file === null) throw new ProblemError(problem('input/invalid', { field: 'link' }));
      const bytes = file && { ...file, bytes: Buffer.from(file.base64, 'base64') };
      const invoice = { number, link, issuedAtMs: Date.parse(issuedAt), file: bytes };
      return connection.sendInvoice?.({ ...call, invoice });
    }
    case 'delete-invoice':
      return connection.deleteInvoice?.(call);
    case 'pack':
      await connection.packLines?.(call);
      return;
    case 'unpack':
      return connection.unpack?.(call);
    case 'ship': {
      const { carrier, trackingNumber, trackingLink, shippedAt } = wish;
      const shippedAtMs = shippedAt === null ? at : Date.parse(shippedAt);
      return connection.reportShipment?.({ ...call, carrier, trackingNumber, trackingLink, shippedAtMs });
    }
    case 'deliver':
      return connection.reportDelivery?.({ ...call, outcome: wish.outcome, reason: wish.reason });
    case 'cancel':
      return connection.cancelLines?.({ ...call, reasonId: wish.reasonId });
    case 'split':
      return connection.splitPackage?.({ ...call, groups: wish.groups });
    case 'change-cargo':
      return connection.changeCargo?.({ ...call, cargoCompanyId: wish.cargoCompanyId });
    case 'boxes':
      return connection.reportBoxes?.({ ...call, boxes: wish.boxes, desi: wish.desi });
    case 'extend':
      return connection.extendDispatch?.({ ...call, days: wish.days });
    case 'labour-cost':
      return connection.reportLabourCost?.({ ...call, amountE4: wish.amountE4 });
    default:
      return assertNever(wish, 'action of the order desk');
  }
}

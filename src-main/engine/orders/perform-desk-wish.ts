import type { DeskWish, FurtherDeskWish } from '#contract/order-desk.ts';
import type { FileContent } from '#contract/returns.ts';
import { assertNever } from '#common/assert-never.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { UploadedFile } from '../marketplaces/kit/further.ts';
import type { PackageAction } from '../marketplaces/kit/order-desk.ts';
import type { MarketplaceConnection, MarketplacePackage } from '../marketplaces/kit/port.ts';

export type DeskCall = PackageAction;

type Wish = Exclude<DeskWish, { readonly action: 'pick' | 'invoice' }> | FurtherDeskWish;

type Performing = {
  readonly wish: Wish;
  readonly received: MarketplacePackage;
  readonly call: DeskCall;
  readonly at: number;
};

/** Calls the port's method for one wish. `at` (epoch ms) stands where the merchant gave no time of its own. */
export async function performDeskWish(
  connection: MarketplaceConnection,
  { wish, received, call, at }: Performing,
): Promise<void> {
  switch (wish.action) {
    case 'send-invoice': {
      const { number, link, file, issuedAt } = wish;
      if (link === null && file === null) throw new ProblemError(problem('input/invalid', { field: 'link' }));
      const invoice = { number, link, issuedAtMs: Date.parse(issuedAt), file: file && unpacked(file) };
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
    case 'change-warehouse':
      return connection.changeWarehouse?.({ ...call, warehouseId: wish.warehouseId });
    case 'service-delivery':
      return connection.reportServiceDelivery?.(call);
    case 'send-warranty':
      return connection.sendWarrantyDocument?.({ ...call, lineId: wish.lineId, file: unpacked(wish.file) });
    case 'create-return': {
      const { cargoCompanyId, reasonId, note } = wish;
      const lines = call.lines.map(({ lineId, quantity }) => {
        const barcode = received.lines.find((line) => line.lineId === lineId)?.barcode ?? '';
        return { barcode, quantity, reasonId, customerNote: note };
      });
      await connection.createReturn?.({ ...call, cargoCompanyId, lines });
      return;
    }
    default:
      return assertNever(wish, 'action of the order desk');
  }
}

function unpacked({ name, mediaType, base64 }: FileContent): UploadedFile {
  return { name, mediaType, bytes: Buffer.from(base64, 'base64') };
}

import type { Bilingual } from '#contract/basics.ts';
import { DeskAction, FurtherDeskAction, type AnyDeskAction, type PackageDesk } from '#contract/order-desk.ts';
import type { OrderStatus } from '#contract/orders.ts';
import type { Manifest, MarketplaceConnection, MarketplacePackage } from '../marketplaces/kit/port.ts';

const OPEN: readonly OrderStatus[] = ['new', 'picking', 'invoiced'];
const LEFT: readonly OrderStatus[] = [
  'shipped',
  'at-collection-point',
  'delivered',
  'undelivered',
  'returned',
];

type Rule = {
  /** The port's method, by which a marketplace offers the action or not. */
  readonly method: keyof MarketplaceConnection;
  readonly from: readonly OrderStatus[];
};

/** What each action needs. The marketplace has the last word: it refuses what its own rules do not allow. */
export const DESK_RULES: Readonly<Record<AnyDeskAction, Rule>> = {
  pick: { method: 'acknowledgeOrder', from: ['new'] },
  invoice: { method: 'reportInvoice', from: ['picking'] },
  'send-invoice': { method: 'sendInvoice', from: [...OPEN, ...LEFT] },
  'delete-invoice': { method: 'deleteInvoice', from: [...OPEN, ...LEFT] },
  pack: { method: 'packLines', from: ['awaiting', 'new', 'picking'] },
  unpack: { method: 'unpack', from: ['picking', 'invoiced'] },
  ship: { method: 'reportShipment', from: OPEN },
  deliver: { method: 'reportDelivery', from: ['shipped', 'at-collection-point', 'undelivered'] },
  cancel: { method: 'cancelLines', from: OPEN },
  split: { method: 'splitPackage', from: OPEN },
  'change-cargo': { method: 'changeCargo', from: OPEN },
  boxes: { method: 'reportBoxes', from: OPEN },
  extend: { method: 'extendDispatch', from: OPEN },
  'labour-cost': { method: 'reportLabourCost', from: [...OPEN, ...LEFT] },
  label: { method: 'readLabel', from: [...OPEN, 'shipped', 'at-collection-point'] },
  'change-warehouse': { method: 'changeWarehouse', from: OPEN },
  'service-delivery': { method: 'reportServiceDelivery', from: OPEN },
  'send-warranty': { method: 'sendWarrantyDocument', from: [...OPEN, ...LEFT] },
  'create-return': { method: 'createReturn', from: LEFT },
};

/** What each action is called in a sentence. */
export const DESK_WORDS: Readonly<Record<AnyDeskAction, Bilingual>> = {
  pick: { tr: '“Hazırlanıyor” bildirimi', en: 'Marking as being picked' },
  invoice: { tr: '“Faturalandı” bildirimi', en: 'Marking as invoiced' },
  'send-invoice': { tr: 'Fatura', en: 'The invoice' },
  'delete-invoice': { tr: 'Faturayı silme isteği', en: 'Deleting the invoice' },
  pack: { tr: 'Paketleme', en: 'Packing' },
  unpack: { tr: 'Paketi bozma', en: 'Unpacking' },
  ship: { tr: 'Kargoya verildi bildirimi', en: 'Reporting the shipment' },
  deliver: { tr: 'Teslimat bildirimi', en: 'Reporting the delivery' },
  cancel: { tr: 'İptal', en: 'Cancelling' },
  split: { tr: 'Paket bölme', en: 'Splitting the package' },
  'change-cargo': { tr: 'Kargo firması değişikliği', en: 'Changing the cargo company' },
  boxes: { tr: 'Koli ve desi bildirimi', en: 'Reporting boxes and desi' },
  extend: { tr: 'Ek süre isteği', en: 'Asking for more time' },
  'labour-cost': { tr: 'İşçilik bedeli', en: 'The labour cost' },
  label: { tr: 'Etiket', en: 'The label' },
  'change-warehouse': { tr: 'Depo değişikliği', en: 'Changing the warehouse' },
  'service-delivery': { tr: 'Yetkili servis bildirimi', en: 'Reporting the authorised service' },
  'send-warranty': { tr: 'Garanti belgesi', en: 'The warranty document' },
  'create-return': { tr: 'İade açma', en: 'Opening the return' },
};

/** Lines of a package that something can still be done with. */
export function livingLines(received: MarketplacePackage): MarketplacePackage['lines'] {
  return received.lines.filter(
    ({ quantity, status }) => quantity > 0 && status !== 'cancelled' && status !== 'unsupplied',
  );
}

/** By which words of the manifests an action is offered or not; the first that gives a reason is told. */
const CAPABILITIES: Readonly<Record<AnyDeskAction, readonly string[]>> = {
  pick: ['package-picking'],
  invoice: ['package-invoiced'],
  'send-invoice': ['invoice-link', 'invoice-file'],
  'delete-invoice': ['invoice-delete'],
  pack: ['package-create'],
  unpack: ['package-unpack'],
  ship: ['package-shipped', 'package-ship', 'package-alternative-delivery'],
  deliver: ['package-delivered', 'package-manual-deliver'],
  cancel: ['package-unsupplied', 'package-cancel'],
  split: ['package-split'],
  'change-cargo': ['package-cargo-change'],
  boxes: ['package-box-info'],
  extend: ['package-extend'],
  'labour-cost': ['package-labour-cost'],
  label: ['label'],
  'change-warehouse': ['package-warehouse'],
  'service-delivery': ['package-service-delivery'],
  'send-warranty': ['warranty-document'],
  'create-return': ['claim-create'],
};

export type DeskView = {
  readonly received: MarketplacePackage;
  readonly connection: MarketplaceConnection;
  readonly manifest: Manifest;
  /** Whether an invoice was sent for the package, as far as anybody knows. */
  readonly invoiceSent: boolean;
  /** Actions whose answer was lost, and that the marketplace does not show. */
  readonly unsettled: readonly AnyDeskAction[];
};

export type Refusal = {
  readonly code: 'channel/not-offered' | 'order/wrong-state';
  readonly reason: Bilingual;
};

/** Why an action can't be done with a package now; null where it can. */
export function refusalOf(action: AnyDeskAction, view: DeskView): Refusal | null {
  const { received, connection, invoiceSent } = view;
  const rule = DESK_RULES[action];
  const wrongState = (tr: string, en: string): Refusal => ({ code: 'order/wrong-state', reason: { tr, en } });
  if (connection[rule.method] === undefined)
    return { code: 'channel/not-offered', reason: reasonOf(action, view) };
  if (!rule.from.includes(received.status))
    return wrongState(
      `Paketin durumu (${received.rawStatus}) buna uygun değil.`,
      `The package’s status (${received.rawStatus}) does not allow it.`,
    );
  if (action === 'delete-invoice' && !invoiceSent)
    return wrongState('Bu paket için gönderilmiş bir fatura yok.', 'No invoice was sent for this package.');
  const units = livingLines(received).reduce((sum, { quantity }) => sum + quantity, 0);
  if (action === 'split' && units < 2)
    return wrongState(
      'Paketin içinde bölünecek birden çok ürün yok.',
      'The package holds nothing that could be split off.',
    );
  return null;
}

/** The manifest's own word on why; else that it is for the seller's panel. */
function reasonOf(action: AnyDeskAction, { connection, manifest }: DeskView): Bilingual {
  const told = manifest.capabilities.find(
    ({ capability, state, reason }) =>
      state !== 'works' && reason !== null && CAPABILITIES[action].includes(capability),
  )?.reason;
  if (told) return told;
  if (action === 'invoice' && connection.sendInvoice !== undefined)
    return {
      tr: `${manifest.name} paketlerinde “faturalandı” diye bir durum yok; faturanın bağlantısını gönderin.`,
      en: `Packages on ${manifest.name} have no state “invoiced”; send the invoice’s link.`,
    };
  return {
    tr: `${manifest.name} bunu programlara sunmuyor; satıcı panelinden yapın.`,
    en: `${manifest.name} does not offer this to programs; do it in the seller’s panel.`,
  };
}

/** Every action with whether it can be done now, and why not. */
export function deskOf(view: DeskView): PackageDesk {
  const { received } = view;
  const offered = <T extends AnyDeskAction>(actions: readonly T[]) =>
    actions.map((action) => {
      const reason = refusalOf(action, view)?.reason ?? null;
      return { action, possible: reason === null, reason };
    });
  return {
    packageId: received.packageId,
    status: received.status,
    rawStatus: received.rawStatus,
    lines: received.lines.map(({ lineId, title, barcode, quantity, status }) => ({
      lineId,
      title,
      barcode,
      quantity,
      status,
    })),
    actions: offered(DeskAction.options),
    further: offered(FurtherDeskAction.options),
    unsettled: [...view.unsettled],
  };
}

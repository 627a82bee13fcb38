import type { Bilingual } from '#contract/basics.ts';
import type { DeskAction, PackageDesk } from '#contract/order-desk.ts';
import type { OrderStatus } from '#contract/orders.ts';
import type { MarketplaceConnection, MarketplacePackage } from '../marketplaces/kit/port.ts';

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
export const DESK_RULES: Readonly<Record<DeskAction, Rule>> = {
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
};

/** Lines of a package that something can still be done with. */
export function livingLines(received: MarketplacePackage): MarketplacePackage['lines'] {
  return received.lines.filter(
    ({ quantity, status }) => quantity > 0 && status !== 'cancelled' && status !== 'unsupplied',
  );
}

/** Why an action can't be done with a package now; null where it can. */
export function refusalOf(
  action: DeskAction,
  of: {
    readonly received: MarketplacePackage;
    readonly connection: MarketplaceConnection;
    readonly marketplace: string;
  },
): Bilingual | null {
  const { received, connection, marketplace } = of;
  const rule = DESK_RULES[action];
  if (connection[rule.method] === undefined)
    return {
      tr: `${marketplace} bunu programlara sunmuyor; satıcı panelinden yapın.`,
      en: `${marketplace} does not offer this to programs; do it in the seller’s panel.`,
    };
  if (!rule.from.includes(received.status))
    return {
      tr: `Paketin durumu (${received.rawStatus}) buna uygun değil.`,
      en: `The package’s status (${received.rawStatus}) does not allow it.`,
    };
  const units = livingLines(received).reduce((sum, { quantity }) => sum + quantity, 0);
  if (action === 'split' && units < 2)
    return {
      tr: 'Paketin içinde bölünecek birden çok ürün yok.',
      en: 'The package holds nothing that could be split off.',
    };
  return null;
}

/** Every action with whether it can be done now, and why not. */
export function deskOf(
  received: MarketplacePackage,
  of: { readonly connection: MarketplaceConnection; readonly marketplace: string },
): PackageDesk {
  const actions = Object.keys(DESK_RULES) as DeskAction[]; // A closed list: the compiler knows its keys.
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
    actions: actions.map((action) => {
      const reason = refusalOf(action, { received, ...of });
      return { action, possible: reason === null, reason };
    }),
  };
}

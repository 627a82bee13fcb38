import type { StoreReport } from './shop.ts';

/** What a setting for orders can be: one of the shop's statuses or text fields, one of a few words, or any text. */
export type FieldKind =
  'holding-status' | 'releasing-status' | 'status' | 'text-field' | 'buyers' | 'path' | 'text';

/** By the names of the contract, nested ones with a dot. `none`: the setting can be left empty. */
export const ORDER_FIELDS = {
  newOrderStatusId: { kind: 'holding-status', none: false },
  cancelledOrderStatusId: { kind: 'releasing-status', none: false },
  buyers: { kind: 'buyers', none: false },
  taxNumberFieldId: { kind: 'text-field', none: true },
  taxOfficeFieldId: { kind: 'text-field', none: true },
  'statusMap.picking': { kind: 'holding-status', none: true },
  'statusMap.invoiced': { kind: 'holding-status', none: true },
  'statusMap.shipped': { kind: 'holding-status', none: true },
  'statusMap.delivered': { kind: 'holding-status', none: true },
  'statusMap.undelivered': { kind: 'status', none: true },
  'statusMap.returned': { kind: 'status', none: true },
  'shopTells.picking': { kind: 'status', none: true },
  'shopTells.invoiced': { kind: 'status', none: true },
  orderPath: { kind: 'path', none: false },
  'shopApi.url': { kind: 'text', none: true },
  'shopApi.username': { kind: 'text', none: true },
} as const satisfies Readonly<Record<string, { readonly kind: FieldKind; readonly none: boolean }>>;
export type OrderField = keyof typeof ORDER_FIELDS;

export const ORDER_FIELD_NAMES = Object.keys(ORDER_FIELDS) as readonly OrderField[]; // Its own keys.

export function isOrderField(name: string): name is OrderField {
  return Object.hasOwn(ORDER_FIELDS, name);
}

/** What stands for an empty setting. */
export const NONE = 'none';

export type OrderChoice = { readonly value: string; readonly name: string };

/** What the shop offers for a setting; empty where any text is possible, or where it has nothing to offer. */
export function choicesOf(field: OrderField, report: StoreReport): readonly OrderChoice[] {
  const { kind } = ORDER_FIELDS[field];
  const statuses = (holds: readonly boolean[]): readonly OrderChoice[] =>
    report.orderStatuses
      .filter(({ holdsStock }) => holds.includes(holdsStock))
      .map(({ statusId, name }) => ({ value: statusId, name }));
  switch (kind) {
    case 'holding-status':
      return statuses([true]);
    case 'releasing-status':
      return statuses([false]);
    case 'status':
      return statuses([true, false]);
    case 'text-field':
      return report.customFields
        .filter(({ type }) => type === 'text' || type === 'textarea')
        .map(({ fieldId, name }) => ({ value: fieldId, name }));
    case 'buyers':
      return ['guest', 'match'].map((value) => ({ value, name: '' }));
    case 'path':
      return (report.shopApi === null ? ['database'] : ['database', 'shop-api']).map((value) => ({
        value,
        name: '',
      }));
    case 'text':
      return [];
  }
}

import { formatDecimalE4 } from '#common/money.ts';
import type { NewStoreOrder } from '../../port.ts';
import type { ColumnFacts } from '../dialect/schema.ts';
import { offsetAt } from '../read/shop-settings.ts';
import { readStores } from '../read/stores.ts';
import type { Store } from '../read/stores.ts';
import { toShopTime } from '../read/shop-time.ts';
import { textOf } from '../session/queryable.ts';
import { encodeText } from '../text/entities.ts';
import { addressCells } from './address-cells.ts';
import { findCustomer } from './find-customer.ts';
import { fits } from './fit-text.ts';
import type { Cell } from './insert-row.ts';
import { markText } from './mark.ts';
import type { OrderPlan, WriteFacts } from './order-plan.ts';
import { phpJson } from './php-json.ts';
import { findPlace } from './places.ts';
import { hasTaxNumber, taxFields } from './tax-fields.ts';
import type { TaxFields } from './tax-fields.ts';

/** The order's own row as OpenCart would write it, with status 0: it counts for nothing until its stock is taken. */
export async function orderRow(
  facts: WriteFacts,
  order: NewStoreOrder,
  made: { readonly plan: OrderPlan; readonly now: string },
): Promise<Readonly<Record<string, Cell>>> {
  const { shop, schema } = facts;
  const languageId = shop.language.languageId;
  const shippingPlace = await findPlace({ reader: facts.reader, schema, languageId }, order.shipping);
  const invoicePlace = await findPlace({ reader: facts.reader, schema, languageId }, order.invoice);
  const buyer =
    order.invoice.firstName === '' && order.invoice.lastName === '' ? order.shipping : order.invoice;
  const columns = schema.table('order').columns;
  const store = await storeOf(facts, order);
  const customer = facts.settings.buyers === 'match' ? await findCustomer(facts, order) : null;
  const fields = await taxFields(facts, order);
  const orderedAtMs = Date.parse(order.orderedAt);
  return {
    subscription_id: { value: 0 },
    invoice_no: { value: 0 },
    invoice_prefix: { raw: shop.invoicePrefix },
    transaction_id: { raw: order.mark.orderNumber },
    store_id: { value: store.storeId },
    store_name: { text: store.name },
    store_url: { raw: store.url ?? (await storeUrl(facts)) },
    customer_id: { value: customer?.customerId ?? 0 },
    customer_group_id: {
      value: order.customerGroupId ?? customer?.customerGroupId ?? store.customerGroupId,
    },
    firstname: { text: buyer.firstName },
    lastname: { text: buyer.lastName },
    email: { text: order.email },
    telephone: { text: order.shipping.phone || order.invoice.phone },
    fax: { value: '' },
    custom_field: { raw: fields.account },
    payment_address_id: { value: 0 },
    shipping_address_id: { value: 0 },
    ...addressCells('payment', {
      address: { ...order.invoice, company: invoiceCompany(order, columns, fields) },
      place: invoicePlace,
      columns,
    }),
    ...addressCells('shipping', { address: order.shipping, place: shippingPlace, columns }),
    payment_custom_field: { raw: fields.payment },
    ...methodCells(order, columns),
    comment: { text: order.comment },
    total: { value: formatDecimalE4(made.plan.money.totalE4) },
    order_status_id: { value: 0 },
    affiliate_id: { value: 0 },
    commission: { value: '0.0000' },
    marketing_id: { value: 0 },
    tracking: { raw: trackingText(order, columns) },
    language_id: { value: languageId },
    language_code: { raw: shop.language.code },
    currency_id: { value: made.plan.currency.currencyId },
    currency_code: { raw: made.plan.currency.code },
    currency_value: { value: made.plan.currency.value },
    ip: { raw: '127.0.0.1' },
    forwarded_ip: { value: '' },
    user_agent: { raw: markText(order.mark) },
    accept_language: { value: '' },
    date_added: { value: toShopTime(orderedAtMs, offsetAt(shop, orderedAtMs)) },
    date_modified: { value: made.now },
  };
}

/** `transaction_id` (4.x) is meant for a number from outside; before it only the affiliate's `tracking` is free. */
function trackingText(order: NewStoreOrder, columns: ReadonlyMap<string, ColumnFacts>): string {
  const column = columns.get('tracking');
  if (columns.has('transaction_id') || column === undefined) return '';
  return fits(order.mark.orderNumber, column) ? order.mark.orderNumber : '';
}

/** The store that the order is filed under; a store that is gone by now is no reason to lose the order. */
async function storeOf({ reader, schema, shop }: WriteFacts, order: NewStoreOrder): Promise<Store> {
  const stores = await readStores(reader, schema, shop);
  const found = stores.find(({ storeId }) => storeId === (order.storeId ?? '0'));
  return found ?? stores[0]!;
}

/** The shop's address is in config.php, out of reach; its newest own order tells it. */
async function storeUrl({ reader, schema }: WriteFacts): Promise<string> {
  const [row] = await reader.rows(
    `SELECT store_url AS store_url FROM ${schema.sql('order')} WHERE store_id = 0 AND store_url <> ''
     ORDER BY order_id DESC LIMIT 1`,
  );
  return textOf(row ?? {}, 'store_url');
}

/**
 * OpenCart itself has no field for a tax number: without one of the merchant's own it stands behind the company's name
 * where both fit. The history has it in any case.
 */
function invoiceCompany(
  order: NewStoreOrder,
  columns: ReadonlyMap<string, ColumnFacts>,
  fields: TaxFields,
): string {
  const { company } = order.invoice;
  const column = columns.get('payment_company');
  if (column === undefined || company === '' || !hasTaxNumber(order) || fields.holdsNumber) return company;
  const office = order.taxOffice === '' || fields.holdsOffice ? '' : `, ${order.taxOffice} VD`;
  const forms = [`${company} (VKN ${order.taxNumber}${office})`, `${company} (VKN ${order.taxNumber})`];
  return forms.find((form) => fits(form, column)) ?? company;
}

/** Plain text and a code up to 3.0; from 4.0 one JSON text, of whose shipping form admin reads all five keys. */
function methodCells(
  order: NewStoreOrder,
  columns: ReadonlyMap<string, ColumnFacts>,
): Readonly<Record<string, Cell>> {
  const code = `${order.mark.marketplace}.${order.mark.marketplace}`;
  const name = encodeText(order.marketplaceName);
  // 4.0.0.0 to 4.0.1.1 have both the code column and plain text.
  if (columns.has('payment_code')) {
    return {
      payment_method: { raw: name },
      payment_code: { raw: columns.has('transaction_id') ? code : order.mark.marketplace },
      shipping_method: { raw: name },
      shipping_code: { raw: code },
    };
  }
  return {
    payment_method: { raw: phpJson({ code, name }) },
    shipping_method: { raw: phpJson({ code, name, cost: '0.00', tax_class_id: '0', text: '' }) },
  };
}

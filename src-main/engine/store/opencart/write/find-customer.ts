import type { NewStoreOrder } from '../../port.ts';
import { idOf, textOf } from '../session/queryable.ts';
import type { SqlRow } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';
import type { WriteFacts } from './order-plan.ts';

export type Customer = { readonly customerId: string; readonly customerGroupId: string };

/** Digits of a Turkish number without country code and trunk zero; fewer identify nobody. */
const SUBSCRIBER_DIGITS = 10;

/**
 * The buyer's account in the shop: the one switched-on customer with the e-mail, else the one whose telephone has the
 * same last ten digits. Null where none or several fit: an order in somebody else's account shows them a stranger's
 * address. Only reads. Rejects with `store/too-few-rights` where the account may not look among the customers.
 */
export async function findCustomer(facts: WriteFacts, order: NewStoreOrder): Promise<Customer | null> {
  const email = order.email.trim();
  if (email !== '') {
    const rows = await customersWhere(facts, 'email = ?', email);
    // The collation folds dots and accents; an address is compared without regard to letter case alone.
    const same = rows.filter(
      (row) => decodeText(textOf(row, 'email')).trim().toLowerCase() === email.toLowerCase(),
    );
    if (same.length > 0) return onlyOne(same);
  }
  const digits = subscriberOf(order.shipping.phone) ?? subscriberOf(order.invoice.phone);
  if (digits === null) return null;
  // Written in any way, `0 (532) 000 00 00`, the digits stand in this order.
  const rows = await customersWhere(facts, 'telephone LIKE ?', `%${digits.split('').join('%')}%`);
  return onlyOne(rows.filter((row) => subscriberOf(textOf(row, 'telephone')) === digits));
}

async function customersWhere(
  { reader, schema }: WriteFacts,
  condition: 'email = ?' | 'telephone LIKE ?',
  value: string,
): Promise<readonly SqlRow[]> {
  return reader.rows(
    `SELECT customer_id AS customer_id, customer_group_id AS customer_group_id, email AS email,
            telephone AS telephone
     FROM ${schema.sql('customer')} WHERE status = 1 AND ${condition}`,
    [value],
  );
}

function onlyOne(rows: readonly SqlRow[]): Customer | null {
  const [row, ...others] = rows;
  if (row === undefined || others.length > 0) return null;
  return { customerId: idOf(row, 'customer_id'), customerGroupId: idOf(row, 'customer_group_id') };
}

function subscriberOf(phone: string): string | null {
  const digits = phone.replace(/\D/g, '');
  return digits.length < SUBSCRIBER_DIGITS ? null : digits.slice(-SUBSCRIBER_DIGITS);
}

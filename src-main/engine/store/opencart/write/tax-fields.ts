import { CONSUMER_PLACEHOLDER_TCKN } from '#common/tax-id.ts';
import type { NewStoreOrder } from '../../port.ts';
import { idOf, textOf } from '../session/queryable.ts';
import { encodeText } from '../text/entities.ts';
import type { WriteFacts } from './order-plan.ts';
import { phpJson } from './php-json.ts';

/** Values of the merchant's own fields, as the two columns of an order hold them. */
export type TaxFields = {
  /** `order.custom_field`: fields of the account form. */
  readonly account: string;
  /** `order.payment_custom_field`: fields of the address form, for the invoice. */
  readonly payment: string;
  readonly holdsNumber: boolean;
  readonly holdsOffice: boolean;
};

const NONE: TaxFields = { account: '[]', payment: '[]', holdsNumber: false, holdsOffice: false };

/**
 * What a company's order says in the fields that the merchant chose: JSON by field id, as `addOrder` of OpenCart 2.1 to
 * 4.1 writes it and its admin reads it (`account` fields from custom_field, `address` fields from payment_custom_field).
 * A field that was deleted, or turned into a list of choices, holds nothing, and the text stands where it stood before.
 */
export async function taxFields(facts: WriteFacts, order: NewStoreOrder): Promise<TaxFields> {
  const { taxNumberFieldId, taxOfficeFieldId } = facts.settings;
  const number = hasTaxNumber(order) ? order.taxNumber : '';
  const wanted = [
    { fieldId: taxNumberFieldId, value: number },
    { fieldId: taxOfficeFieldId, value: order.taxOffice },
  ].filter(({ fieldId, value }) => fieldId !== null && value !== '');
  if (wanted.length === 0) return NONE;
  const locations = await locationsOf(
    facts,
    wanted.map(({ fieldId }) => fieldId ?? '0'),
  );
  const at = (location: string): string => {
    const values = wanted.filter(({ fieldId }) => locations.get(fieldId ?? '') === location);
    // An empty list in PHP is `[]`, one with ids is an object.
    if (values.length === 0) return '[]';
    return phpJson(
      Object.fromEntries(values.map(({ fieldId, value }) => [fieldId ?? '', encodeText(value)])),
    );
  };
  return {
    account: at('account'),
    payment: at('address'),
    holdsNumber: number !== '' && locations.has(taxNumberFieldId ?? ''),
    holdsOffice: order.taxOffice !== '' && locations.has(taxOfficeFieldId ?? ''),
  };
}

/** False for none, and for the number that marketplaces put in place of a consumer's. */
export function hasTaxNumber(order: NewStoreOrder): boolean {
  return order.taxNumber !== '' && order.taxNumber !== CONSUMER_PLACEHOLDER_TCKN;
}

async function locationsOf(
  { reader, schema }: WriteFacts,
  fieldIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (!schema.has('custom_field')) return new Map();
  const rows = await reader.rows(
    `SELECT custom_field_id AS field_id, location AS location FROM ${schema.sql('custom_field')}
     WHERE custom_field_id IN (?) AND type IN ('text', 'textarea') AND location IN ('account', 'address')`,
    [fieldIds],
  );
  return new Map(rows.map((row) => [idOf(row, 'field_id'), textOf(row, 'location')]));
}

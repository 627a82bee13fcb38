import { foldKey } from '#common/turkish-text.ts';
import type { CustomField, StoreReport } from '#contract/shop.ts';
import type { ShopSchema } from '../dialect/schema.ts';
import type { ShopSettings } from '../read/shop-settings.ts';
import { idOf, textOf } from '../session/queryable.ts';
import type { Reader } from '../session/queryable.ts';
import { decodeText } from '../text/entities.ts';

/** Folded names by which merchants call a buyer's tax number and tax office. */
const TAX_NUMBER =
  /\b(?:vkn|tckn|vergi (?:no|num|numarasi|kimlik)|t\.?c\.? kimlik|tax (?:id|no|number)|vat (?:id|no|number))/;
const TAX_OFFICE = /\b(?:vergi daire|vd\b|v\.d\.|tax office)/;

/** Fields of these hold whatever is typed; the others hold the id of a choice, a file or a date. */
const FREE_TEXT: ReadonlySet<string> = new Set(['text', 'textarea']);

/** Switched-on fields of the account and address forms, by the merchant's own order, in the shop's language. */
export async function readCustomFields(
  reader: Reader,
  schema: ShopSchema,
  shop: ShopSettings,
): Promise<readonly CustomField[]> {
  if (!schema.has('custom_field') || !schema.has('custom_field_description')) return [];
  const rows = await reader.rows(
    `SELECT field.custom_field_id AS field_id, field.location AS location, field.type AS type,
            description.language_id AS language_id, description.name AS name
     FROM ${schema.sql('custom_field')} field
     JOIN ${schema.sql('custom_field_description')} description
       ON description.custom_field_id = field.custom_field_id
     WHERE field.status = 1 AND field.location IN ('account', 'address')
     ORDER BY field.sort_order, field.custom_field_id, description.language_id`,
  );
  const fields = new Map<string, CustomField>();
  for (const row of rows) {
    const fieldId = idOf(row, 'field_id');
    const own = idOf(row, 'language_id') === shop.language.languageId;
    if (fields.has(fieldId) && !own) continue;
    fields.set(fieldId, {
      fieldId,
      name: decodeText(textOf(row, 'name')),
      location: textOf(row, 'location') === 'account' ? 'account' : 'address',
      type: textOf(row, 'type'),
    });
  }
  return [...fields.values()];
}

/** The first free-text field of each kind that is called so. */
export function proposeTaxFields(
  fields: readonly CustomField[],
): Pick<StoreReport, 'proposedTaxNumberFieldId' | 'proposedTaxOfficeFieldId'> {
  const named = (pattern: RegExp, except: string | null = null): string | null =>
    fields.find(
      (field) => field.fieldId !== except && FREE_TEXT.has(field.type) && pattern.test(foldKey(field.name)),
    )?.fieldId ?? null;
  const proposedTaxOfficeFieldId = named(TAX_OFFICE);
  // "Vergi dairesi ve no" is the office's field at most: one number in one field.
  return { proposedTaxNumberFieldId: named(TAX_NUMBER, proposedTaxOfficeFieldId), proposedTaxOfficeFieldId };
}

import type { Vault } from '../vault/port.ts';
import type { InvoiceRecord } from './records.ts';

const placeOf = (saleCode: string) => ({ table: 'archive_sale', row: saleCode, field: 'invoice' });

export function sealInvoice(vault: Vault, saleCode: string, invoice: object): string {
  return vault.seal(placeOf(saleCode), JSON.stringify(invoice));
}

/** Null where nothing is kept. */
export function openInvoice(
  vault: Vault,
  saleCode: string,
  token: string | null,
): Partial<InvoiceRecord> | null {
  // Sealed by `sealInvoice`, and a token that was touched does not open.
  return token === null ? null : (JSON.parse(vault.open(placeOf(saleCode), token)) as Partial<InvoiceRecord>);
}

import { PRIORITY } from '../kit/priority.ts';
import type { N11Client } from './client.ts';
import { callSoap, rowsAt, textAt } from './soap-client.ts';

/** The carriers that n11 works with (no key is asked for, sheet §8.10). */
export async function readCargoCompanies(
  client: N11Client,
  signal?: AbortSignal,
): Promise<readonly { readonly cargoCompanyId: string; readonly name: string }[]> {
  const call = {
    endpoint: 'cargo-companies',
    service: 'shipmentCompanyService',
    operation: 'GetShipmentCompanies',
    content: {},
    withoutKey: true,
  } as const;
  const element = await callSoap(client, call, { priority: PRIORITY.content, signal });
  return rowsAt(element, 'shipmentCompanies', 'shipmentCompany').flatMap((row) => {
    const id = textAt(row, 'id');
    return id === '' ? [] : [{ cargoCompanyId: id, name: textAt(row, 'name') || textAt(row, 'shortName') }];
  });
}

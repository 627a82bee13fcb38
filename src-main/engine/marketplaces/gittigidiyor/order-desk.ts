import { problem, ProblemError } from '#contract/problem.ts';
import type { OrderDesk, PackageAction, Reason } from '../kit/order-desk.ts';
import { PRIORITY } from '../kit/priority.ts';
import { foldKey } from '#common/turkish-text.ts';
import {
  cancelSale,
  getCargoCompany,
  getReasonsToCancelSale,
  sendCargoInformation,
  type GittiGidiyorCall,
} from './api.ts';
import type { GittiGidiyorClient } from './client.ts';
import { NAME, refusalProblem } from './errors.ts';
import { CARRIERS } from './listing-fields.ts';
import { nodeAt, textAt } from './xml-fields.ts';
import type { XmlNode } from '../kit/xml.ts';

type Shipment = Parameters<NonNullable<OrderDesk['reportShipment']>>[0];

/** Tells the buyer carrier and tracking number; the sale waits for the buyer's approval then (sheet §7). */
export async function reportShipment(client: GittiGidiyorClient, shipment: Shipment): Promise<void> {
  const { packageId, trackingNumber, trackingLink } = shipment;
  if (trackingNumber.trim() === '')
    throw new ProblemError(problem('input/invalid', { field: 'trackingNumber', marketplace: NAME }));
  await act(
    client,
    shipment,
    sendCargoInformation({
      saleCode: packageId,
      trackingNumber: trackingNumber.trim(),
      carrier: carrierCode(shipment.carrier),
      link: trackingLink ?? '',
    }),
  );
}

/** Their own short names ("yurtici"); a carrier that they have no name for is `other`. */
export function carrierCode(carrier: string): string {
  const folded = foldKey(carrier)
    .replace(/\b(kargo|cargo)\b/g, '')
    .trim();
  return CARRIERS.find(([code, name]) => code === folded || foldKey(name) === folded)?.[0] ?? 'other';
}

/** A sale is one row: it is cancelled as a whole, and only before it is with the carrier (sheet §7.1). */
export async function cancelLines(
  client: GittiGidiyorClient,
  action: PackageAction & { readonly reasonId: string },
): Promise<void> {
  await act(client, action, cancelSale(action.packageId, action.reasonId));
}

/** Any refusal of these means that the sale does not stand where it can be done. */
export async function act(
  client: GittiGidiyorClient,
  { intent, signal }: Pick<PackageAction, 'intent' | 'signal'>,
  call: GittiGidiyorCall,
): Promise<void> {
  const sent = await client.send(call, { priority: PRIORITY.orderActions, intent, signal });
  if (sent.kind === 'refused') throw new ProblemError(refusalProblem(call.endpoint, sent, sent.words));
}

/** `count, reason` with unrecorded inner names (sheet §7.1): an id and a text are taken wherever they stand. */
export async function readCancelReasons(
  client: GittiGidiyorClient,
  signal?: AbortSignal,
): Promise<readonly Reason[]> {
  const result = await client.read(getReasonsToCancelSale(), { priority: PRIORITY.orderActions, signal });
  return rowsBelow(result).flatMap((row) => {
    const reasonId = ['reasonId', 'id', 'code', '@id']
      .map((name) => textAt(row, name))
      .find((id) => id !== '');
    const text = ['reason', 'name', 'description', 'text', '@name']
      .map((name) => textAt(row, name))
      .find((each) => each !== '');
    return reasonId === undefined ? [] : [{ reasonId, text: text ?? reasonId }];
  });
}

/** Rows of a list whose wrapper is not recorded: the deepest repeated or single elements that have children. */
function rowsBelow(node: XmlNode): readonly XmlNode[] {
  if (typeof node === 'string') return [];
  const children = Object.values(node).flatMap((value) =>
    Array.isArray(value) ? (value as readonly XmlNode[]) : [value as XmlNode],
  );
  const parents = children.filter((child) => typeof child === 'object');
  return parents.flatMap((child) => {
    const deeper = rowsBelow(child);
    return deeper.length > 0 ? deeper : [child];
  });
}

export async function readCargoCompanies(
  client: GittiGidiyorClient,
  signal?: AbortSignal,
): Promise<readonly { readonly cargoCompanyId: string; readonly name: string }[]> {
  const result = await client.read(getCargoCompany(), { priority: PRIORITY.orderActions, signal });
  const told = rowsBelow(result).flatMap((row) => {
    const cargoCompanyId = textAt(row, 'value') || textAt(row, 'name');
    return cargoCompanyId === '' ? [] : [{ cargoCompanyId, name: textAt(row, 'name') || cargoCompanyId }];
  });
  if (told.length > 0) return told;
  if (nodeAt(result, 'ackCode') === undefined) return [];
  // The documented names (sheet §6.3), where an answer lists none that can be read.
  return CARRIERS.map(([cargoCompanyId, name]) => ({ cargoCompanyId, name }));
}

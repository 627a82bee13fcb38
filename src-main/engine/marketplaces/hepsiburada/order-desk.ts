import { problem, ProblemError } from '#contract/problem.ts';
import type { Invoice, PackageAction, Reason } from '../kit/order-desk.ts';
import { PRIORITY } from '../kit/priority.ts';
import {
  postCancelLine,
  postPackage,
  postReport,
  postSplit,
  postUnpack,
  putBoxes,
  putInvoice,
  putLabourCost,
  putWarehouse,
} from './api-orders.ts';
import type { HepsiburadaClient, SendOptions } from './client.ts';
import { withJoinedIntent } from '../kit/join-intent.ts';
import { turkishDay } from './local-time.ts';
import { packageNumberOf, packageUnitId } from './unit-id.ts';
import { camelKeys } from './wire.ts';
import { WireCreatedPackage } from './wire-order.ts';

const NAME = 'Hepsiburada';
/** "Date ≤ 7 days old" (sheet §4.3). */
const REPORT_DAYS_MS = 7 * 86_400_000;

/**
 * Makes one package of lines that are in none. Rejects with `order/wrong-state` when a line is gone or packed already,
 * which Hepsiburada itself does 15 minutes after an order.
 */
export async function packLines(
  client: HepsiburadaClient,
  action: PackageAction,
): Promise<{ readonly packageIds: readonly string[] }> {
  if (action.lines.length === 0) throw new RangeError('a package is made of lines');
  const request = postPackage(client.merchantId, action.lines);
  const response = await client.send(request, optionsOf(action, { notFound: 'order/wrong-state' }));
  const made = WireCreatedPackage.safeParse(camelKeys(response.json));
  const packageNumber = made.success ? made.data.packageNumber : null;
  if (packageNumber !== null) return { packageIds: [packageUnitId(packageNumber, action.orderNumber)] };
  action.intent.outcomeUnknown('no packageNumber');
  const params = { marketplace: NAME, endpoint: request.endpoint, status: response.status };
  throw new ProblemError(problem('channel/outcome-unknown', params, 'no packageNumber in the answer'));
}

export async function unpack(client: HepsiburadaClient, action: PackageAction): Promise<void> {
  await client.send(postUnpack(client.merchantId, numberOf(action)), optionsOf(action));
}

/** What is not named stays together: over there every line of the package must be in one of the groups. */
export async function splitPackage(
  client: HepsiburadaClient,
  action: PackageAction & {
    readonly groups: readonly (readonly { readonly lineId: string; readonly quantity: number }[])[];
  },
): Promise<void> {
  const named = new Map<string, number>();
  for (const { lineId, quantity } of action.groups.flat())
    named.set(lineId, (named.get(lineId) ?? 0) + quantity);
  const rest = action.lines.flatMap(({ lineId, quantity }) => {
    const left = quantity - (named.get(lineId) ?? 0);
    return left > 0 ? [{ lineId, quantity: left }] : [];
  });
  const groups = [...action.groups, ...(rest.length > 0 ? [rest] : [])].filter((group) => group.length > 0);
  if (groups.length < 2) throw new RangeError('a package is split into at least two');
  await client.send(postSplit(client.merchantId, numberOf(action), groups), optionsOf(action));
}

/**
 * Whole lines only, and only those in no package ("unpack first"). Each line is a request of its own: when one is
 * refused, those before it are cancelled all the same, and the order shows it.
 */
export async function cancelLines(
  client: HepsiburadaClient,
  action: PackageAction & { readonly reasonId: string },
): Promise<void> {
  await eachLine(action, (lineId, options) =>
    client.send(postCancelLine(client.merchantId, lineId, action.reasonId), options),
  );
}

/** No list of reasons is public; 83 is the one that the pages print (sheet §4.3). */
export const CANCEL_REASONS: readonly Reason[] = [{ reasonId: '83', text: 'Tedarik edilemiyor' }];

/** Own cargo only; other companies move the status themselves, and this is refused. */
export async function reportShipment(
  client: HepsiburadaClient,
  action: PackageAction & {
    readonly carrier: string;
    readonly trackingNumber: string;
    readonly trackingLink: string | null;
    readonly shippedAtMs: number;
  },
): Promise<void> {
  const { shippedAtMs, trackingNumber, trackingLink } = action;
  if (client.context.clock.now() - shippedAtMs > REPORT_DAYS_MS)
    throw new ProblemError(
      problem('order/wrong-state', { marketplace: NAME, field: 'shippedAt' }, 'older than 7 days'),
    );
  const body = {
    shippedDate: new Date(shippedAtMs).toISOString(),
    trackingNumber,
    ...(trackingLink === null ? {} : { trackingUrl: trackingLink }),
  };
  await client.send(postReport(client.merchantId, numberOf(action), 'intransit', body), optionsOf(action));
}

/** After "in transit", own cargo only. For a delivery `reason` is who took it. */
export async function reportDelivery(
  client: HepsiburadaClient,
  action: PackageAction & { readonly outcome: 'delivered' | 'undelivered'; readonly reason: string },
): Promise<void> {
  const now = new Date(client.context.clock.now()).toISOString();
  const request =
    action.outcome === 'delivered'
      ? postReport(client.merchantId, numberOf(action), 'deliver', {
          receivedDate: now,
          receivedBy: action.reason,
          digitalCodes: [],
        })
      : postReport(client.merchantId, numberOf(action), 'undeliver', {
          undeliveredDate: now,
          undeliveredReason: action.reason,
        });
  await client.send(request, optionsOf(action));
}

export async function reportBoxes(
  client: HepsiburadaClient,
  action: PackageAction & { readonly boxes: number; readonly desi: number },
): Promise<void> {
  const body = { totalDesi: action.desi, totalParcel: action.boxes };
  await client.send(putBoxes(client.merchantId, numberOf(action), body), optionsOf(action));
}

/** By the label of the seller's address (`shippingAddressLabel`). */
export async function changeWarehouse(
  client: HepsiburadaClient,
  action: PackageAction & { readonly warehouseId: string },
): Promise<void> {
  await client.send(putWarehouse(client.merchantId, numberOf(action), action.warehouseId), optionsOf(action));
}

/** The cost for one unit, of every line that is named (`unitLaborCost`, sheet §4.3). */
export async function reportLabourCost(
  client: HepsiburadaClient,
  action: PackageAction & { readonly amountE4: number },
): Promise<void> {
  await eachLine(action, (lineId, options) =>
    client.send(putLabourCost(client.merchantId, lineId, action.amountE4), options),
  );
}

/**
 * The address of an invoice that anybody can open as PDF or web page. Files are not taken: `channel/not-offered`.
 * The number is told in two parts: `ABC2026000000001` is series `ABC` and row `2026000000001`.
 */
export async function sendInvoice(
  client: HepsiburadaClient,
  action: PackageAction & { readonly invoice: Invoice },
): Promise<void> {
  const { number, issuedAtMs, link } = action.invoice;
  if (link === null)
    throw new ProblemError(problem('channel/not-offered', { marketplace: NAME }, 'invoice file'));
  const [, series, row] = /^([A-Za-z]{1,4})(\d+)$/.exec(number.trim()) ?? [];
  const invoice = {
    invoiceLink: link,
    serialNumber: series ?? number.trim(),
    rowNumber: row ?? '',
    arrangementDate: turkishDay(issuedAtMs),
  };
  const body = {
    ...invoice,
    invoices: [{ ...invoice, orderNumber: action.orderNumber, contentType: 'application/pdf' }],
  };
  await client.send(putInvoice(client.merchantId, numberOf(action), body), optionsOf(action));
}

/** One request for each line, and one intent for all of them. */
export async function eachLine(
  action: PackageAction,
  send: (lineId: string, options: SendOptions) => Promise<unknown>,
): Promise<void> {
  if (action.lines.length === 0) throw new RangeError('no line is named');
  await withJoinedIntent(action.intent, async (intent) => {
    for (const { lineId } of action.lines) await send(lineId, optionsOf({ ...action, intent }));
  });
}

export function optionsOf(
  { intent, signal }: Pick<PackageAction, 'intent' | 'signal'>,
  meaning: Pick<SendOptions, 'notFound'> = {},
): SendOptions {
  return { priority: PRIORITY.orderActions, intent, signal, conflict: 'order/wrong-state', ...meaning };
}

/** @throws ProblemError `order/wrong-state` for lines that are in no package yet. */
export function numberOf({
  packageId,
  orderNumber,
}: Pick<PackageAction, 'packageId' | 'orderNumber'>): string {
  const packageNumber = packageNumberOf(packageId);
  if (packageNumber !== null) return packageNumber;
  throw new ProblemError(problem('order/wrong-state', { marketplace: NAME, orderNumber, status: 'Open' }));
}

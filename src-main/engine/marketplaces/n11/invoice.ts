import { problem, ProblemError } from '#contract/problem.ts';
import type { Invoice, PackageAction } from '../kit/order-desk.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { N11Client } from './client.ts';
import { NAME } from './errors.ts';
import { readPackage } from './read-orders.ts';
import { callSoap } from './soap-client.ts';
import { soapMinute } from './turkish-day.ts';
import { WirePackage } from './wire-order.ts';

const LONGEST_LINK = 2_048;

/**
 * Gives n11 the public address of an order's invoice (SellerInvoiceService, sheet §8.9). Files can't be sent. Export orders
 * want the invoice's number and time as well; how the time is written is not documented, so they go with those alone.
 *
 * @throws ProblemError `channel/not-offered` for a file, `input/invalid` for an address that n11 would refuse.
 */
export async function sendInvoice(
  client: N11Client,
  action: PackageAction & { readonly invoice: Invoice },
): Promise<void> {
  const { invoice, orderNumber, intent, signal } = action;
  if (invoice.link === null)
    throw new ProblemError(problem('channel/not-offered', { marketplace: NAME, capability: 'invoice-file' }));
  if (!/^https:\/\/\S+$/i.test(invoice.link) || invoice.link.length > LONGEST_LINK)
    throw new ProblemError(problem('input/invalid', { field: 'link', marketplace: NAME }));
  const exported = await isExport(client, action);
  const call = {
    endpoint: 'invoice-link',
    service: 'sellerInvoiceService',
    operation: 'SaveLinkSellerInvoice',
    content: {
      url: invoice.link,
      orderNumber,
      ...(exported ? { invoiceDateTime: soapMinute(invoice.issuedAtMs), invoiceNumber: invoice.number } : {}),
    },
  } as const;
  await callSoap(client, call, { priority: PRIORITY.orderActions, intent, signal });
}

async function isExport(client: N11Client, action: PackageAction): Promise<boolean> {
  const whole = await readPackage(client, action, action.signal);
  if (whole === null) return false;
  const wire = WirePackage.safeParse(JSON.parse(whole.raw));
  if (!wire.success) return false;
  const { micro, billingAddress, shippingAddress } = wire.data;
  // The country came with the export fields (portal, Jun 2026) and is null at home.
  return (
    micro === true || [billingAddress, shippingAddress].some((address) => isAbroad(address?.countryCode))
  );
}

function isAbroad(countryCode: string | undefined): boolean {
  const code = (countryCode ?? '').trim().toUpperCase();
  return code !== '' && code !== 'TR' && code !== 'TUR';
}

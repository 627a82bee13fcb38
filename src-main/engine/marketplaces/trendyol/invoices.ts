import { problem, ProblemError } from '#contract/problem.ts';
import { z } from 'zod';
import type { Invoice, Label, PackageAction } from '../kit/order-desk.ts';
import { sliceTime } from '../kit/time-slices.ts';
import { wireId, wireList, wireText } from '../kit/wire-values.ts';
import { getOrders, type OrdersQuery } from './api.ts';
import {
  getLabels,
  postInvoiceDeletion,
  postInvoiceFile,
  postInvoiceLink,
  postLabelRequest,
} from './api-packages.ts';
import { PRIORITY, type TrendyolClient } from './client.ts';
import { trendyolManifest } from './manifest.ts';
import { invalid } from './order-desk.ts';
import { sendForPackage } from './package-write.ts';
import { PackagePage } from './wire.ts';

const FILE_TYPES: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png']);
/** 10 MB (2026). */
const FILE_TOP = 10 * 1_024 * 1_024;
/** A label is drawn when it is asked for; how long that takes is not said. */
const LABEL_LOOKS = 5;
const LABEL_PAUSE_MS = 2_000;

/**
 * As a link or as a file (PDF, JPEG or PNG). A package that has one already is refused: `deleteInvoice` comes first. A
 * number that is not of the sixteen characters is left out with its date: both are optional but for exports.
 */
export async function sendInvoice(
  client: TrendyolClient,
  action: PackageAction & { readonly invoice: Invoice },
): Promise<void> {
  const { packageId, invoice } = action;
  const { link, file } = invoice;
  if (file !== null) {
    if (!FILE_TYPES.has(file.mediaType) || file.bytes.length === 0 || file.bytes.length > FILE_TOP)
      throw invalid('file');
    await sendForPackage(client, postInvoiceFile(client.sellerId, packageId, { file, invoice }), action);
    return;
  }
  if (link === null || !/^https:\/\/\S+$/i.test(link)) throw invalid('link');
  await sendForPackage(client, postInvoiceLink(client.sellerId, packageId, { link, invoice }), action);
}

const Owner = z.looseObject({ shipmentPackageId: wireId, id: wireId, customerId: wireId, channelId: wireId });

/** Trendyol asks for the customer's and the channel's number with it: the package tells both. */
export async function deleteInvoice(client: TrendyolClient, action: PackageAction): Promise<void> {
  const { packageId, signal } = action;
  const owner = await readOwner(client, packageId, signal);
  await sendForPackage(client, postInvoiceDeletion(client.sellerId, { packageId, ...owner }), action);
}

/**
 * The numbers of a package's customer and channel; `channel/not-found` for a package that is not there. Without dates the
 * service looks back a week, perhaps also where packages are named: then the month before is asked for, newest first.
 */
export async function readOwner(
  client: TrendyolClient,
  packageId: string,
  signal?: AbortSignal,
): Promise<{ readonly customerId: string; readonly channelId: string }> {
  const now = client.context.clock.now();
  const month = { fromMs: now - trendyolManifest.orderHistoryMs, toMs: now };
  const slices = sliceTime(month, trendyolManifest.orderWindowMs, 0).toReversed();
  for (const span of [{}, ...slices.map(({ fromMs, toMs }) => ({ startDate: fromMs, endDate: toMs }))]) {
    const owner = await findOwner(client, { ...span, shipmentPackageIds: packageId, page: 0 }, signal);
    if (owner !== null) return owner;
  }
  throw new ProblemError(problem('channel/not-found', { marketplace: 'Trendyol', endpoint: 'orders' }));
}

async function findOwner(
  client: TrendyolClient,
  query: OrdersQuery & { readonly shipmentPackageIds: string },
  signal: AbortSignal | undefined,
): Promise<{ readonly customerId: string; readonly channelId: string } | null> {
  const options = { priority: PRIORITY.orderActions, signal };
  const page = await client.read(getOrders(client.sellerId, query), PackagePage, options);
  for (const row of page.content) {
    const { data } = Owner.safeParse(row);
    if (!data || (data.shipmentPackageId ?? data.id) !== query.shipmentPackageIds) continue;
    if (data.customerId !== null) return { customerId: data.customerId, channelId: data.channelId ?? '1' };
  }
  return null;
}

/** An empty answer holds none. */
const Labels = z.preprocess(
  (body) => body ?? {},
  z.looseObject({ data: wireList(z.looseObject({ label: wireText })) }),
);

/**
 * The common label in ZPL, one for each box: for Trendyol Express and Aras under Trendyol's contract, after picking. One
 * that was drawn before is taken as it is; else it is asked for, and looked for until it is there.
 */
export async function readLabel(
  client: TrendyolClient,
  of: { readonly trackingNumber: string; readonly format: Label['format'] },
  signal?: AbortSignal,
): Promise<Label> {
  if (of.format !== 'zpl')
    throw new ProblemError(problem('channel/not-offered', { marketplace: 'Trendyol' }, of.format));
  if (of.trackingNumber === '') throw invalid('trackingNumber');
  const there = await lookForLabel(client, of.trackingNumber, signal);
  if (there !== null) return there;
  const options = { priority: PRIORITY.orderActions, signal };
  await client.read(postLabelRequest(client.sellerId, of.trackingNumber), z.unknown(), options);
  for (let look = 1; look <= LABEL_LOOKS; look += 1) {
    const label = await lookForLabel(client, of.trackingNumber, signal);
    if (label !== null) return label;
    if (look < LABEL_LOOKS) await client.context.clock.sleep(LABEL_PAUSE_MS, signal);
  }
  const params = { marketplace: 'Trendyol', endpoint: 'label' };
  throw new ProblemError(
    problem('channel/not-found', params, 'the label was asked for and is not there yet'),
  );
}

/** Null while there is none: not asked for yet, or not drawn yet. */
async function lookForLabel(
  client: TrendyolClient,
  trackingNumber: string,
  signal?: AbortSignal,
): Promise<Label | null> {
  const request = getLabels(client.sellerId, trackingNumber);
  const options = { priority: PRIORITY.orderActions, signal };
  try {
    const answer = await client.read(request, Labels, options);
    const texts = answer.data.map(({ label }) => label).filter((text) => text !== '');
    return texts.length === 0 ? null : { format: 'zpl', bytes: Buffer.from(texts.join('\n'), 'utf8') };
  } catch (error) {
    // Which of these an undrawn label answers with is not documented; asking for it says what is wrong, if it is.
    const quiet =
      error instanceof ProblemError && [400, 404].includes(Number(error.problem.params['status']));
    if (quiet) return null;
    throw error;
  }
}

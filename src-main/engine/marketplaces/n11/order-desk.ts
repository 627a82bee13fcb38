import { isProblemError, ProblemError, type Problem } from '#contract/problem.ts';
import type { PackageAction, Reason } from '../kit/order-desk.ts';
import type { Acknowledgement, MarketplacePackage } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import {
  postQuantitySplit,
  postSplit,
  putCollectionRequest,
  putLabourCost,
  putPicking,
  type N11Request,
} from './api.ts';
import { unclear, understand, type N11Client } from './client.ts';
import { readReasons, refusalProblem } from './errors.ts';
import { hasOwnId, orderOfKey } from './map-order.ts';
import { cannot, linesRefused, packageNotFound } from './order-refusals.ts';
import { readPackage } from './read-orders.ts';
import { LineResults } from './wire.ts';

type Pieces = { readonly lineId: string; readonly quantity: number };

/** The reasons that a seller may cancel pieces for (portal, Sep 2026); there is no service that lists them. */
const CANCEL_REASONS: readonly Reason[] = [
  { reasonId: '61', text: 'Stok Tükendi' },
  { reasonId: '62', text: 'Kusurlu' },
  { reasonId: '63', text: 'Hatalı Fiyat' },
  { reasonId: '64', text: 'Mücbir Sebep' },
  { reasonId: '65', text: 'Diğer' },
];

/** Carriers of bulky goods by how their name begins, with the codes of the collection request (portal, Sep 2026). */
const BULKY: readonly (readonly [sign: RegExp, code: string])[] = [
  [/\bhoroz|^hlz$/i, 'HLZ'],
  [/\bceva/i, 'CEVA'],
  [/\bborusan|^bl$/i, 'BL'],
];

/** Jewellery's workmanship is a service and taxed at the general rate; 0, 1, 10 and 20 are taken (portal, Sep 2026). */
const LABOUR_VAT = 20;

export function readCancelReasons(): Promise<readonly Reason[]> {
  return Promise.resolve(CANCEL_REASONS);
}

/**
 * Accepts a package: from then on it is being picked. n11 answers line by line; where it refused one or says nothing of it,
 * the package is read, because it may have been accepted already.
 *
 * @throws ProblemError `order/wrong-state` with n11's reasons when the package was not accepted, `channel/outcome-unknown`
 *   when nothing was said of a line and the package does not look accepted.
 */
export async function acknowledgeOrder(client: N11Client, acknowledgement: Acknowledgement): Promise<void> {
  const { packageId, lines, intent, signal } = acknowledgement;
  if (lines.length === 0) throw new RangeError('a package is accepted with its lines');
  const lineIds = lines.map(({ lineId }) => lineId);
  const request = putPicking(lineIds);
  const answer = await lineAnswer(() => sendForLines(client, request, { packageId, intent, signal }));
  if (answer.refused === null && lineIds.every((lineId) => answer.told.has(lineId))) return;
  const orderNumber = hasOwnId(packageId) ? null : orderOfKey(packageId);
  const now = await readPackage(client, { packageId, orderNumber }, signal);
  const accepted = ['picking', 'shipped', 'delivered', 'split'];
  if (now !== null && accepted.includes(now.status)) return;
  if (answer.refused !== null) throw new ProblemError(answer.refused);
  unclear(request.endpoint, 200, intent, 'nothing was said of a line');
}

/** What n11 said line by line: why it refused some, null where it took them all; and of which lines it spoke. */
type LineAnswer = { readonly refused: Problem | null; readonly told: ReadonlySet<string> };

/** A refusal of the whole request counts as one of its lines. */
async function lineAnswer(send: () => Promise<LineAnswer>): Promise<LineAnswer> {
  try {
    return await send();
  } catch (error) {
    if (isProblemError(error) && error.problem.code === 'order/wrong-state')
      return { refused: error.problem, told: new Set() };
    throw error;
  }
}

async function sendForLines(
  client: N11Client,
  request: N11Request,
  action: Pick<PackageAction, 'packageId' | 'intent'> & { readonly signal?: AbortSignal | undefined },
): Promise<LineAnswer> {
  const response = await send(client, request, action);
  const { content } = understand(request.endpoint, response, LineResults);
  const failed = content.filter(({ status }) => /^(fail|failed|failure|error|reject)/i.test(status.trim()));
  const told = new Set(content.flatMap(({ lineId }) => lineId ?? []));
  if (failed.length === 0) return { refused: null, told };
  const reasons = [...new Set(failed.flatMap(({ reasons: each }) => readReasons(each)))];
  return { refused: linesRefused(action.packageId, reasons), told };
}

/** Order services refuse with a code in the body as well, whatever the status says. */
async function send(
  client: N11Client,
  request: N11Request,
  { intent, signal }: Pick<PackageAction, 'intent'> & { readonly signal?: AbortSignal | undefined },
): Promise<Awaited<ReturnType<N11Client['send']>>> {
  const response = await client.send(request, {
    priority: PRIORITY.orderActions,
    intent,
    signal,
    refused: 'order/wrong-state',
  });
  const { json } = response;
  const code = typeof json === 'object' && json !== null && 'code' in json ? Number(json.code) : 200;
  if (Number.isFinite(code) && code >= 400)
    throw new ProblemError(refusalProblem(request.endpoint, response, { refused: 'order/wrong-state' }));
  return response;
}

/**
 * Makes packages of the named groups; what is not named becomes one more. Lines that stay whole go by the service that
 * takes line ids, the others by the one that takes quantities.
 */
export async function splitPackage(
  client: N11Client,
  action: PackageAction & { readonly groups: readonly (readonly Pieces[])[] },
): Promise<void> {
  const groups = action.groups.filter((group) => group.length > 0);
  const whole = await readForSplit(client, action);
  const rest = remainder(whole, groups.flat());
  const wanted = rest.length === 0 ? groups : [...groups, rest];
  if (wanted.length < 2) throw new RangeError('a split makes two packages or more');
  const ids = wanted.flatMap((group) => group.map(({ lineId }) => lineId));
  const byLine = new Set(ids).size === ids.length;
  const request = byLine
    ? postSplit(wanted.map((group) => group.map(({ lineId }) => lineId)))
    : postQuantitySplit(wanted, []);
  await send(client, request, action);
}

/**
 * Cancels pieces of a package that is being picked; they become `UnSupplied`.
 *
 * @throws ProblemError `order/wrong-state` for all of a package: that can be rejected in n11's seller office only.
 */
export async function cancelLines(
  client: N11Client,
  action: PackageAction & { readonly reasonId: string },
): Promise<void> {
  if (action.lines.length === 0) throw new RangeError('nothing to cancel');
  const whole = await readForSplit(client, action);
  const kept = remainder(whole, action.lines);
  if (kept.length === 0) throw cannot('cancels-all', action.packageId);
  const cancelled = action.lines.map((pieces) => ({ ...pieces, reasonId: action.reasonId }));
  await send(client, postQuantitySplit([kept], cancelled), action);
}

async function readForSplit(client: N11Client, action: PackageAction): Promise<MarketplacePackage> {
  const whole = await readPackage(client, action, action.signal);
  if (whole === null) throw packageNotFound(action.packageId);
  if (whole.status !== 'picking') throw cannot('not-picking', action.packageId);
  return whole;
}

/** What is left of a package's lines; each is named with the quantity that stays. */
function remainder(whole: MarketplacePackage, taken: readonly Pieces[]): readonly Pieces[] {
  const left = new Map(whole.lines.map(({ lineId, quantity }) => [lineId, quantity]));
  for (const { lineId, quantity } of taken) {
    const rest = (left.get(lineId) ?? 0) - quantity;
    if (!Number.isInteger(quantity) || quantity < 1 || rest < 0)
      throw cannot('more-than-there-is', whole.packageId);
    left.set(lineId, rest);
  }
  return [...left].flatMap(([lineId, quantity]) => (quantity > 0 ? [{ lineId, quantity }] : []));
}

/** Boxes and desi of bulky goods, all lines of the package in one call. Nothing of the sort exists for other carriers. */
export async function reportBoxes(
  client: N11Client,
  action: PackageAction & { readonly boxes: number; readonly desi: number },
): Promise<void> {
  if (!Number.isInteger(action.boxes) || action.boxes < 1 || !(action.desi > 0))
    throw new RangeError('boxes are counted from one and desi are above zero');
  const whole = await readPackage(client, action, action.signal);
  if (whole === null) throw packageNotFound(action.packageId);
  const carrier = BULKY.find(([sign]) => sign.test(whole.cargo.provider))?.[1];
  if (carrier === undefined || !hasOwnId(whole.packageId)) throw cannot('no-bulky-carrier', action.packageId);
  const lineIds = whole.lines.map(({ lineId }) => lineId);
  const request = putCollectionRequest(whole.packageId, lineIds, { ...action, carrier });
  const { refused } = await sendForLines(client, request, action);
  if (refused !== null) throw new ProblemError(refused);
}

/** Jewellery only; `amountE4` is for all pieces of the one line, without VAT. */
export async function reportLabourCost(
  client: N11Client,
  action: PackageAction & { readonly amountE4: number },
): Promise<void> {
  const [line, ...others] = action.lines;
  if (line === undefined || others.length > 0) throw cannot('one-line-only', action.packageId);
  const request = putLabourCost(line.lineId, action.amountE4, LABOUR_VAT);
  const { refused } = await sendForLines(client, request, action);
  if (refused !== null) throw new ProblemError(refused);
}

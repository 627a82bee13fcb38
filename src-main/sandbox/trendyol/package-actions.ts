import { emptyAnswer, jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import { errorAnswer, gatewayAnswer, refusal } from './answers.ts';
import { asList, asNumber, asObject, asText } from './body-fields.ts';
import { CARGO_PROVIDERS } from './product-lookups.ts';
import { dropPieces, remainder, setStatus, splitPackage, type LinePieces } from './replace-package.ts';
import type { PackageStatus, TrendyolPackage } from './state.ts';
import type { Call } from './world.ts';

const OPEN: readonly PackageStatus[] = ['Created', 'Picking', 'Invoiced'];
const UNSUPPLIED_REASONS = [500, 501, 502, 504, 505, 506];

/** PUT …/shipment-packages/{id}: the seller reports Picking or Invoiced; nothing else is accepted. */
export function putPackageStatus(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = packageOf(call);
  const body = asObject(call.body, 'istek', nowMs);
  requireLines(call, one, body['lines']);
  const status = asText(body['status'], 'status', nowMs);
  switch (status) {
    case 'Picking':
      return pick(call, one);
    case 'Invoiced':
      return invoice(call, { one, params: body['params'] });
    default:
      throw refusal(400, 'invalid.status', 'Yalnızca Picking ve Invoiced bildirilebilir')(nowMs);
  }
}

function pick(call: Call, one: TrendyolPackage): SandboxAnswer {
  const again = one.status === 'Picking' && call.world.rules().pickingState === 'liberal';
  if (again) return emptyAnswer(200);
  if (one.status !== 'Created') throw wrongState(call, one);
  setStatus(call.world, one, 'Picking');
  return emptyAnswer(200);
}

function invoice(
  call: Call,
  wish: { readonly one: TrendyolPackage; readonly params: unknown },
): SandboxAnswer {
  const { one } = wish;
  const nowMs = call.world.now();
  const number = asText(
    asObject(wish.params, 'params', nowMs)['invoiceNumber'],
    'params.invoiceNumber',
    nowMs,
  ).trim();
  if (number === '') throw refusal(400, 'invalid.invoice.number', 'Fatura numarası boş olamaz')(nowMs);
  const again = one.status === 'Invoiced' && one.invoiceNumber === number;
  if (again && call.world.rules().pickingState === 'liberal') return emptyAnswer(200);
  if (one.status !== 'Picking') throw wrongState(call, one);
  one.invoiceNumber = number;
  setStatus(call.world, one, 'Invoiced');
  return emptyAnswer(200);
}

function requireLines(call: Call, one: TrendyolPackage, value: unknown): void {
  const nowMs = call.world.now();
  const pieces = piecesOf(value, nowMs);
  if (pieces.length === 0) throw refusal(400, 'lines.empty', 'lines boş olamaz')(nowMs);
  const left = leftOf(call, one, pieces);
  if (call.world.rules().pickingState === 'strict' && left.length > 0) {
    throw refusal(400, 'invalid.lines', 'Paketin tüm kalemleri tam adetle bildirilmelidir')(nowMs);
  }
}

/** PUT …/items/unsupplied: the package is replaced by what is left of it. */
export function putUnsupplied(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = openPackage(call);
  const body = asObject(call.body, 'istek', nowMs);
  const reasonId = asNumber(body['reasonId'], 'reasonId', nowMs);
  if (!UNSUPPLIED_REASONS.includes(reasonId))
    throw refusal(400, 'invalid.reason', 'reasonId geçersiz')(nowMs);
  const pieces = piecesOf(body['lines'], nowMs);
  leftOf(call, one, pieces);
  if (pieces.length === 0) throw refusal(400, 'lines.empty', 'lines boş olamaz')(nowMs);
  dropPieces(call.world, one, { pieces, as: 'UnSupplied', by: 'Seller', reason: String(reasonId) });
  return emptyAnswer(200);
}

/** POST …/split: the named lines go into one package, the others into another. */
export function postSplit(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const ids = numbersOf(asObject(call.body, 'istek', nowMs)['orderLineIds'], 'orderLineIds', nowMs);
  return splitInto(call, (one) => [wholeLines(call, one, ids)]);
}

/** POST …/multi-split: one package per group, one more for the lines that none names. */
export function postMultiSplit(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const groups = asList(asObject(call.body, 'istek', nowMs)['splitGroups'], 'splitGroups', nowMs).map(
    (group) => numbersOf(asObject(group, 'splitGroup', nowMs)['orderLineIds'], 'orderLineIds', nowMs),
  );
  return splitInto(call, (one) => groups.map((ids) => wholeLines(call, one, ids)));
}

/** POST …/quantity-split: each named line is cut into packages of these many pieces. */
export function postQuantitySplit(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const groups = asList(asObject(call.body, 'istek', nowMs)['quantitySplit'], 'quantitySplit', nowMs).flatMap(
    (entry) => {
      const fields = asObject(entry, 'quantitySplit', nowMs);
      const lineId = asNumber(fields['orderLineId'], 'orderLineId', nowMs);
      return numbersOf(fields['quantities'], 'quantities', nowMs).map((quantity): LinePieces[] => [
        { lineId, quantity },
      ]);
    },
  );
  return splitInto(call, () => groups);
}

/** POST …/split-packages: packages as they are described; here `quantities` is one number. */
export function postSplitPackages(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const groups = asList(asObject(call.body, 'istek', nowMs)['splitPackages'], 'splitPackages', nowMs).map(
    (entry) =>
      asList(asObject(entry, 'splitPackage', nowMs)['packageDetails'], 'packageDetails', nowMs).map(
        (detail): LinePieces => {
          const fields = asObject(detail, 'packageDetail', nowMs);
          return {
            lineId: asNumber(fields['orderLineId'], 'orderLineId', nowMs),
            quantity: asNumber(fields['quantities'], 'quantities', nowMs),
          };
        },
      ),
  );
  return splitInto(call, () => groups);
}

function splitInto(
  call: Call,
  groupsOf: (one: TrendyolPackage) => readonly (readonly LinePieces[])[],
): SandboxAnswer {
  const one = openPackage(call);
  const groups = groupsOf(one);
  const rest = leftOf(call, one, groups.flat());
  const all = rest.length > 0 ? [...groups, rest] : groups;
  if (all.length < 2) throw refusal(400, 'invalid.split', 'Paket bu şekilde bölünemez')(call.world.now());
  splitPackage(call.world, one, all);
  return emptyAnswer(200);
}

/** PUT …/cargo-providers: once in five minutes for one package. */
export function putCargoProvider(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = openPackage(call);
  const code = asText(asObject(call.body, 'istek', nowMs)['cargoProvider'], 'cargoProvider', nowMs);
  const provider = CARGO_PROVIDERS.find((candidate) => candidate.code === code);
  if (!provider) throw refusal(400, 'invalid.cargo.provider', 'Kargo firması geçersiz')(nowMs);
  if (one.cargoChangedMs !== null && nowMs - one.cargoChangedMs < 5 * 60_000) {
    throw refusal(400, 'cargo.change.limit', 'Kargo firması 5 dakikada bir değiştirilebilir')(nowMs);
  }
  one.cargo = provider.name;
  one.cargoChangedMs = nowMs;
  one.lastModifiedMs = nowMs;
  return emptyAnswer(200);
}

/** Finds the package of the path; an unknown one is 404, or 401 where the stage's oddity is wanted. */
export function packageOf(call: Call): TrendyolPackage {
  const one = call.world.state.packages.get(Number(call.params['packageId']));
  if (one) return one;
  const nowMs = call.world.now();
  if (call.world.rules().unknownPackageStatus === 401) throw new Refusal(gatewayAnswer(401, 'Unauthorized'));
  throw new Refusal(
    errorAnswer(404, {
      key: 'order.not.found',
      message: 'Sipariş bulunamadı',
      exception: 'SellerIntegrationApiDomainNotFoundException',
      nowMs,
    }),
  );
}

function openPackage(call: Call): TrendyolPackage {
  const one = packageOf(call);
  if (!OPEN.includes(one.status)) throw wrongState(call, one);
  return one;
}

function wrongState(call: Call, one: TrendyolPackage): Refusal {
  return refusal(
    400,
    'invalid.package.status',
    `Paket bu işlem için uygun durumda değil: ${one.status}`,
  )(call.world.now());
}

export function piecesOf(value: unknown, nowMs: number): readonly LinePieces[] {
  return asList(value, 'lines', nowMs).map((entry) => {
    const fields = asObject(entry, 'line', nowMs);
    return {
      lineId: asNumber(fields['lineId'], 'lineId', nowMs),
      quantity: asNumber(fields['quantity'], 'quantity', nowMs),
    };
  });
}

function leftOf(call: Call, one: TrendyolPackage, pieces: readonly LinePieces[]): readonly LinePieces[] {
  try {
    return remainder(one, pieces);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refusal(400, 'invalid.lines', 'Paket bu kalemleri veya adetleri içermiyor')(call.world.now());
  }
}

function wholeLines(call: Call, one: TrendyolPackage, ids: readonly number[]): readonly LinePieces[] {
  return ids.map((lineId) => {
    const line = one.lines.find((candidate) => candidate.lineId === lineId);
    if (!line) throw refusal(400, 'invalid.lines', `Pakette ${lineId} kalemi yok`)(call.world.now());
    return { lineId, quantity: line.quantity };
  });
}

function numbersOf(value: unknown, name: string, nowMs: number): readonly number[] {
  return asList(value, name, nowMs).map((entry) => asNumber(entry, name, nowMs));
}

/** What the stage helpers answer: a JSON text. */
export function textOk(): SandboxAnswer {
  return jsonAnswer(200, '200 OK');
}

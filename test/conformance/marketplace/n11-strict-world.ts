import { n11 } from '#engine/marketplaces/n11/adapter.ts';
import { openBench, recordIntent, type Bench } from '../../support/gateway-under-test.ts';
import { n11Line, n11Package, n11Page, n11Product, n11Soap } from '../../support/n11-wire.ts';
import { quickClock } from '../../support/quick-clock.ts';
import {
  startScriptedServer,
  type Scripted,
  type ScriptedServer,
  type SeenRequest,
} from '../../support/scripted-server.ts';
import { faultsOf, KEYS, queued } from './n11-strict-server.ts';
import { operationIn } from './n11-strict-soap.ts';

export type Answer = (request: SeenRequest) => Scripted;

export const NOW = 1_791_000_000_000;
export const DAY_MS = 86_400_000;
/** Above 2^53: a number in JavaScript would be another one. */
export const LINE = '9007199254740993';
export const TASK = '9223372036854775807';
export const GOOD = '<result><status>success</status></result>';

export type StrictWorld = Bench & {
  readonly server: ScriptedServer;
  /** What was wrong with the requests so far. */
  readonly faults: readonly string[];
  /** Bodies that went to a path's end or to a SOAP operation. */
  readonly bodies: (end: string) => readonly string[];
};

/** A server that refuses whatever the fact sheet does not know, and else answers by a path's end or by the operation. */
export async function openStrict(
  answers: Readonly<Record<string, Answer | Scripted>> = {},
): Promise<StrictWorld> {
  const faults: string[] = [];
  const server = await startScriptedServer((request) => {
    const found = faultsOf(request);
    faults.push(...found);
    if (found.length > 0)
      return { status: 400, json: { errorCode: 'strict', errorMessage: found.join('; ') } };
    const key = operationIn(request.body) || request.path.split('/').at(-1)!;
    const own = Object.hasOwn(answers, key) ? answers[key] : undefined;
    if (own !== undefined) return typeof own === 'function' ? own(request) : own;
    return usual(key, request);
  });
  const clock = quickClock(20, NOW);
  const bench = openBench(server.baseUrl, { manifest: n11.manifest, credentials: KEYS, clock }, n11);
  const bodies = (end: string): readonly string[] =>
    server.requests
      .filter(({ path, body }) => path.endsWith(end) || operationIn(body) === end)
      .map(({ body }) => body);
  const close = async (): Promise<void> => {
    await bench.close();
    await server.close();
  };
  return { ...bench, server, faults, bodies, close };
}

function usual(key: string, { body, path }: SeenRequest): Scripted {
  if (path.includes('/ws/')) return { body: n11Soap(key, GOOD) };
  if (path.includes('/ms/product/tasks/')) return queued(TASK);
  if (key === 'product-query') return { json: n11Page([n11Product()]) };
  if (key === 'shipmentPackages') return packages([picking()]);
  if (key === 'categories') return { json: { categories: [] } };
  if (key === 'attribute') return { json: { id: 1_000_100, categoryAttributes: [] } };
  if (key === 'page-query')
    return { json: { taskId: 1, status: 'PROCESSED', skus: { content: [], last: true } } };
  // Order services answer line by line; ids beyond 2^53 as they came.
  const ids = [...body.matchAll(/"(?:lineId|orderLineId)":(\d+)/g)].map(([, id]) => id);
  const rows = ids.map((id) => `{"lineId":${id},"status":"SUCCESS","reasons":[]}`);
  return { body: `{"code":200,"message":"success","content":[${rows.join(',')}]}` };
}

export function packages(rows: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): Scripted {
  const page = { pageCount: rows.length, totalPages: rows.length === 0 ? 0 : 1, page: 0, size: 100, ...more };
  return { json: { ...page, content: rows } };
}

export function picking(changes: Readonly<Record<string, unknown>> = {}) {
  return n11Package({
    shipmentPackageStatus: 'Picking',
    cargoProviderName: 'Horoz Lojistik',
    lines: [n11Line({ orderLineId: LINE, quantity: 3 }), n11Line({ orderLineId: 7, stockCode: 'B' })],
    ...changes,
  });
}

export const WINDOW = { fromMs: NOW - DAY_MS, toMs: NOW + 3 * 3_600_000 };
export const writing = () => ({ intent: recordIntent().intent, priority: 1 });
export const action = (lines = [{ lineId: LINE, quantity: 3 }]) => ({
  packageId: '300000000000001',
  orderNumber: '2000000000001',
  lines,
  intent: recordIntent().intent,
});

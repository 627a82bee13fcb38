import { z } from 'zod';
import type { CallLog } from './call-log.ts';
import { emptyAnswer, jsonAnswer, Refusal, type SandboxAnswer, type SandboxRequest } from './exchange.ts';
import { FAULT_KINDS, type FaultBook } from './faults.ts';
import type { SandboxMarketplace } from './marketplace.ts';
import type { SandboxClock } from './sandbox-clock.ts';
import { createShoppers } from './shoppers.ts';

export const CONTROL_PREFIX = '/_sandbox';

export type SandboxAccount = {
  readonly marketplace: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly credentials: Readonly<Record<string, string>>;
};

export type ControlParts = {
  readonly marketplaces: ReadonlyMap<string, SandboxMarketplace>;
  readonly accounts: () => readonly SandboxAccount[];
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly calls: CallLog;
  readonly changed: () => void;
};

const ClockWish = z.strictObject({
  advanceMs: z.number().min(0).exactOptional(),
  speed: z.number().min(0).exactOptional(),
});
const ShopperWish = z.strictObject({
  deeds: z.int().min(1).max(10_000).exactOptional(),
  seed: z.int().exactOptional(),
});
const FaultWish = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  endpoint: z.string().nullable().exactOptional(),
  probability: z.number().exactOptional(),
  count: z.int().nullable().exactOptional(),
  status: z.int().min(400).max(599).exactOptional(),
  retryAfterSeconds: z.number().min(0).exactOptional(),
  delayMs: z.number().exactOptional(),
  share: z.number().exactOptional(),
  text: z.string().exactOptional(),
});

/**
 * `/_sandbox/…`: looks at and changes the sandbox itself. JSON in, JSON out.
 *
 * GET / accounts and time · GET /truth[/{marketplace}] · GET|DELETE /calls · GET|POST|DELETE /faults[/{id}] ·
 * POST /clock {advanceMs, speed} · POST /shoppers {deeds, seed}, a crowd on all marketplaces ·
 * POST /{marketplace}/{action}, the marketplace's own actions.
 */
export function answerControl(parts: ControlParts, request: SandboxRequest): SandboxAnswer {
  try {
    requireOwner(request);
    return route(parts, request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    if (error instanceof z.ZodError) return jsonAnswer(400, { error: z.prettifyError(error) });
    if (error instanceof RangeError) return jsonAnswer(409, { error: error.message });
    throw error;
  }
}

/** A web page that somebody has open must not be able to reach in: browsers send Origin, and rebinding shows in Host. */
function requireOwner(request: SandboxRequest): void {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (request.headers.origin !== undefined || !['127.0.0.1', 'localhost', '[::1]'].includes(host)) {
    throw new Refusal(jsonAnswer(403, { error: 'not for pages' }));
  }
}

function route(parts: ControlParts, request: SandboxRequest): SandboxAnswer {
  const [first = '', second = ''] = request.path.slice(1).split('/');
  const does = `${request.method} ${first}`;
  switch (does) {
    case 'GET ':
      return jsonAnswer(200, {
        accounts: parts.accounts(),
        now: parts.clock.now(),
        speed: parts.clock.speed(),
        faults: parts.faults.list(),
      });
    case 'GET truth':
      return jsonAnswer(200, truth(parts, second));
    case 'GET calls':
      return jsonAnswer(200, parts.calls.all());
    case 'DELETE calls':
      parts.calls.clear();
      return emptyAnswer(204);
    case 'POST clock':
      return moveClock(parts, request);
    case 'POST shoppers':
      return sendShoppers(parts, request);
    case 'GET faults':
      return jsonAnswer(200, parts.faults.list());
    case 'POST faults':
      return jsonAnswer(201, parts.faults.add(FaultWish.parse(bodyOf(request))));
    case 'DELETE faults':
      return removeFaults(parts, second);
    default:
      return act(parts, request);
  }
}

function truth(parts: ControlParts, name: string): unknown {
  if (name !== '') return marketplaceOf(parts, name).truth();
  return Object.fromEntries([...parts.marketplaces].map(([key, marketplace]) => [key, marketplace.truth()]));
}

function moveClock(parts: ControlParts, request: SandboxRequest): SandboxAnswer {
  const wish = ClockWish.parse(bodyOf(request));
  if (wish.speed !== undefined) parts.clock.setSpeed(wish.speed);
  if (wish.advanceMs !== undefined) parts.clock.advance(wish.advanceMs);
  parts.changed();
  return jsonAnswer(200, { now: parts.clock.now(), speed: parts.clock.speed() });
}

function sendShoppers(parts: ControlParts, request: SandboxRequest): SandboxAnswer {
  const { deeds, seed } = ShopperWish.parse(bodyOf(request) ?? {});
  const crowd = createShoppers({ marketplaces: parts.marketplaces, seed: seed ?? parts.clock.now() });
  const done = crowd.actMany(deeds ?? 1);
  parts.changed();
  return jsonAnswer(200, { seed: crowd.seed, deeds: done });
}

function removeFaults(parts: ControlParts, faultId: string): SandboxAnswer {
  if (faultId === '') parts.faults.clear();
  else if (!parts.faults.remove(faultId)) return jsonAnswer(404, { error: `no fault ${faultId}` });
  return emptyAnswer(204);
}

function act(parts: ControlParts, request: SandboxRequest): SandboxAnswer {
  const [name = '', action = ''] = request.path.slice(1).split('/');
  const marketplace = marketplaceOf(parts, name);
  if (request.method !== 'POST') return jsonAnswer(405, { error: 'POST' });
  const run = Object.hasOwn(marketplace.actions, action) ? marketplace.actions[action] : undefined;
  if (!run)
    return jsonAnswer(404, { error: `no action ${action}`, actions: Object.keys(marketplace.actions) });
  return jsonAnswer(200, run(bodyOf(request)) ?? null);
}

function marketplaceOf(parts: ControlParts, name: string): SandboxMarketplace {
  const marketplace = parts.marketplaces.get(name);
  if (!marketplace) throw new Refusal(jsonAnswer(404, { error: `nothing at ${name}` }));
  return marketplace;
}

function bodyOf(request: SandboxRequest): unknown {
  if (request.body.length === 0) return undefined;
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(jsonAnswer(415, { error: 'application/json' }));
  }
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(jsonAnswer(400, { error: 'not JSON' }));
  }
}

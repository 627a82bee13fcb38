import type { Clock } from '#engine/host.ts';

export type Attributes = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
type Issue = {
  code: string;
  message: string;
  severity: string;
  attributeNames?: string[];
  categories: string[];
};
/** What was asked for, and what holds: a change is applied some minutes after it was accepted. */
export type StrictListing = {
  asked: Attributes;
  holds: { quantity: number | null; price: string | null; channel: string };
  due: { at: number } | null;
  asin: string | null;
  issues: Issue[];
  readonly createdAt: string;
};
export type Answer = {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly contentType?: string;
};
export type Call = {
  readonly operation: string;
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly json: unknown;
  readonly origin: string;
};

export const TWO_MINUTES_MS = 120_000;

/** What an Amazon of one account remembers. What a caller does wrong is refused, and noted in `offences`. */
export function strictState(clock: Clock) {
  const listings = new Map<string, StrictListing>();
  const documents = new Map<string, { contentType: string; bytes: Buffer | null }>();
  const feeds = new Map<string, { polls: number; result: string; status: string }>();
  const orders = new Map<string, Record<string, unknown>>();
  const reports = new Map<string, { polls: number; document: string }>();
  const tokens = new Map<string, { givenAt: number; rest: string }>();
  const offences: string[] = [];
  const world = {
    clock,
    listings,
    orders,
    offences,
    inventory: new Map<string, number>(),
    /** What a report of the type holds, as bytes with their content type; none: nothing to report. */
    files: new Map<string, { bytes: Buffer; contentType: string }>(),
    transactions: [] as Record<string, unknown>[][],
    /** A change is applied so long after it was accepted. */
    appliedAfterMs: 4 * 60_000,
    /** So many questions a feed stays in line before it is worked on. */
    feedWaits: 1,
    /** The shipment is answered 204 and forgotten. */
    forgetsShipments: false,
    /** Issues that turn up on a listing only after its change was accepted and applied. */
    lateIssues: [] as Issue[],
    feedIssues: (_messages: readonly Record<string, unknown>[]): Record<string, unknown>[] => [],
  };
  const now = (): number => clock.now();
  const bad = (what: string): Answer => {
    offences.push(what);
    return refuse(400, 'InvalidInput', what);
  };
  const number = (): string => String(documents.size + feeds.size + reports.size + 1);
  const keep = (prefix: string, contentType: string, bytes: Buffer | null): string => {
    const id = `amzn1.tortuga.4.eu.${prefix}-${number()}`;
    documents.set(id, { contentType, bytes });
    return id;
  };
  const linkTo = (id: string, origin: string): string => `${origin}/store/${id}?X-Amz-Signature=abc%2Fdef%3D`;

  return { world, listings, documents, feeds, orders, reports, tokens, now, bad, number, keep, linkTo };
}

export type StrictState = ReturnType<typeof strictState>;

export function refuse(status: number, code: string, message: string): Answer {
  return { status, json: { errors: [{ code, message, details: '' }] } };
}

/** The token, and all other parameters as they were when it was given. */
export function pageOf(query: URLSearchParams, name: string): { pageToken: string | null; rest: string } {
  const others = new URLSearchParams([...query].filter(([key]) => key !== name));
  others.sort();
  return { pageToken: query.get(name), rest: others.toString() };
}

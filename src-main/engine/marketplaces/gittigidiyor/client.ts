import { createHash } from 'node:crypto';
import { problem, ProblemError } from '#contract/problem.ts';
import type { GatewayResponse, IntentRecorder } from '../../gateway/port.ts';
import type { AdapterContext } from '../kit/port.ts';
import { soapEnvelope } from '../kit/soap.ts';
import type { XmlNode } from '../kit/xml.ts';
import type { GittiGidiyorCall } from './api.ts';
import { NAME, notUnderstood, readEnvelope, refusalProblem, refusesInWords } from './errors.ts';
import { servicePath, SERVICES } from './services.ts';

export type ReadOptions = { readonly priority: number; readonly signal?: AbortSignal | undefined };
export type SendOptions = ReadOptions & { readonly intent: IntentRecorder };

/** What became of a write. */
export type Sent =
  | { readonly kind: 'done'; readonly result: XmlNode }
  | { readonly kind: 'refused'; readonly words: readonly string[]; readonly status: number };

/** One account's way to its services. */
export type GittiGidiyorClient = {
  readonly nick: string;
  readonly context: AdapterContext;
  /** The `return` of a read that went well; every other outcome rejects with a `ProblemError`. */
  readonly read: (call: GittiGidiyorCall, options: ReadOptions) => Promise<XmlNode>;
  /**
   * A write. What the marketplace refused in words is an answer; an answer that nobody understands rejects as
   * `channel/outcome-unknown`, a refused key as what it is.
   */
  readonly send: (call: GittiGidiyorCall, options: SendOptions) => Promise<Sent>;
};

const READS = 4;
const READ_PAUSE_MS = 250;

export function createClient(context: AdapterContext): GittiGidiyorClient {
  const credential = (key: string): string =>
    (Object.hasOwn(context.credentials, key) ? context.credentials[key]! : '').trim();

  const requestOf = (call: GittiGidiyorCall, effect: 'read' | 'write') => {
    const keys = {
      apiKey: credential('apiKey'),
      secretKey: credential('secretKey'),
      time: context.clock.now(),
    };
    return {
      endpoint: call.endpoint,
      method: 'POST' as const,
      path: servicePath(call.service),
      headers: { soapaction: '""' },
      content: {
        kind: 'text' as const,
        contentType: 'text/xml; charset=utf-8',
        text: envelopeOf(call, keys),
      },
      answer: 'text' as const,
      // Whoever has a signature can send its call again.
      secrets: [signOf(keys.apiKey, keys.secretKey, keys.time)],
      refusesInWords: refusesInWords(call.endpoint, effect),
    };
  };

  const read: GittiGidiyorClient['read'] = async (call, { priority, signal }) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await context.gateway.send({
        ...requestOf(call, 'read'),
        priority,
        ...(signal ? { signal } : {}),
      });
      const reading = judge(call, response);
      if (reading.kind === 'good') return reading.result;
      if (reading.kind === 'refused')
        throw new ProblemError(refusalProblem(call.endpoint, response, reading.words));
      // The gateway can't tell a cut-off or garbled envelope from a whole one: such a read is asked again here.
      if (attempt >= READS) throw new ProblemError(notUnderstood(call.endpoint, reading.why));
      await context.clock.sleep(attempt * READ_PAUSE_MS, signal);
    }
  };

  const send: GittiGidiyorClient['send'] = async (call, { priority, signal, intent }) => {
    const response = await context.gateway.send({
      ...requestOf(call, 'write'),
      priority,
      intent,
      ...(signal ? { signal } : {}),
    });
    const reading = judge(call, response);
    if (reading.kind === 'good') return { kind: 'done', result: reading.result };
    if (reading.kind === 'refused') {
      const refused = refusalProblem(call.endpoint, response, reading.words);
      if (refused.code === 'channel/wrong-key' || refused.code === 'channel/forbidden')
        throw new ProblemError(refused);
      return { kind: 'refused', words: reading.words, status: response.status };
    }
    intent.outcomeUnknown('not understood');
    const params = { marketplace: NAME, endpoint: call.endpoint, status: response.status };
    throw new ProblemError(problem('channel/outcome-unknown', params, reading.why));
  };

  return { nick: credential('nick'), context, read, send };
}

function judge(call: GittiGidiyorCall, response: GatewayResponse): ReturnType<typeof readEnvelope> {
  const reading = readEnvelope(response.text, call.endpoint);
  const failed = response.status >= 300;
  if (!failed || reading.kind === 'refused') return reading;
  return { kind: 'refused', words: [] };
}

/**
 * One call as SOAP 1.1 document/literal wrapped: key, sign and time first, then the operation's own parameters in their
 * documented order, `lang` last (sheet §6). Anonymous services have no keys (sheet §2).
 */
export function envelopeOf(
  call: GittiGidiyorCall,
  keys: { readonly apiKey: string; readonly secretKey: string; readonly time: number },
): string {
  const { apiKey, secretKey, time } = keys;
  const signed = SERVICES[call.service].includes('.individual.')
    ? { apiKey, sign: signOf(apiKey, secretKey, time), time }
    : {};
  const envelope = soapEnvelope({
    namespaces: { gg: SERVICES[call.service] },
    body: { [`gg:${call.endpoint}`]: { ...signed, ...call.params, lang: 'tr' } },
  });
  return withNotes(envelope, call);
}

/**
 * The last gate sees the body alone and must know which listings it changes and what buyers will see there. What the
 * protocol has no place for stands in comments, which parsers pass over: how much of a figure of stock is sold already,
 * which variants a price of the product is for, and beside which sale price a list price will stand.
 */
function withNotes(
  envelope: string,
  { soldBefore, variantIds = [], besidePriceE4 }: GittiGidiyorCall,
): string {
  const named = variantIds.filter((id) => /^\w+$/.test(id));
  const notes = [
    ...(soldBefore === undefined ? [] : [`<!-- sold: ${soldBefore} -->`]),
    ...(named.length === 0 ? [] : [`<!-- variants: ${named.join(' ')} -->`]),
    ...(besidePriceE4 === undefined || besidePriceE4 === null ? [] : [`<!-- price: ${besidePriceE4} -->`]),
  ];
  return envelope.replace('<soapenv:Body>', `<soapenv:Body>${notes.join('')}`);
}

/** Hex MD5 of key, secret and time, in lower case as the official client has it (sheet §3). Their choice of a hash, not ours. */
export function signOf(apiKey: string, secretKey: string, time: number): string {
  return createHash('md5').update(`${apiKey}${secretKey}${time}`, 'utf8').digest('hex');
}

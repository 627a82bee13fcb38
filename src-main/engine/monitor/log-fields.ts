import { redactText } from '#common/redact-text.ts';
import type { LogFields } from '../host.ts';
import { redactStack } from './redact.ts';

/**
 * The only names that may stand in a log line. A field that is not listed is left out and counted, so a new one is a
 * decision made here and not something that slips in with somebody's name in it.
 */
const ALLOWED: ReadonlySet<string> = new Set([
  'account',
  'actor',
  'attempt',
  'attemptId',
  'attempts',
  'batchId',
  'bytesIn',
  'bytesOut',
  'cause',
  'changed',
  'changeId',
  'channel',
  'channelId',
  'code',
  'command',
  'count',
  'done',
  'durationMs',
  'endpoint',
  'error',
  'event',
  'failed',
  'from',
  'guard',
  'held',
  'host',
  'jobId',
  'keyId',
  'kind',
  'level',
  'limit',
  'listingId',
  'listings',
  'marketplace',
  'method',
  'orderId',
  'orders',
  'outboxId',
  'pages',
  'path',
  'pauseMs',
  'phase',
  'pid',
  'point',
  'port',
  'problem',
  'productId',
  'products',
  'range',
  'reason',
  'result',
  'retryAfterMs',
  'rows',
  'seed',
  'sent',
  'signal',
  'size',
  'skipped',
  'stack',
  'state',
  'status',
  'step',
  'storeOrderId',
  'topic',
  'total',
  'unknown',
  'variantId',
  'variants',
  'version',
  'waitedMs',
]);

const TEXT_LIMIT = 500;

/** Keeps the listed fields and redacts their texts; `leftOut` says how many were not allowed. */
export function logFields(fields: LogFields): LogFields {
  const kept: Record<string, string | number | boolean | null> = {};
  let leftOut = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!ALLOWED.has(name)) leftOut += 1;
    else kept[name] = typeof value === 'string' ? cleanText(name, value) : value;
  }
  if (leftOut > 0) kept['leftOut'] = leftOut;
  return kept;
}

function cleanText(name: string, value: string): string {
  return name === 'stack' ? redactStack(value) : redactText(value).slice(0, TEXT_LIMIT);
}

import { request } from 'node:http';
import type { Logger } from '#engine/host.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src-main/sandbox/start-sandbox.ts';
import { handClock, realClock, seededChance, type HandClock } from './steady-host.ts';

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export type SandboxReply = {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

export type Question = {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly rawBody?: string;
  /** Null leaves a header out that would be sent. */
  readonly headers?: Readonly<Record<string, string | null>>;
};

export type SandboxBench = {
  readonly sandbox: Sandbox;
  readonly clock: HandClock;
  readonly sellerId: string;
  /** Asks the Trendyol of the sandbox, as its seller unless headers say otherwise. `{sellerId}` is filled in. */
  readonly ask: (question: Question) => Promise<SandboxReply>;
  readonly control: (question: Question) => Promise<SandboxReply>;
};

export const SANDBOX_START = Date.parse('2026-11-24T09:00:00Z');

/** A sandbox on a clock that stands still until it is moved; only waiting on sockets takes real time. */
export async function startBench(options: Partial<SandboxOptions> = {}): Promise<SandboxBench> {
  const clock: HandClock = { ...handClock(SANDBOX_START), sleep: realClock.sleep };
  const sandbox = await startSandbox({
    clock,
    random: seededChance('sandbox'),
    logger: silentLogger,
    ...options,
  });
  const account = sandbox.accounts.find((one) => one.marketplace === 'trendyol')!;
  const { sellerId = '', apiKey = '', apiSecret = '' } = account.credentials;
  return {
    sandbox,
    clock,
    sellerId,
    ask: (question) =>
      askOver(`${account.baseUrl}${question.path.replace('{sellerId}', sellerId)}`, {
        ...question,
        headers: {
          'user-agent': `${sellerId} - SelfIntegration`,
          authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`,
          ...question.headers,
        },
      }),
    control: (question) => askOver(`${sandbox.origin}/_sandbox${question.path}`, question),
  };
}

/** Plain `node:http`: unlike `fetch` it sends no headers of its own. */
function askOver(url: string, question: Question): Promise<SandboxReply> {
  const bodyText = question.rawBody ?? (question.body === undefined ? '' : JSON.stringify(question.body));
  const headers = {
    ...(bodyText === ''
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(bodyText)) }),
    ...question.headers,
  };
  const kept = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: question.method ?? 'GET', headers: Object.fromEntries(kept), agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: answer.statusCode ?? 0, text, json: parsed(text), headers: answer.headers });
        });
      },
    );
    sent.on('error', reject);
    sent.end(bodyText);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

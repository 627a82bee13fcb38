import type { IncomingHttpHeaders } from 'node:http';

/** One request as a marketplace of the sandbox sees it: `path` begins below the marketplace's own base URL. */
export type SandboxRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type SandboxAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

export function jsonAnswer(status: number, value: unknown): SandboxAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    body: JSON.stringify(value),
  };
}

export function xmlAnswer(status: number, xml: string): SandboxAnswer {
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8' }, body: xml };
}

export function emptyAnswer(status: number): SandboxAnswer {
  return { status, headers: {}, body: '' };
}

/** Ends a request with the answer it carries; thrown by rules, caught where the request came in. */
export class Refusal extends Error {
  readonly answer: SandboxAnswer;

  constructor(answer: SandboxAnswer) {
    super(`refused with ${answer.status}`);
    this.name = 'Refusal';
    this.answer = answer;
  }
}

import { createHash } from 'node:crypto';
import { problem, ProblemError } from '#contract/problem.ts';
import type { Random } from '../host.ts';
import { ACCEPTED_ENCODINGS } from './decode-body.ts';
import { targetOf, type Destinations } from './destinations.ts';
import { hideAll } from './hide-secrets.ts';
import type { GatewayRequest, SealedRequest } from './port.ts';
import { buildBody, type RequestBody } from './request-body.ts';

export type BuiltRequest = {
  readonly origin: string;
  /** Path and query as they go onto the wire. */
  readonly target: string;
  /** Without the token's, which are added when it goes. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
  readonly bodyText: string | null;
  /** Whether it goes to an address of its own, which must not learn the channel's keys. */
  readonly isDocument: boolean;
  /** Hashed when asked for: reads need none. */
  readonly seal: () => SealedRequest;
};

export type SealParts = {
  readonly destinations: Destinations;
  readonly ownHeaders: Readonly<Record<string, string>>;
  readonly random: Random;
  /** Takes the channel's secrets out of what is shown or kept of a request. */
  readonly hideSecrets: (text: string) => string;
};

/**
 * Puts a request together once: the same bytes are hashed, gated, recorded and sent. The path is appended to the base's
 * own and can't name another host, so the channel's keys go to its hosts alone.
 *
 * @throws ProblemError `channel/not-understood` for a document's address that the marketplace can't have handed out.
 */
export function sealRequest(parts: SealParts, request: GatewayRequest, spelling: number): BuiltRequest {
  const { destinations, ownHeaders, random, hideSecrets } = parts;
  const body = buildBody(request, random);
  const document = documentOf(destinations, request);
  const base = document === null ? destinations.baseOf(request.host, spelling) : null;
  const origin = base === null ? document!.origin : base.origin;
  const target = base === null ? document!.pathname + document!.search : targetOf(base, request);
  const shown = document === null ? target : document.pathname;
  return {
    origin,
    target,
    headers: {
      accept: (request.answer ?? 'json') === 'json' ? 'application/json' : '*/*',
      'accept-encoding': ACCEPTED_ENCODINGS,
      ...(body === null ? {} : { 'content-type': body.contentType }),
      ...request.headers,
      ...(document === null ? ownHeaders : {}),
    },
    body: body === null ? null : body.wire,
    bodyText: body === null ? null : body.text,
    isDocument: document !== null,
    seal: () => {
      const hide = (text: string): string => hideAll(hideSecrets(text), request.secrets);
      return sealOf(request, { url: origin + shown, target: shown, body, hideSecrets: hide });
    },
  };
}

type ToSeal = {
  readonly url: string;
  readonly target: string;
  readonly body: RequestBody | null;
  readonly hideSecrets: SealParts['hideSecrets'];
};

/** Hashed as it leaves, told without the secrets that SOAP bodies and some addresses hold. */
function sealOf(
  { endpoint, method }: GatewayRequest,
  { url, target, body, hideSecrets }: ToSeal,
): SealedRequest {
  const bodyText = body === null ? null : body.text;
  const bodyHash = createHash('sha256')
    .update(`${method} ${target}\n${bodyText ?? ''}`)
    .digest('hex');
  return {
    endpoint,
    method,
    url: hideSecrets(url),
    bodyText: bodyText === null ? null : hideSecrets(bodyText),
    bodyHash,
  };
}

function documentOf(destinations: Destinations, request: GatewayRequest): URL | null {
  if (request.documentUrl === undefined) return null;
  const url = destinations.documentOf(request.documentUrl);
  if (url !== null) return url;
  const host = URL.canParse(request.documentUrl) ? new URL(request.documentUrl).host : 'no address';
  throw new ProblemError(
    problem(
      'channel/not-understood',
      { endpoint: request.endpoint },
      `not a document of this marketplace: ${host}`,
    ),
  );
}

import type { Rehearsal } from '../context.ts';
import type { Gateway, GatewayResponse } from '../gateway/port.ts';
import type { Manifest } from '../marketplaces/kit/port.ts';

/** Ends an adapter's method where its write would have left: nobody but this file catches it. */
class WriteRehearsed extends Error {
  constructor() {
    super('a write was rehearsed and not sent');
    this.name = 'WriteRehearsed';
  }
}

function taken(text: string): GatewayResponse {
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: 200, headers: {}, text, json, bytes: new Uint8Array(), durationMs: 0 };
}

/**
 * Runs what would write over a gateway that reads and never writes. Where the manifest says what the marketplace answers to
 * a write that it takes, the method goes on as if it had, and its later writes are rehearsed too. Rejects with whatever else
 * it ended in.
 */
export async function rehearseWrites(
  gateway: Gateway,
  manifest: Manifest,
  run: (gateway: Gateway) => Promise<unknown>,
): Promise<readonly Rehearsal[]> {
  const rehearsed: Rehearsal[] = [];
  const rehearsing: Gateway = {
    waitFor: gateway.waitFor,
    rehearse: gateway.rehearse,
    send: async (request) => {
      if (manifest.endpoints[request.endpoint]?.effect === 'read') return gateway.send(request);
      rehearsed.push(gateway.rehearse(request));
      const answer = manifest.rehearsedAnswers?.[request.endpoint];
      if (answer === undefined) throw new WriteRehearsed();
      return taken(answer);
    },
  };
  try {
    await run(rehearsing);
  } catch (error) {
    if (!(error instanceof WriteRehearsed)) throw error;
  }
  return rehearsed;
}

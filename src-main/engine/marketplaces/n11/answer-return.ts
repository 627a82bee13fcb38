import { problem, ProblemError } from '#contract/problem.ts';
import type { ReturnAnswer } from '../kit/after-sales.ts';
import { PRIORITY } from '../kit/priority.ts';
import type { N11Client } from './client.ts';
import { NAME } from './errors.ts';
import { CANCEL_PREFIX } from './returns.ts';
import { callSoap, type SoapCall } from './soap-client.ts';

/** “İade ürün mağazaya ulaşmadı”: what never arrived can't be sent back. */
const NEVER_ARRIVED = '41';

/**
 * Accepts or rejects claims, one call for each. A rejected return goes back to the buyer by n11's own code (CAMPAIGN): a
 * carrier of the seller's own would ask for its number, which a rejection does not have yet.
 *
 * @throws ProblemError `input/invalid` without a reason or words, `channel/not-offered` with files,
 *   `order/wrong-state` when the claim can't be answered (any more).
 */
export async function answerReturn(client: N11Client, answer: ReturnAnswer): Promise<void> {
  if (answer.files.length > 0)
    throw new ProblemError(
      problem('channel/not-offered', { marketplace: NAME, capability: 'return-evidence-files' }),
    );
  const claims = answer.returnLineIds.length > 0 ? answer.returnLineIds : [answer.returnId];
  const calls = claims.map((claimId) =>
    answer.answer === 'accept' ? approval(claimId) : denial(claimId, answer),
  );
  for (const call of calls) {
    await callSoap(client, call, {
      priority: PRIORITY.orderActions,
      intent: answer.intent,
      signal: answer.signal,
      refused: 'order/wrong-state',
    });
  }
}

function approval(claimId: string): SoapCall {
  if (claimId.startsWith(CANCEL_PREFIX))
    return {
      endpoint: 'cancel-claim-approve',
      service: 'claimCancelService',
      operation: 'ClaimCancelApprove',
      content: { claimCancelId: claimId.slice(CANCEL_PREFIX.length) },
    };
  return {
    endpoint: 'return-approve',
    service: 'returnService',
    operation: 'ClaimReturnApprove',
    content: { claimReturnId: claimId },
  };
}

function denial(claimId: string, { reasonId, text }: ReturnAnswer): SoapCall {
  const isCancellation = claimId.startsWith(CANCEL_PREFIX);
  const reason = reasonId ?? '';
  if (reason === '' || reason.startsWith(CANCEL_PREFIX) !== isCancellation) throw invalid('reasonId');
  if (text.trim() === '') throw invalid('text');
  if (isCancellation)
    return {
      endpoint: 'cancel-claim-deny',
      service: 'claimCancelService',
      operation: 'ClaimCancelDeny',
      content: {
        claimCancelId: claimId.slice(CANCEL_PREFIX.length),
        denyReasonId: reason.slice(CANCEL_PREFIX.length),
        denyReasonNote: text.trim(),
      },
    };
  return {
    endpoint: 'return-deny',
    service: 'returnService',
    operation: 'ClaimReturnDeny',
    content: {
      claimReturnId: claimId,
      denyReasonId: reason,
      denyReasonNote: text.trim(),
      returnShipmentType: reason === NEVER_ARRIVED ? 'CUSTOM' : 'CAMPAIGN',
    },
  };
}

function invalid(field: string): ProblemError {
  return new ProblemError(problem('input/invalid', { field, marketplace: NAME }));
}

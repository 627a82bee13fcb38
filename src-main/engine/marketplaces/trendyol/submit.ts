import { problem, ProblemError } from '#contract/problem.ts';
import type { IntentRecorder } from '../../gateway/port.ts';
import type { SubmitResult } from '../kit/port.ts';
import { isSuccess, type TrendyolClient } from './client.ts';
import { isRepeatedCreation, isRepeatedRequest, refusalProblem } from './errors.ts';
import type { TrendyolRequest } from './request.ts';
import { Accepted } from './wire.ts';

export type SubmitOptions = {
  readonly intent: IntentRecorder;
  readonly priority: number;
  readonly signal?: AbortSignal | undefined;
};

/** Sends a body that becomes a batch. Never repeats it by itself: what is refused for that is told as such. */
export async function submit(
  client: TrendyolClient,
  request: TrendyolRequest,
  { intent, priority, signal }: SubmitOptions,
): Promise<SubmitResult> {
  const response = await client.context.gateway.send({
    ...request,
    priority,
    intent,
    refusesInWords: isRepeatedRequest,
    ...(signal ? { signal } : {}),
  });
  if (isRepeatedRequest(response.text) || isRepeatedCreation(response.text))
    return { kind: 'same-request-repeated', raw: response.text.slice(0, 1_000) };
  if (!isSuccess(response)) {
    const context = { endpoint: request.endpoint, sellerId: client.sellerId };
    return { kind: 'refused', problem: refusalProblem(response, context) };
  }
  const accepted = Accepted.safeParse(response.json);
  if (accepted.success && accepted.data.batchRequestId !== null)
    return { kind: 'accepted', batchId: accepted.data.batchRequestId };
  // Accepted by its status, but without the name of the batch nobody can tell what became of it.
  intent.outcomeUnknown('no batchRequestId');
  const params = { marketplace: 'Trendyol', endpoint: request.endpoint, status: response.status };
  throw new ProblemError(problem('channel/outcome-unknown', params, 'no batchRequestId in the answer'));
}

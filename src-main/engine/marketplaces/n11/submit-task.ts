import type { SubmitResult } from '../kit/port.ts';
import type { N11Request } from './api.ts';
import { isSuccess, unclear, type N11Client, type SendOptions } from './client.ts';
import { isStillQueued, itemProblem, readErrorWords, refusalProblem } from './errors.ts';
import { TaskAccepted, TaskPayload } from './wire.ts';

/**
 * Sends one product task. Accepted means queued: HTTP 200 says nothing about the rows. The same content while its first
 * task is still queued is told as repeated; a task that is refused as a whole carries n11's reasons.
 */
export async function submitTask(
  client: N11Client,
  request: N11Request,
  options: SendOptions,
): Promise<SubmitResult> {
  const response = await client.ask(request, options);
  if (isStillQueued(readErrorWords(response.json, response.text)))
    return { kind: 'same-request-repeated', raw: response.text.slice(0, 1_000) };
  if (!isSuccess(response)) return { kind: 'refused', problem: refusalProblem(request.endpoint, response) };
  const accepted = TaskAccepted.safeParse(response.json);
  if (accepted.success && /^reject(ed)?$/i.test(accepted.data.status.trim()))
    return { kind: 'refused', problem: itemProblem(accepted.data.reasons) };
  const taskId = accepted.success ? (accepted.data.id ?? accepted.data.taskId) : null;
  if (taskId !== null) {
    remember(client, taskId, request);
    return { kind: 'accepted', batchId: taskId };
  }
  // Accepted by its status, but without the name of the task nobody can tell what became of it.
  return unclear(request.endpoint, response.status, options.intent, 'no task id in the answer');
}

const TASKS_KEPT = 200;

function remember({ sentCodes }: N11Client, taskId: string, request: N11Request): void {
  const sent = TaskPayload.safeParse(request.body);
  if (!sent.success) return;
  sentCodes.set(
    taskId,
    sent.data.payload.skus.map(({ stockCode }) => stockCode),
  );
  const [oldest] = sentCodes.keys();
  if (sentCodes.size > TASKS_KEPT && oldest !== undefined) sentCodes.delete(oldest);
}

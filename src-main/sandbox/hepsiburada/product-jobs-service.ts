import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { no } from './catalogue-service.ts';
import { readFilePart } from './multipart.ts';
import type { Job } from './state.ts';
import { recordOf, textOf, type Call } from './world.ts';

/** Only products that wait for something can be deleted. */
export function postDeleteProcess(call: Call): SandboxAnswer {
  const { world, body } = call;
  if (!Array.isArray(body)) throw no(3001, 'Body is not valid');
  const rows = body.map((entry) => {
    const sku = textOf(recordOf(entry)['merchantSku']).toUpperCase();
    const product = world.state.products.get(sku);
    const failed =
      !product || !['WAITING', 'PRE_MATCHED', 'MISSING_INFO', 'REJECTED'].includes(product.status);
    if (!failed) world.state.products.delete(sku);
    return { sku, messages: failed ? ['Product is not waiting for action'] : [], failed };
  });
  const job: Job = { id: world.random.uuid(), createdMs: world.now(), polls: 0, rows };
  world.state.deletions.set(job.id, job);
  return jsonAnswer(200, { success: true, code: 0, version: 1, message: null, data: { trackingId: job.id } });
}

export function getDeleteProcess(call: Call): SandboxAnswer {
  const job = call.world.state.deletions.get(call.params['trackingId'] ?? '');
  if (!job) throw no(4000, 'TrackingId is not found');
  job.polls += 1;
  return jsonAnswer(200, {
    id: job.id,
    trackingId: job.id,
    completed: job.polls > 1,
    deletedProductList: job.rows.map(({ sku, messages, failed }) => ({
      merchant: call.world.state.credentials.merchantId,
      merchantSku: sku,
      deleted: job.polls > 1 && !failed,
      errorMessage: messages[0] ?? null,
    })),
  });
}

/** POST /ticket-api/api/integrator/import: content of matched products. */
export function postContent(call: Call): SandboxAnswer {
  const { world } = call;
  const file = readFilePart(call.request, 'file');
  const parsed: unknown = file === null ? null : JSON.parse(file.text);
  const items = recordOf(parsed)['items'];
  if (!Array.isArray(items)) throw no(3003, 'File is missing');
  const rows = items.map((entry) => {
    const item = recordOf(entry);
    const hbSku = textOf(item['hbSku']);
    const product = [...world.state.products.values()].find((each) => each.hbSku === hbSku);
    if (product?.status !== 'MATCHED')
      return { sku: hbSku, messages: ['Product is not matched'], failed: true };
    product.title = textOf(item['productName']) || product.title;
    product.description = textOf(item['productDescription']) || product.description;
    return { sku: hbSku, messages: [], failed: false };
  });
  const job: Job = { id: world.random.uuid(), createdMs: world.now(), polls: 0, rows };
  world.state.contents.set(job.id, job);
  return jsonAnswer(200, { success: true, code: 0, version: 1, message: null, data: { trackingId: job.id } });
}

export function getContentStatus(call: Call): SandboxAnswer {
  const job = call.world.state.contents.get(call.params['trackingId'] ?? '');
  if (!job) throw no(4000, 'TrackingId is not found');
  job.polls += 1;
  const open = job.polls === 1;
  const items = job.rows.map(({ sku, messages, failed }) => ({
    hbSku: sku,
    message: messages[0] ?? null,
    productStatus: open || failed ? 'UNCOMPLETED' : 'COMPLETED',
    updateResults: failed
      ? []
      : [
          {
            fieldName: 'NAME',
            rejectReason: null,
            fieldResult: open ? 'IN_PROGRESS' : 'APPROVED',
            attributes: [],
          },
        ],
  }));
  return jsonAnswer(200, {
    success: true,
    code: 0,
    version: 1,
    message: null,
    totalElements: 1,
    totalPages: 1,
    number: 0,
    numberOfElements: 1,
    first: true,
    last: true,
    data: [{ merchantId: call.world.state.credentials.merchantId, items }],
  });
}

import { createHash } from 'node:crypto';
import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { whyCreationFails, whyOfferFails } from './check-row.ts';
import { ATTRIBUTES, TEMPLATES } from './catalogue-data.ts';
import { seedListings, toKurus } from './listings.ts';
import { nextNumber, type N11Listing, type N11Task, type TaskType } from './state.ts';
import { asList, asObject, springRefusal, taskTime, type Call, type N11World } from './world.ts';

const MAX_ROWS = 1_000;
const KEPT_MS = 48 * 3_600_000;
type Row = Readonly<Record<string, unknown>>;

/** POST /ms/product/tasks/…: takes the request in. Nothing of it has happened yet. */
export function postTask(call: Call, type: TaskType): SandboxAnswer {
  const { world } = call;
  const payload = asObject(asObject(call.body)?.['payload']);
  const rows = asList(payload?.['skus']).map((row) => asObject(row) ?? {});
  const bodyHash = createHash('sha256').update(call.bodyText).digest('hex');
  const queued = [...world.state.tasks.values()].some(
    (task) => task.settledMs === null && task.bodyHash === bodyHash && task.type === type,
  );
  if (queued)
    return jsonAnswer(world.rules().queuedStatus, {
      errorCode: 'TASK_ERR_010',
      errorMessage: 'Aynı talep içeriği ile devam eden süreç bulunmaktadır.',
    });
  const id = nextNumber(world.state, 'task');
  const refusal = whyWholeFails(payload, rows);
  if (refusal !== null) return jsonAnswer(200, { id, type, status: 'REJECT', reasons: [refusal] });
  world.state.tasks.set(id, makeTask(call, { id, type, rows, bodyHash }));
  return jsonAnswer(200, { id, type, status: 'IN_QUEUE', reasons: [`${rows.length} sku işlenmeye alındı.`] });
}

function whyWholeFails(payload: Row | null, rows: readonly Row[]): string | null {
  if (typeof payload?.['integrator'] !== 'string' || payload['integrator'] === '')
    return 'integrator boş olamaz';
  if (rows.length === 0) return 'skus boş olamaz';
  return rows.length > MAX_ROWS ? `En fazla ${MAX_ROWS} sku gönderilebilir` : null;
}

function makeTask(
  { world, endpoint }: Call,
  of: Pick<N11Task, 'id' | 'type' | 'rows' | 'bodyHash'>,
): N11Task {
  const partial = world.faults.strike(['partial-rejection'], endpoint);
  const silent = world.faults.strike(['silent-items'], endpoint);
  const places = [...of.rows.keys()];
  const hit = (share: number | undefined): readonly number[] =>
    share === undefined ? [] : places.filter(() => world.random.fraction() < share);
  const reason = partial?.text ?? 'Beklenmeyen bir hata oluştu';
  return {
    ...of,
    createdMs: world.now(),
    planted: Object.fromEntries(hit(partial?.share).map((place) => [place, reason])),
    silent: hit(silent?.share),
    stuck: world.faults.strike(['batch-stuck'], endpoint) !== null,
    lost: world.faults.strike(['batch-lost'], endpoint) !== null,
    settledMs: null,
    results: [],
  };
}

/** Lets the tasks take effect whose time has come, in the order in which they were accepted. */
export function settleDue(world: N11World): void {
  const nowMs = world.now();
  for (const task of world.state.tasks.values()) {
    if (task.createdMs <= nowMs - KEPT_MS) world.state.tasks.delete(task.id);
    else if (task.settledMs === null && !task.stuck && task.createdMs <= nowMs - world.rules().taskDelayMs)
      settle(world, task);
  }
}

function settle(world: N11World, task: N11Task): void {
  task.settledMs = world.now();
  task.results = task.rows.map((row, place) => {
    const reason = task.planted[place] ?? whyFails(world, task, row);
    if (reason === null) apply(world, task.type, row);
    return {
      itemCode: String(row['stockCode']),
      status: reason === null ? 'SUCCESS' : 'FAIL',
      reasons: [reason ?? 'Başarıyla tamamlandı.'],
    };
  });
}

function whyFails(world: N11World, task: N11Task, row: Row): string | null {
  const listing = world.state.listings.get(String(row['stockCode']));
  if (task.type === 'PRODUCT_CREATE') return whyCreationFails(world, row, task.rows);
  if (task.type === 'SKU_UPDATE') return whyOfferFails(row, listing);
  if (!listing) return `${String(row['stockCode'])} stok kodlu ürün bulunamadı`;
  return task.type === 'PRODUCT_UPDATE' ? whyUpdateFails(row, listing) : null;
}

function whyUpdateFails(row: Row, listing: N11Listing): string | null {
  for (const name of ['title', 'categoryId', 'quantity', 'salePrice', 'listPrice'])
    if (row[name] !== undefined) return `${name} alanı güncellenemez`;
  if (listing.status !== 'Active' && listing.status !== 'Suspended')
    return 'Yalnızca Active ve Suspended durumundaki ürünler güncellenebilir';
  if (![0, 1, 10, 20].includes(row['vatRate'] as number)) return 'vatRate alanı boş olamaz';
  const template = row['shipmentTemplate'];
  if (template !== undefined && !TEMPLATES.some((name) => name === template))
    return 'shipmentTemplate alanı geçersizdir';
  const status = row['status'];
  return status === undefined || status === 'Active' || status === 'Suspended'
    ? null
    : 'status alanı geçersizdir';
}

function apply(world: N11World, type: TaskType, row: Row): void {
  const stockCode = String(row['stockCode']);
  if (type === 'PRODUCT_DELETE') {
    world.state.listings.delete(stockCode);
    return;
  }
  if (type === 'PRODUCT_CREATE') {
    create(world, row);
    return;
  }
  const listing = world.state.listings.get(stockCode)!; // Rows without one have failed.
  if (typeof row['quantity'] === 'number') listing.quantity = row['quantity'];
  if (typeof row['salePrice'] === 'number') listing.saleKurus = toKurus(row['salePrice']);
  if (typeof row['listPrice'] === 'number') listing.listKurus = toKurus(row['listPrice']);
  if (type === 'SKU_UPDATE') return;
  if (row['status'] === 'Active' || row['status'] === 'Suspended') listing.status = row['status'];
  if (typeof row['description'] === 'string') listing.description = row['description'];
  if (typeof row['preparingDay'] === 'number') listing.preparingDay = row['preparingDay'];
  if (typeof row['shipmentTemplate'] === 'string') listing.shipmentTemplate = row['shipmentTemplate'];
  if (typeof row['vatRate'] === 'number') listing.vatRate = row['vatRate'];
  // A new maximum without its flag is passed over in silence, as the real one does.
  if (row['deleteMaxPurchaseQuantity'] === true)
    listing.maxPurchaseQuantity = (row['maxPurchaseQuantity'] as number | undefined) ?? null;
  const given = asList(row['attributes']);
  if (given.length > 0) {
    const fresh = attributesOf(listing.categoryId, given);
    const kept = listing.attributes.filter(({ id }) => !fresh.some((each) => each.id === id));
    listing.attributes = [...kept, ...fresh];
  }
}

function create(world: N11World, row: Row): void {
  const categoryId = row['categoryId'] as number; // whyCreationFails has looked at all of these.
  seedListings(world, [
    {
      stockCode: row['stockCode'] as string,
      title: row['title'] as string,
      description: row['description'] as string,
      barcode: (row['barcode'] as string | null | undefined) ?? null,
      productMainId: row['productMainId'] as string,
      categoryId,
      catalogId: (row['catalogId'] as number | null | undefined) ?? 0,
      quantity: row['quantity'] as number,
      salePrice: row['salePrice'] as number,
      listPrice: row['listPrice'] as number,
      vatRate: row['vatRate'] as number,
      preparingDay: row['preparingDay'] as number,
      shipmentTemplate: row['shipmentTemplate'] as string,
      maxPurchaseQuantity: (row['maxPurchaseQuantity'] as number | undefined) ?? null,
      attributes: attributesOf(categoryId, asList(row['attributes'])),
      imageUrls: asList(row['images']).map((image) => String(asObject(image)?.['url'])),
      status: 'InApproval',
    },
  ]);
}

function attributesOf(categoryId: number, given: readonly unknown[]): N11Listing['attributes'] {
  return given.flatMap((each) => {
    const own = asObject(each);
    const known = ATTRIBUTES.get(categoryId)?.find(({ attributeId }) => attributeId === own?.['id']);
    if (!own || !known) return [];
    const listed = known.attributeValues.find(({ id }) => id === own['valueId'])?.value;
    return [
      { id: known.attributeId, name: known.attributeName, value: listed ?? String(own['customValue']) },
    ];
  });
}

/** POST /ms/product/task-details/page-query. */
export function postTaskDetails(call: Call): SandboxAnswer {
  const { world } = call;
  const body = asObject(call.body);
  const pageable = asObject(body?.['pageable']);
  const page = Number(pageable?.['page'] ?? 0);
  const size = Number(pageable?.['size'] ?? 20);
  if (!(size >= 1 && size <= 1_000))
    throw springRefusal(500, 'ConstraintViolationException', 'pageable.size');
  const task = world.state.tasks.get(body?.['taskId'] as number);
  const lost = task?.lost === true || world.faults.strike(['batch-lost'], call.endpoint) !== null;
  // What an unknown task is answered with is not documented.
  if (!task || lost) throw springRefusal(500, 'IllegalArgumentException', 'Task bulunamadı');
  const results = task.results.filter((_result, place) => !task.silent.includes(place));
  const totalPages = Math.max(1, Math.ceil(results.length / size));
  return jsonAnswer(200, {
    taskId: task.id,
    status: task.settledMs === null ? 'IN_QUEUE' : 'PROCESSED',
    createdDate: taskTime(task.createdMs),
    modifiedDate: taskTime(task.settledMs ?? task.createdMs),
    skus: {
      content: results.slice(page * size, (page + 1) * size).map((result) => resultJson(world, result)),
      totalElements: results.length,
      totalPages,
      last: page + 1 >= totalPages,
      first: page === 0,
      number: page,
      size,
    },
  });
}

function resultJson(world: N11World, result: N11Task['results'][number]): unknown {
  const listing = result.status === 'SUCCESS' ? world.state.listings.get(result.itemCode) : undefined;
  const sku = listing && {
    salePrice: listing.saleKurus / 100,
    listPrice: listing.listKurus / 100,
    stock: listing.quantity,
    n11ProductId: listing.n11ProductId,
  };
  return { ...result, sku: sku ?? null };
}

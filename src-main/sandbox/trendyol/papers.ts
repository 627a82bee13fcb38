import { emptyAnswer, jsonAnswer, Refusal, type SandboxAnswer } from '../exchange.ts';
import { errorAnswer, refusal } from './answers.ts';
import { asNumber, asObject, asText } from './body-fields.ts';
import { formFiles, formText } from './form.ts';
import type { TrendyolPackage } from './state.ts';
import type { Call } from './world.ts';

const FILE_TOP = 10 * 1_024 * 1_024;
const FILE_TYPES = ['application/pdf', 'image/jpeg', 'image/png'];
const INVOICE_NUMBER = /^[A-Za-z0-9]{3}20[2-9]\d\d{9}$/;

/** POST …/seller-invoice-links: one for each package, and no link for two. */
export function postInvoiceLink(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const body = asObject(call.body, 'istek', nowMs);
  const link = asText(body['invoiceLink'], 'invoiceLink', nowMs);
  const one = packageById(call, asNumber(body['shipmentPackageId'], 'shipmentPackageId', nowMs));
  if (!link.startsWith('https://')) throw refusal(400, 'invalid.invoice.link', 'invoiceLink hatalı')(nowMs);
  checkNaming(call, { number: body['invoiceNumber'], at: body['invoiceDateTime'] });
  const used = [...call.world.state.packages.values()].some(({ desk }) => desk.invoice === link);
  if (one.desk.invoice !== undefined || used) throw alreadySent(nowMs);
  one.desk = { ...one.desk, invoice: link };
  one.lastModifiedMs = nowMs;
  return emptyAnswer(201);
}

/** POST …/seller-invoice-links/delete: by package, channel and customer. */
export function postInvoiceDeletion(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const body = asObject(call.body, 'istek', nowMs);
  const one = packageById(call, asNumber(body['serviceSourceId'], 'serviceSourceId', nowMs));
  const fits = body['channelId'] === 1 && body['customerId'] === one.customerId;
  if (!fits || one.desk.invoice === undefined)
    throw refusal(400, 'invoice.not.found', 'Silinecek fatura bulunamadı')(nowMs);
  const { invoice: _invoice, ...rest } = one.desk;
  one.desk = rest;
  one.lastModifiedMs = nowMs;
  return emptyAnswer(202);
}

/** POST …/seller-invoice-file */
export function postInvoiceFile(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = packageById(call, Number(formText(call.form, 'shipmentPackageId')));
  const [file] = formFiles(call.form, 'file');
  if (!file) throw refusal(400, 'invoice.file.empty', 'Fatura dosyası boş')(nowMs);
  if (!FILE_TYPES.includes(file.contentType))
    throw refusal(400, 'invoice.file.type', 'Desteklenmeyen dosya türü')(nowMs);
  if (file.bytes.length > FILE_TOP) throw refusal(400, 'invoice.file.size', 'Dosya çok büyük')(nowMs);
  const number = formText(call.form, 'invoiceNumber');
  const at = formText(call.form, 'invoiceDateTime');
  checkNaming(call, { number: number || undefined, at: at === '' ? undefined : Number(at) });
  if (one.desk.invoice !== undefined) throw alreadySent(nowMs);
  one.desk = { ...one.desk, invoice: `file:${file.fileName}:${file.bytes.length}` };
  one.lastModifiedMs = nowMs;
  return emptyAnswer(201);
}

function checkNaming(call: Call, of: { readonly number: unknown; readonly at: unknown }): void {
  const nowMs = call.world.now();
  if (of.number !== undefined && !(typeof of.number === 'string' && INVOICE_NUMBER.test(of.number)))
    throw refusal(400, 'invalid.invoice.number', 'Fatura numarası formatı hatalı')(nowMs);
  if (of.at === undefined) return;
  if (typeof of.at !== 'number' || !/^(?:\d{10}|\d{13})$/.test(String(of.at)))
    throw refusal(400, 'invalid.invoice.date', 'Fatura tarihi hatalı')(nowMs);
  const atMs = of.at < 1e11 ? of.at * 1_000 : of.at;
  if (atMs > nowMs + 60_000)
    throw refusal(400, 'invoice.date.future', 'Fatura tarihi ileri bir tarih olamaz')(nowMs);
}

function alreadySent(nowMs: number): Refusal {
  return refusal(409, 'invoice.already.exists', 'Bu paket için fatura daha önce gönderilmiş')(nowMs);
}

/** POST …/warranty-documents */
export function postWarranty(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = packageById(call, Number(formText(call.form, 'shipmentPackageId')));
  const lineId = Number(formText(call.form, 'lineId'));
  const line = one.lines.some((each) => each.lineId === lineId);
  if (!line || formFiles(call.form, 'file').length === 0)
    throw refusal(400, 'invalid.warranty', 'Garanti belgesi hatalı')(nowMs);
  one.desk = { ...one.desk, warranties: [...(one.desk.warranties ?? []), lineId] };
  return emptyAnswer(201);
}

/** POST …/common-label/{n}: Trendyol Express and Aras only, after Picking. */
export function postLabel(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const body = asObject(call.body, 'istek', nowMs);
  const one = packageByTracking(call);
  const boxes = body['boxQuantity'] === undefined ? 1 : asNumber(body['boxQuantity'], 'boxQuantity', nowMs);
  if (body['format'] !== 'ZPL' || boxes < 1)
    throw refusal(400, 'invalid.label.request', 'format ZPL olmalıdır')(nowMs);
  if (!/Trendyol Express|Aras/.test(one.cargo))
    throw refusal(400, 'label.not.supported', 'Bu kargo firması için ortak etiket yok')(nowMs);
  if (one.status !== 'Picking' && one.status !== 'Invoiced')
    throw refusal(400, 'invalid.package.status', 'Etiket için paket hazırlanıyor olmalıdır')(nowMs);
  call.world.state.labels.set(String(one.trackingNumber), boxes);
  return emptyAnswer(200);
}

/** GET the same path: one label for each box; none before it was asked for. */
export function getLabel(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const one = packageByTracking(call);
  const boxes = call.world.state.labels.get(String(one.trackingNumber));
  if (boxes === undefined) throw refusal(404, 'label.not.found', 'Etiket bulunamadı')(nowMs);
  const label = (box: number): string =>
    `^XA^FO50,50^BY3^BCN,100,Y,N,N^FD${one.trackingNumber}^FS^FO50,200^FDKoli ${box}/${boxes}^FS^XZ`;
  return jsonAnswer(200, {
    data: Array.from({ length: boxes }, (_nothing, index) => ({ label: label(index + 1), format: 'ZPL' })),
  });
}

function packageByTracking(call: Call): TrendyolPackage {
  const found = [...call.world.state.packages.values()].find(
    ({ trackingNumber }) => String(trackingNumber) === call.params['trackingNumber'],
  );
  if (found) return found;
  throw refusal(400, 'invalid.tracking.number', 'Kargo takip numarası hatalı')(call.world.now());
}

function packageById(call: Call, packageId: number): TrendyolPackage {
  const found = call.world.state.packages.get(packageId);
  if (found) return found;
  const nowMs = call.world.now();
  throw new Refusal(
    errorAnswer(404, { key: 'shipment.package.not.found', message: 'Paket bulunamadı', nowMs }),
  );
}

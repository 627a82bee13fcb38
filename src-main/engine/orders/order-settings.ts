import { problem, ProblemError } from '#contract/problem.ts';
import { isThisComputer } from '../cache/loopback.ts';
import type { StatusMap, StoreReport, StoreSettings } from '#contract/shop.ts';

/** Goods on their way, or with the buyer: a status that gave their stock back would sell them a second time. */
const HOLDING_STAGES = [
  'picking',
  'invoiced',
  'shipped',
  'delivered',
] as const satisfies readonly (keyof StatusMap)[];

/** Field types whose value is the text itself; of the others it is the id of a choice, or a file. */
const FREE_TEXT: ReadonlySet<string> = new Set(['text', 'textarea']);

/**
 * Refuses settings for orders that would not do what they say: `input/invalid` names the field, `store/too-few-rights`
 * what matching customers would lack.
 */
export function requireSoundOrderSettings(settings: StoreSettings, report: StoreReport): void {
  requireStatuses(settings, report);
  requireNoEcho(settings);
  requireShopApi(settings, report);
  for (const field of ['taxNumberFieldId', 'taxOfficeFieldId'] as const) {
    const fieldId = settings[field];
    const known = report.customFields.find((each) => each.fieldId === fieldId);
    if (fieldId !== null && (known === undefined || !FREE_TEXT.has(known.type))) refuse(field, fieldId);
  }
  if (settings.taxNumberFieldId !== null && settings.taxNumberFieldId === settings.taxOfficeFieldId) {
    refuse('taxOfficeFieldId', settings.taxOfficeFieldId);
  }
  if (settings.buyers !== 'match') return;
  const missing = report.rights.find(({ feature }) => feature === 'customers')?.missing ?? [];
  if (missing.length > 0)
    throw new ProblemError(problem('store/too-few-rights', { missing: missing.join(', ') }));
}

function requireStatuses({ statusMap, shopTells }: StoreSettings, report: StoreReport): void {
  const known = new Map(report.orderStatuses.map((status) => [status.statusId, status]));
  for (const [stage, statusId] of Object.entries(statusMap)) {
    if (statusId !== null && !known.has(statusId)) refuse(`statusMap.${stage}`, statusId);
  }
  for (const stage of HOLDING_STAGES) {
    const statusId = statusMap[stage];
    if (statusId !== null && known.get(statusId)?.holdsStock !== true) refuse(`statusMap.${stage}`, statusId);
  }
  for (const [stage, statusId] of Object.entries(shopTells)) {
    if (statusId !== null && !known.has(statusId)) refuse(`shopTells.${stage}`, statusId);
  }
}

/** What the program itself sets must not read as the merchant's word: a package would be reported by nobody's wish. */
function requireNoEcho({
  newOrderStatusId,
  cancelledOrderStatusId,
  statusMap,
  shopTells,
}: StoreSettings): void {
  const own = [newOrderStatusId, cancelledOrderStatusId];
  if (shopTells.picking !== null && own.includes(shopTells.picking)) {
    refuse('shopTells.picking', shopTells.picking);
  }
  if (shopTells.invoiced === null) return;
  if ([...own, statusMap.picking, shopTells.picking].includes(shopTells.invoiced)) {
    refuse('shopTells.invoiced', shopTells.invoiced);
  }
}

function requireShopApi({ orderPath, shopApi }: StoreSettings, report: StoreReport): void {
  if (shopApi !== null && !shopApi.url.startsWith('https:') && !isThisComputer(shopApi.url))
    refuse('shopApi.url', shopApi.url);
  if (orderPath === 'database') return;
  if (report.shopApi === null) refuse('orderPath', orderPath);
  if (shopApi === null) return refuse('shopApi', '');
  if (report.shopApi !== '2.3' && shopApi.username === '') refuse('shopApi.username', '');
}

function refuse(field: string, value: string): never {
  throw new ProblemError(problem('input/invalid', { field, value }));
}

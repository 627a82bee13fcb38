import type { CodeImport, CodeImportRow, CodeResult, OwnCodes } from '#contract/codes.ts';
import { judgeGtin } from '#common/gtin.ts';
import { normaliseCode } from '#common/turkish-text.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { StoreSettings } from '#contract/shop.ts';
import { listChannels } from '../cache/tables/channel.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import { markDuplicateBarcodes } from '../cache/tables/variant.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { judgeCodes, type CodeChange } from '../linking/import-codes.ts';
import { keepOwnCodes, viewCodes } from '../linking/own-codes.ts';
import { proposeLinks } from '../linking/propose.ts';
import { makePlan } from './make-plan.ts';

/** Judges a table of codes, and keeps what can be kept when `apply` says so. */
export async function importCodes(
  context: EngineContext,
  rows: readonly CodeImportRow[],
  { apply }: { readonly apply: boolean },
): Promise<CodeImport> {
  const { database } = context;
  const settings = requireSettings(context);
  const judged = transact(database, () => {
    const found = judgeCodes(database, rows);
    if (apply) keepAll(context, settings, found.changes);
    return found;
  });
  const set = new Set(judged.changes.map(({ origins }) => origins.variantId)).size;
  if (apply && set > 0) await tellEverybody(context);
  return { rows: [...judged.rows], set };
}

/** Keeps one variant's codes; null gives a code back to the shop. Throws `listing/variant-not-known`. */
export async function setCodes(
  context: EngineContext,
  variantId: string,
  own: OwnCodes,
): Promise<CodeResult> {
  const { database } = context;
  const settings = requireSettings(context);
  const view = viewCodes(database, settings, variantId);
  if (view === null) throw new ProblemError(problem('listing/variant-not-known', { variantId }));
  const given = { line: 0, by: 'variant', code: variantId, option: null, ...own } as const;
  const result = transact(database, () => {
    const judged = judgeCodes(database, [given]).rows[0]!;
    if (judged.outcome !== 'set' && judged.outcome !== 'same') return judged;
    const kept = { barcode: normalised(own.barcode), stockCode: normalised(own.stockCode) };
    const same = kept.barcode === view.own.barcode && kept.stockCode === view.own.stockCode;
    if (!same) keepAll(context, settings, [{ line: 0, origins: view.origins, own: kept }]);
    const badCheckDigit = kept.barcode !== null && judgeGtin(kept.barcode) === 'bad-check-digit';
    return { ...judged, badCheckDigit, outcome: same ? ('same' as const) : ('set' as const) };
  });
  if (result.outcome === 'set') await tellEverybody(context);
  return result;
}

function normalised(code: string | null): string | null {
  return code === null ? null : normaliseCode(code);
}

function keepAll(context: EngineContext, settings: StoreSettings, changes: readonly CodeChange[]): void {
  const { database, host } = context;
  const at = host.clock.now();
  for (const { origins, own } of changes) keepOwnCodes(database, settings, { origins, own, at });
  if (changes.length > 0) markDuplicateBarcodes(database);
}

/** Codes decide what is proposed to be the same thing, and a barcode that is shared holds a listing back. */
async function tellEverybody(context: EngineContext): Promise<void> {
  for (const { channelId } of listChannels(context.database)) {
    proposeLinks(context.database, channelId);
    await makePlan(context, channelId);
  }
  context.events.changed('store', 'links', 'listings', 'plan', 'products');
}

function requireSettings({ database }: EngineContext): StoreSettings {
  const row = readStoreRow(database);
  if (row === null) throw new ProblemError(problem('store/not-connected'));
  return row.settings;
}

import type { Database } from 'better-sqlite3';
import { judgeGtin } from '#common/gtin.ts';
import { foldKey, normaliseCode } from '#common/turkish-text.ts';
import type { CodeImportRow, CodeResult, VariantName } from '#contract/codes.ts';
import {
  listOrigins,
  listVariantsWithBarcode,
  type VariantOrigins,
} from '../cache/tables/variant-code-origins.ts';
import { findOwnCodes, type OwnCodes } from '../cache/tables/variant-code.ts';
import { realCode } from './codes.ts';

/** A line that can be kept: the one variant that it names, and what the merchant's own codes of it will be. */
export type CodeChange = { readonly line: number; readonly origins: VariantOrigins; readonly own: OwnCodes };

export type JudgedCodes = { readonly rows: readonly CodeResult[]; readonly changes: readonly CodeChange[] };

type Judged = { readonly result: CodeResult; readonly change: CodeChange | null };

/** Finds each line's variant and judges its codes. Reads only; what it returns holds for as long as nothing is written. */
export function judgeCodes(database: Database, rows: readonly CodeImportRow[]): JudgedCodes {
  const judged = refuseShared(database, refuseNamedTwice(rows.map((row) => judgeRow(database, row))));
  return {
    rows: judged.map(({ result }) => result),
    changes: judged.flatMap(({ change }) => (change === null ? [] : [change])),
  };
}

function judgeRow(database: Database, row: CodeImportRow): Judged {
  const fitting = listOrigins(
    database,
    row.by,
    row.by === 'product' ? row.code : normaliseCode(row.code),
  ).filter((origins) => fitsOption(row.option, origins));
  const [origins] = fitting;
  const result: CodeResult = {
    line: row.line,
    outcome: 'set',
    variantId: fitting.length === 1 && origins ? origins.variantId : null,
    name: fitting.length === 1 && origins ? nameOf(origins) : null,
    fitting: fitting.length,
    badCheckDigit: row.barcode !== null && judgeGtin(normaliseCode(row.barcode)) === 'bad-check-digit',
    sharedWith: null,
    sharedName: null,
  };
  if (origins === undefined) return refused(result, 'not-found');
  if (fitting.length > 1) return refused(result, 'several');
  const given = [row.barcode, row.stockCode].filter((code) => code !== null);
  // A made-up code would be matched with whoever else made it up.
  if (given.some((code) => realCode(code) === '')) return refused(result, 'not-a-code');
  const before = findOwnCodes(database, origins.variantId);
  const own = {
    barcode: row.barcode === null ? before.barcode : normaliseCode(row.barcode),
    stockCode: row.stockCode === null ? before.stockCode : normaliseCode(row.stockCode),
  };
  const same = own.barcode === before.barcode && own.stockCode === before.stockCode;
  return {
    result: same ? { ...result, outcome: 'same' } : result,
    change: same ? null : { line: row.line, origins, own },
  };
}

function refused(result: CodeResult, outcome: CodeResult['outcome']): Judged {
  return { result: { ...result, outcome }, change: null };
}

function refusedFor(database: Database, result: CodeResult, holder: string): Judged {
  const [origins] = listOrigins(database, 'variant', holder);
  const sharedName = origins === undefined ? null : nameOf(origins);
  return { result: { ...result, outcome: 'duplicate', sharedWith: holder, sharedName }, change: null };
}

function nameOf({ title, optionText }: VariantOrigins): VariantName {
  return { title, optionText };
}

/** Option values in words stand in any order and between any of the usual separators. */
function fitsOption(option: CodeImportRow['option'], origins: VariantOrigins): boolean {
  if (option === null) return true;
  if ('optionValueIds' in option) {
    return [...option.optionValueIds].sort().join('+') === [...origins.optionValueIds].sort().join('+');
  }
  return partsOf(option.text) === partsOf(origins.optionText);
}

function partsOf(text: string): string {
  return text
    .split(/[/|;,]/)
    .map(foldKey)
    .filter((part) => part !== '')
    .sort()
    .join('\n');
}

/** Two lines for one variant that say the same are one; that say different things, nobody knows which is right. */
function refuseNamedTwice(judged: readonly Judged[]): readonly Judged[] {
  const said = new Map<string, Set<string>>();
  for (const { change } of judged) {
    if (change === null) continue;
    const { variantId } = change.origins;
    said.set(variantId, (said.get(variantId) ?? new Set()).add(JSON.stringify(change.own)));
  }
  return judged.map((each) =>
    each.change !== null && (said.get(each.change.origins.variantId)?.size ?? 0) > 1
      ? refused(each.result, 'named-twice')
      : each,
  );
}

/**
 * Refuses barcodes that another variant would have too once all of it was kept; two that swap theirs may. Refusing one
 * leaves its old barcode in place, which can refuse another, so it is looked at until nothing more falls out.
 */
function refuseShared(database: Database, judged: readonly Judged[]): readonly Judged[] {
  let standing = judged;
  for (;;) {
    const next = refuseSharedOnce(database, standing);
    if (next === null) return standing;
    standing = next;
  }
}

function refuseSharedOnce(database: Database, judged: readonly Judged[]): readonly Judged[] | null {
  const changing = new Map<string, string>();
  const wanted = new Map<string, string[]>();
  for (const { change } of judged) {
    if (change?.own.barcode == null) continue;
    const { variantId } = change.origins;
    if (changing.get(variantId) === change.own.barcode) continue;
    changing.set(variantId, change.own.barcode);
    wanted.set(change.own.barcode, [...(wanted.get(change.own.barcode) ?? []), variantId]);
  }
  const holderBeside = (barcode: string, variantId: string): string | null =>
    wanted.get(barcode)?.find((other) => other !== variantId) ??
    listVariantsWithBarcode(database, barcode).find(
      (other) => other !== variantId && (changing.get(other) ?? barcode) === barcode,
    ) ??
    null;
  let fell = false;
  const next = judged.map((each) => {
    const barcode = each.change?.own.barcode ?? null;
    // What has it already keeps it: the line is about the other code.
    if (each.change === null || barcode === null || barcode === each.change.origins.barcode) return each;
    const holder = holderBeside(barcode, each.change.origins.variantId);
    if (holder === null) return each;
    fell = true;
    return refusedFor(database, each.result, holder);
  });
  return fell ? next : null;
}

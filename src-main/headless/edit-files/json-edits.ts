import { isFieldName } from '#common/product-field.ts';
import { readMode } from './csv-edits.ts';
import { IDENTIFIERS, type FileEdit } from './file-edit.ts';
import type { Fault, FaultCode } from '#common/file-fault.ts';
import { readFieldJson } from './field-json.ts';

const KEYS = [...IDENTIFIERS, 'field', 'value', 'mode', 'base'] as const;

/** Reads a JSON array of `{productId|model|barcode, field, value, mode?, base?}`. A key not known is a fault. */
export function readJsonEdits(text: string): {
  readonly edits: readonly FileEdit[];
  readonly faults: readonly Fault[];
} {
  const parsed = parseJson(text);
  if ('code' in parsed) return { edits: [], faults: [parsed] };
  if (!Array.isArray(parsed.json)) return { edits: [], faults: [fault(1, '', 'not-a-list')] };
  const lines = elementLines(text);
  const edits: FileEdit[] = [];
  const faults: Fault[] = [];
  for (const [at, element] of (parsed.json as readonly unknown[]).entries()) {
    const found = readElement(element, lines[at] ?? 1);
    if ('code' in found) faults.push(found);
    else edits.push(found);
  }
  return { edits, faults };
}

function readElement(element: unknown, line: number): FileEdit | Fault {
  if (typeof element !== 'object' || element === null || Array.isArray(element)) {
    return fault(line, '', 'not-an-object');
  }
  const given: Readonly<Record<string, unknown>> = { ...element };
  const foreign = Object.keys(given).find((key) => !KEYS.some((known) => known === key));
  if (foreign !== undefined) return fault(line, foreign, 'unknown-key', foreign);
  const product = readProduct(given, line);
  if ('line' in product) return product;
  const { field, mode: modeText = '' } = given;
  if (typeof field !== 'string' || !isFieldName(field)) {
    return fault(line, 'field', field === undefined ? 'missing' : 'unknown-field', show(field));
  }
  if (!Object.hasOwn(given, 'value')) return fault(line, 'value', 'missing');
  const mode = typeof modeText === 'string' ? readMode(field, modeText) : { code: 'unknown-mode' as const };
  if (typeof mode === 'object' && mode !== null) return fault(line, 'mode', mode.code, show(modeText));
  const value = readFieldJson(field, given['value']);
  if (!value.ok) return fault(line, 'value', value.code, show(given['value']));
  const base = Object.hasOwn(given, 'base') ? readFieldJson(field, given['base']) : null;
  if (base && !base.ok) return fault(line, 'base', base.code, show(given['base']));
  return {
    line,
    column: 'value',
    product,
    field,
    value: value.value,
    mode,
    base: base ? base.value : undefined,
  };
}

function readProduct(given: Readonly<Record<string, unknown>>, line: number): FileEdit['product'] | Fault {
  const named = IDENTIFIERS.filter((key) => given[key] !== undefined);
  const by = named[0];
  if (by === undefined) return fault(line, '', 'no-identifier');
  if (named.length > 1) return fault(line, named[1]!, 'several-identifiers', named.join(', '));
  const code = given[by];
  // A barcode as a number has lost its leading zeros, or will: ids alone may be numbers.
  const text = by === 'productId' && typeof code === 'number' ? String(code) : code;
  if (typeof text !== 'string') return fault(line, by, 'wrong-kind', show(code));
  return text.trim() === '' ? fault(line, by, 'empty') : { by, code: text.trim() };
}

function parseJson(text: string): { readonly json: unknown } | Fault {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // V8 tells the place in words; where it does not, the text ended too early.
    const told = /line (\d+) column (\d+)/.exec(error.message);
    const at = /position (\d+)/.exec(error.message);
    const before = at ? text.slice(0, Number(at[1])) : text.trimEnd();
    const line = told ? Number(told[1]) : before.split('\n').length;
    return fault(line, told ? `${told[2]}` : '', 'not-json', '');
  }
}

/** The line on which each element of the outermost array begins. The text must be valid JSON. */
function elementLines(text: string): readonly number[] {
  const lines: number[] = [];
  let [line, depth, inString, waiting] = [1, 0, false, false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (character === '\n') line += 1;
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
      continue;
    }
    if (waiting && !/[\s\]]/.test(character)) {
      lines.push(line);
      waiting = false;
    }
    if (character === '"') inString = true;
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth === 1) waiting = true;
    } else if (character === ']' || character === '}') depth -= 1;
    else if (character === ',' && depth === 1) waiting = true;
  }
  return lines;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function fault(line: number, column: string, code: FaultCode, found = ''): Fault {
  return { line, column, code, found: found.slice(0, 40) };
}

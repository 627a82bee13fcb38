import { foldKey } from '#common/turkish-text.ts';
import { fieldOf, isStock, type FieldName } from '#common/product-field.ts';
import type { EditRemark, NewEdit } from '#contract/edits.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import type { EditingFacts, ProductRow, ProductValues } from '#contract/products.ts';
import { isList, isSameValue, type FieldValue } from '#contract/product-value.ts';
import type { Fault, FaultCode } from '#common/file-fault.ts';
import type { FileEdit } from '../edit-files/file-edit.ts';
import { allRows } from './all-rows.ts';
import type { EngineClient } from './profile.ts';

/** An edit as it will be kept, and what the merchant sees of the field before and after it. */
export type ResolvedEdit = {
  readonly line: number;
  readonly title: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
  readonly edit: NewEdit;
};

export type Resolved = {
  readonly edits: readonly ResolvedEdit[];
  /** Asked for, but seen so already. */
  readonly unchanged: number;
  readonly faults: readonly Fault[];
  /** What can be said without the engine: fields that the product does not have. */
  readonly remarks: readonly EditRemark[];
};

/** So many products are looked at in one call, and a word is said about each of them. */
const CHUNK = 500;

type Placed = { readonly from: FileEdit; readonly productId: string; readonly value: FieldValue };

/**
 * Finds the product of every edit, ids for names of manufacturers and categories, and the value that each edit starts
 * from: the shop's as last read, where the file does not tell what the merchant saw. Rejects with `product/not-read`
 * where a product's values were never read and the shop can't be asked.
 */
export async function resolveEdits(
  client: EngineClient,
  wanted: readonly FileEdit[],
  onProgress: (done: number, total: number) => void,
): Promise<Resolved> {
  const find = await productFinder(client, wanted);
  const facts = await client.products.facts();
  const faults: Fault[] = [];
  const placed: Placed[] = [];
  for (const from of wanted) {
    const productIds = find(from);
    const choice = readChoice(from.field, from.value, facts);
    if (productIds.length !== 1) {
      const code = productIds.length === 0 ? 'no-such-product' : 'several-products';
      faults.push({ line: from.line, column: from.product.by, code, found: from.product.code });
    } else if ('code' in choice) {
      faults.push({ line: from.line, column: from.column, ...choice });
    } else {
      placed.push({ from, productId: productIds[0]!, value: choice.value });
    }
  }
  const resolved = await withValues(client, placed, { faults, onProgress });
  return { ...resolved, faults };
}

/** Ids are taken as they are; models and barcodes are looked up among all products, which are then read once. */
async function productFinder(
  client: EngineClient,
  wanted: readonly FileEdit[],
): Promise<(edit: FileEdit) => readonly string[]> {
  if (wanted.every(({ product }) => product.by === 'productId')) return ({ product }) => [product.code];
  const { rows } = await allRows((window) =>
    client.products.page({ ...window, search: '', filter: 'all', sort: 'productId', descending: false }),
  );
  const byModel = Map.groupBy(rows, (row: ProductRow) => row.model);
  const byBarcode = Map.groupBy(rows, (row: ProductRow) => row.barcode.trim());
  return ({ product }) => {
    if (product.by === 'productId') return [product.code];
    const found = (product.by === 'model' ? byModel : byBarcode).get(product.code) ?? [];
    return found.map(({ productId }) => productId);
  };
}

type Choice = { readonly value: FieldValue } | { readonly code: FaultCode; readonly found: string };

/** A manufacturer's or category's id for its name. Ids stay: whether the shop has them is judged by the engine. */
function readChoice(field: FieldName, value: FieldValue, facts: EditingFacts | null): Choice {
  const { kind } = fieldOf(field);
  if (kind === 'manufacturer' && typeof value === 'string') {
    const names = facts?.manufacturers.map((one) => ({ id: one.manufacturerId, name: one.name })) ?? [];
    const found = idOf(value, names);
    return 'code' in found ? found : { value: found.id };
  }
  if (kind !== 'categories' || !isList(value)) return { value };
  const paths = facts?.categories.map((one) => ({ id: one.categoryId, name: one.path })) ?? [];
  const found = value.map((category) => idOf(category, paths));
  const wrong = found.find((each) => 'code' in each);
  if (wrong) return wrong;
  return { value: found.flatMap((each) => ('id' in each ? [each.id] : [])) };
}

function idOf(
  text: string,
  choices: readonly { readonly id: string; readonly name: string }[],
): { readonly id: string } | { readonly code: FaultCode; readonly found: string } {
  if (/^\d+$/.test(text)) return { id: text };
  const found = choices.filter(({ name }) => foldKey(name) === foldKey(text));
  if (found.length === 1) return { id: found[0]!.id };
  return { code: found.length === 0 ? 'no-such-choice' : 'several-choices', found: text };
}

async function withValues(
  client: EngineClient,
  placed: readonly Placed[],
  { faults, onProgress }: { faults: Fault[]; onProgress: (done: number, total: number) => void },
): Promise<Omit<Resolved, 'faults'>> {
  const edits: ResolvedEdit[] = [];
  const remarks: EditRemark[] = [];
  let unchanged = 0;
  const byProduct = Map.groupBy(placed, (one) => one.productId);
  for await (const [productId, ofProduct, values] of withSheets(client, byProduct, onProgress)) {
    if (values === undefined) {
      const { line, product } = ofProduct[0]!.from;
      faults.push({ line, column: product.by, code: 'no-such-product', found: product.code });
      continue;
    }
    faults.push(...twiceIn(ofProduct));
    for (const one of ofProduct) {
      const resolved = withValue(one, values);
      if (resolved === null) {
        remarks.push({
          productId,
          title: values.title,
          field: one.from.field,
          kind: 'error',
          code: 'no-such-field',
          params: {},
        });
      } else if (isSameValue(one.from.field, resolved.before, resolved.after)) {
        unchanged += 1;
      } else {
        edits.push(resolved);
      }
    }
  }
  return { edits, unchanged, remarks };
}

/** What a file asks of each product, beside what the product holds; undefined for one that the shop does not have. */
async function* withSheets(
  client: EngineClient,
  byProduct: ReadonlyMap<string, readonly Placed[]>,
  onProgress: (done: number, total: number) => void,
): AsyncGenerator<readonly [string, readonly Placed[], ProductValues | undefined]> {
  const productIds = [...byProduct.keys()];
  for (let start = 0; start < productIds.length; start += CHUNK) {
    if (start > 0) onProgress(start, productIds.length);
    const chunk = productIds.slice(start, start + CHUNK);
    const found = await client.products.sheets({ productIds: chunk });
    const values = new Map(found.map((each) => [each.productId, each]));
    for (const productId of chunk) yield [productId, byProduct.get(productId) ?? [], values.get(productId)];
  }
}

/** Named once by its id and once by its model, a product's field can stand in a file twice. */
function twiceIn(placed: readonly Placed[]): readonly Fault[] {
  const first = new Map<FieldName, number>();
  return placed.flatMap(({ from }): readonly Fault[] => {
    const earlier = first.get(from.field);
    if (earlier !== undefined) {
      return [{ line: from.line, column: from.column, code: 'twice', found: String(earlier) }];
    }
    first.set(from.field, from.line);
    return [];
  });
}

/** Null where the product has no such field. */
function withValue({ from, productId, value }: Placed, values: ProductValues): ResolvedEdit | null {
  const { field } = from;
  const inShop = valueIn(values.sheet, field);
  const before = valueIn(values.seen, field);
  if (values.sheet === null && fieldOf(field).kind !== 'cost') {
    throw new ProblemError(problem('product/not-read', { productId }));
  }
  if (inShop === undefined || before === undefined) return null;
  // Stock is wanted as a number and kept as the difference from what was seen: sales meanwhile still count.
  const mode = from.mode ?? (isStock(fieldOf(field)) ? 'difference' : 'set');
  const base = from.base ?? inShop;
  const counts = mode === 'difference' && typeof inShop === 'number';
  const after = counts ? inShop + Number(value) - Number(base) : value;
  return {
    line: from.line,
    title: values.title,
    before,
    after,
    edit: { productId, field, base, mine: value, mode },
  };
}

/** As in the engine: without a key, an attribute is not there and a cost not known, which is null. */
function valueIn(sheet: ProductValues['sheet'], field: FieldName): FieldValue | undefined {
  const value = sheet !== null && Object.hasOwn(sheet, field) ? sheet[field] : undefined;
  if (value !== undefined) return value;
  const { kind } = fieldOf(field);
  return kind === 'attribute' || kind === 'cost' ? null : undefined;
}

import type { FieldName } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { FieldChange, ProductWriteResult, StorePort, StoreSheet } from '#engine/store/port.ts';
import { OPENCART_SETTINGS } from './opencart-under-test.ts';

type Written = Extract<ProductWriteResult, { kind: 'written' }>;

/** Mark and write in one go, as a merchant's edit reaches the shop. */
export class EditSession {
  readonly store: StorePort;

  constructor(store: StorePort) {
    this.store = store;
  }

  async sheet(productId: string): Promise<StoreSheet> {
    const [found] = await this.store.readSheets([productId], { settings: OPENCART_SETTINGS });
    if (found === undefined) throw new Error(`product ${productId} has no sheet`);
    return found;
  }

  async write(productId: string, changes: readonly FieldChange[]): Promise<ProductWriteResult> {
    const options = { settings: OPENCART_SETTINGS, reach: () => undefined };
    const mark = await this.store.markProductWrite(productId, options);
    if (mark === null) throw new Error(`product ${productId} is gone`);
    return this.store.writeProduct({ ...mark, productId, changes }, options);
  }

  /** Sets fields over what the shop holds now. */
  async set(productId: string, values: Readonly<Partial<Record<FieldName, FieldValue>>>): Promise<Written> {
    const { sheet } = await this.sheet(productId);
    // Object.entries widens the keys to texts.
    const changes = (Object.entries(values) as [FieldName, FieldValue][]).map(([field, value]) => ({
      kind: 'set' as const,
      field,
      expected: sheet[field] ?? null,
      value,
    }));
    return writtenOf(await this.write(productId, changes));
  }

  async add(productId: string, field: FieldName, difference: number): Promise<Written> {
    return writtenOf(await this.write(productId, [{ kind: 'add', field, difference, floor: 'none' }]));
  }
}

function writtenOf(result: ProductWriteResult): Written {
  if (result.kind !== 'written') throw new Error(`not written: ${result.kind}`);
  return result;
}

import { assertNever } from '#common/assert-never.ts';
import { CategoryFields, EnabledFields, ManufacturerFields, TextFields } from './bulk-choice-fields.tsx';
import { CostFields, PriceFields, QuantityFields, SpecialFields } from './bulk-figure-fields.tsx';
import type { BulkParts } from './bulk-inputs.tsx';

/** The inputs of the chosen kind of change. */
export function BulkFields(parts: BulkParts): React.ReactNode {
  switch (parts.draft.what) {
    case 'price':
      return <PriceFields {...parts} />;
    case 'cost':
      return <CostFields {...parts} />;
    case 'quantity':
      return <QuantityFields {...parts} />;
    case 'enabled':
      return <EnabledFields {...parts} />;
    case 'manufacturer':
      return <ManufacturerFields {...parts} />;
    case 'categories':
      return <CategoryFields {...parts} />;
    case 'special':
      return <SpecialFields {...parts} />;
    case 'text':
      return <TextFields {...parts} />;
    default:
      return assertNever(parts.draft.what, 'what a bulk change changes');
  }
}

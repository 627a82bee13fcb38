import type { CodePage, CodeQuery } from '#contract/codes.ts';
import { findCodeWindow } from '../cache/tables/variant-code-page.ts';
import { readStoreRow } from '../cache/tables/store.ts';
import { findVariant } from '../cache/tables/variant.ts';
import type { EngineContext } from '../context.ts';
import { importCodes, setCodes } from '../jobs/keep-codes.ts';
import { viewCodes } from '../linking/own-codes.ts';
import { once, os } from './implement.ts';

export const codesHandlers = {
  page: os.codes.page.handler(({ input, context }) => page(context, input)),
  set: os.codes.set.handler(({ input, context }) =>
    once(context, 'codes.set', input.requestId, () => setCodes(context, input.variantId, input.own)),
  ),
  import: os.codes.import.handler(({ input, context }) =>
    once(context, 'codes.import', input.requestId, () =>
      importCodes(context, input.rows, { apply: input.apply }),
    ),
  ),
};

/** Empty while no shop is connected: which column a code would come from is then not known. */
function page({ database }: EngineContext, query: CodeQuery): CodePage {
  const settings = readStoreRow(database)?.settings;
  if (settings === undefined) return { rows: [], total: 0 };
  const { variantIds, total } = findCodeWindow(database, query);
  const rows = variantIds.flatMap((variantId) => {
    const variant = findVariant(database, variantId);
    const view = viewCodes(database, settings, variantId);
    if (!variant || !view) return [];
    const { barcode, stockCode } = view.shop;
    return [
      {
        variant,
        own: { ...view.own },
        shop: { barcode: barcode.code, stockCode: stockCode.code },
        sources: { barcode: barcode.source, stockCode: stockCode.source },
      },
    ];
  });
  return { rows, total };
}

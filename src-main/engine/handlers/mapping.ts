import { isProblemError } from '#contract/problem.ts';
import { categoryPath } from '../cache/tables/catalogue.ts';
import { acceptCertain } from '../publishing/accept-certain.ts';
import {
  copyAttributes,
  keepAttributeSource,
  keepBrand,
  keepCategories,
  keepValues,
} from '../publishing/keep-mapping.ts';
import { attributeRows, brandRows, categoryRows } from '../publishing/map-shop.ts';
import { coverage } from '../publishing/mapping-coverage.ts';
import { ensureMappedLists } from '../publishing/read-catalogue.ts';
import type { EngineContext } from '../context.ts';
import { once, os } from './implement.ts';

export const mappingHandlers = {
  categories: os.mapping.categories.handler(({ input, context }) => categoryRows(context, input)),
  setCategories: os.mapping.setCategories.handler(({ input, context }) =>
    once(context, 'mapping.setCategories', input.requestId, () => {
      keepCategories(context, input);
      return coverage(context, input.channelId);
    }),
  ),
  brands: os.mapping.brands.handler(({ input, context }) => brandRows(context, input)),
  setBrand: os.mapping.setBrand.handler(({ input, context }) =>
    once(context, 'mapping.setBrand', input.requestId, () => {
      keepBrand(context, input);
      return coverage(context, input.channelId);
    }),
  ),
  attributes: os.mapping.attributes.handler(async ({ input, context }) => ({
    categoryPath: categoryPath(context.database, input.channelId, input.categoryId),
    rows: await attributeRows(context, input.channelId, input.categoryId),
  })),
  setAttribute: os.mapping.setAttribute.handler(({ input, context }) =>
    once(context, 'mapping.setAttribute', input.requestId, async () => {
      keepAttributeSource(context, input);
      await readLists(context, input);
      return coverage(context, input.channelId);
    }),
  ),
  setValues: os.mapping.setValues.handler(({ input, context }) =>
    once(context, 'mapping.setValues', input.requestId, () => ({ changed: keepValues(context, input) })),
  ),
  copyAttributes: os.mapping.copyAttributes.handler(({ input, context }) =>
    once(context, 'mapping.copyAttributes', input.requestId, () => copyAttributes(context, input)),
  ),
  acceptCertain: os.mapping.acceptCertain.handler(({ input, context }) =>
    once(context, 'mapping.acceptCertain', input.requestId, () => acceptCertain(context, input.channelId)),
  ),
  coverage: os.mapping.coverage.handler(({ input, context }) => coverage(context, input.channelId)),
};

/** The list that the source chooses from, so that what is held shows at once. Publishing reads it again where it failed. */
async function readLists(
  context: EngineContext,
  { channelId, categoryId }: { readonly channelId: string; readonly categoryId: string },
): Promise<void> {
  try {
    await ensureMappedLists(context, channelId, categoryId);
  } catch (error) {
    if (!isProblemError(error)) throw error;
    context.host.logger.warn('attribute-values-not-read', { channelId, code: error.problem.code });
  }
}

import { listValues } from '../cache/tables/catalogue-attributes.ts';
import type { EngineContext } from '../context.ts';
import type { AttributeValue, MarketplaceAttribute } from '../marketplaces/kit/catalogue.ts';

/** Lists that are kept because somebody chooses from them: they are read anew with the attributes that they belong to. */
export async function readKeptLists(
  context: EngineContext,
  of: {
    readonly channelId: string;
    readonly categoryId: string;
    readonly attributes: readonly MarketplaceAttribute[];
  },
  signal?: AbortSignal,
): Promise<
  readonly { readonly attribute: MarketplaceAttribute; readonly values: readonly AttributeValue[] }[]
> {
  const { channelId, categoryId } = of;
  const { connection } = context.channels.open(channelId);
  const lists = [];
  for (const attribute of of.attributes) {
    const place = { channelId, categoryId, attributeId: attribute.attributeId };
    if (attribute.valuesComplete || !connection.readAttributeValues) continue;
    if (listValues(context.database, place).length === 0) continue;
    const values: AttributeValue[] = [];
    const { attributeId } = attribute;
    for await (const page of connection.readAttributeValues({ categoryId, attributeId }, signal))
      values.push(...page);
    // An empty list is not believed: nobody could publish to the category any more.
    if (values.length > 0) lists.push({ attribute, values });
  }
  return lists;
}

import { fromMarketplaceNumber } from '#common/money.ts';
import type { OutgoingOffer } from '../../gateway/port.ts';
import { readSoap } from '../kit/soap.ts';
import type { XmlNode } from '../kit/xml.ts';
import type { GittiGidiyorEndpoint } from './endpoints.ts';
import { variantListingId } from './listing-id.ts';
import { nodeAt, nodesAt, textAt } from './xml-fields.ts';

/** Every endpoint whose body carries stock or prices. */
const CARRIERS: ReadonlySet<string> = new Set<GittiGidiyorEndpoint>([
  'updateStock',
  'updateStockAndActivateProduct',
  'updateVariantStock',
  'updatePrice',
  'updateMarketPrice',
  'insertAndActivateProduct',
  'updateProduct',
]);

/**
 * Stock and prices out of a final body, for the last gate: what buyers would see, listing by listing (see `withNotes`).
 * Creations are named by the shop's own code.
 *
 * @throws SyntaxError for a body that is none of this adapter's.
 */
export function readOfferBody(endpoint: string, bodyText: string): readonly OutgoingOffer[] | null {
  if (!CARRIERS.has(endpoint)) return null;
  const answer = readSoap(bodyText, { attributes: true });
  const call = answer.kind === 'body' ? nodeAt(answer.body, endpoint) : undefined;
  if (call === undefined) throw new SyntaxError(`no ${endpoint} in the body`);
  const sold = Number(/<!-- sold: (\d+) -->/.exec(bodyText)?.[1] ?? '0');
  const product = nodeAt(call, 'product');
  const productId = textAt(call, 'productId') || textAt(call, 'itemId');
  if (product !== undefined) return productOffers(productId, product, sold);
  const variantId = textAt(call, 'variantId');
  const total = textAt(call, 'stock');
  const figures = {
    quantity: total === '' ? null : Math.max(0, Number(total) - sold),
    salePriceE4: fromMarketplaceNumber(textAt(call, 'price')) ?? priceBeside(bodyText),
    listPriceE4: fromMarketplaceNumber(textAt(call, 'marketPrice')),
  };
  const named = /variants: ([\w ]+) -->/.exec(bodyText)?.[1] ?? '';
  const variantIds = variantId === '' ? named.split(' ') : [variantId];
  return variantIds.map((id) => ({
    externalId: id === '' ? productId : variantListingId(productId, id),
    ...figures,
  }));
}

/** The sale price that a list price will stand beside: a call of theirs carries one of the two alone. */
function priceBeside(bodyText: string): number | null {
  const told = /<!-- price: (\d+) -->/.exec(bodyText)?.[1];
  return told === undefined ? null : Number(told);
}

function productOffers(productId: string, product: XmlNode, sold: number): readonly OutgoingOffer[] {
  const prices = {
    salePriceE4: fromMarketplaceNumber(textAt(product, 'buyNowPrice')),
    listPriceE4: fromMarketplaceNumber(textAt(product, 'marketPrice')),
  };
  const variants = nodesAt(product, 'variantGroups', 'variantGroup').flatMap((group) =>
    nodesAt(group, 'variants', 'variant'),
  );
  if (variants.length > 0)
    return variants.map((variant) => {
      const variantId = textAt(variant, '@variantId');
      const quantity =
        Number(textAt(variant, 'quantity') || '0') - Number(textAt(variant, 'soldCount') || '0');
      return {
        externalId: variantId === '' ? textAt(variant, 'stockCode') : variantListingId(productId, variantId),
        quantity: Math.max(0, quantity),
        ...prices,
      };
    });
  const total = textAt(product, 'productCount');
  return [
    {
      externalId: productId,
      quantity: total === '' ? null : Math.max(0, Number(total) - sold),
      ...prices,
    },
  ];
}

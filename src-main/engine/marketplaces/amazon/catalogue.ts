import { z } from 'zod';
import { judgeGtin } from '#common/gtin.ts';
import type { BuyBox, CatalogueMatch } from '../kit/catalogue.ts';
import { PRIORITY } from '../kit/priority.ts';
import { wireId, wireList, wireText } from '../kit/wire-values.ts';
import { postCompetitiveSummary, postFeesEstimate, searchCatalogue as searchRequest } from './api.ts';
import type { AmazonClient, ReadOptions } from './client.ts';
import { figuresOf, readItems } from './read-listings.ts';
import { amountOf } from './wire.ts';
import { CompetitiveSummaries, FeesEstimates } from './wire-money.ts';

/** 1…20 requests in one batch, of both services (sheet §10). */
const PER_BATCH = 20;

const CatalogueItems = z.looseObject({
  items: wireList(
    z.looseObject({
      asin: wireId,
      summaries: wireList(z.looseObject({ marketplaceId: wireText, itemName: wireText, brand: wireText })),
      identifiers: wireList(
        z.looseObject({
          identifiers: wireList(z.looseObject({ identifier: wireText, identifierType: wireText })),
        }),
      ),
      images: wireList(
        z.looseObject({ images: wireList(z.looseObject({ link: wireText, variant: wireText })) }),
      ),
    }),
  ),
});

/**
 * Entries of Amazon's catalogue for a barcode, or for words. One barcode may have several, or none: the merchant chooses, never
 * "the first" (sheet §5). A barcode that is none is not asked for.
 */
export async function searchCatalogue(
  client: AmazonClient,
  { barcode, text }: { readonly barcode?: string; readonly text?: string },
  signal?: AbortSignal,
): Promise<readonly CatalogueMatch[]> {
  const code = barcode?.trim() ?? '';
  const words = text?.trim() ?? '';
  const byCode = judgeGtin(code) === 'valid';
  if (!byCode && words === '') return [];
  const request = byCode
    ? searchRequest(client, { identifiers: code, identifiersType: kindOfCode(code) })
    : searchRequest(client, {
        keywords: words
          .split(/[\s,]+/)
          .slice(0, 20)
          .join(','),
      });
  const { items } = await client.read(request, CatalogueItems, { priority: PRIORITY.content, signal });
  return items.flatMap(({ asin, summaries, identifiers, images }) => {
    if (asin === null) return [];
    const pictures = images.flatMap((each) => each.images);
    const codes = identifiers.flatMap((each) => each.identifiers);
    const summary =
      summaries.find(({ marketplaceId }) => marketplaceId === client.site.marketplaceId) ?? summaries[0];
    return [
      {
        catalogueId: asin,
        title: [summary?.brand, summary?.itemName].filter(Boolean).join(' – '),
        barcode:
          codes.find(({ identifier }) => identifier === code)?.identifier ??
          codes.find(({ identifierType }) => /^(?:EAN|GTIN|UPC)$/i.test(identifierType))?.identifier ??
          '',
        imageUrl: (pictures.find(({ variant }) => variant === 'MAIN') ?? pictures[0])?.link || null,
        productUrl: `https://www.${client.site.domain}/dp/${encodeURIComponent(asin)}`,
      },
    ];
  });
}

function kindOfCode(code: string): string {
  if (code.length === 12) return 'UPC';
  return code.length === 14 ? 'GTIN' : 'EAN';
}

/** Who has the featured offer of each listing's page. Only the winner is told, so there is no rank beyond the first. */
export async function readBuyBox(
  client: AmazonClient,
  skus: readonly string[],
  signal?: AbortSignal,
): Promise<readonly BuyBox[]> {
  const options: ReadOptions = { priority: PRIORITY.insight, signal };
  const asins = await asinsOf(client, skus, options);
  const pages = new Map<string, Omit<BuyBox, 'externalId'>>();
  const wanted = [...new Set(asins.values())];
  for (let at = 0; at < wanted.length; at += PER_BATCH) {
    const request = postCompetitiveSummary(client, wanted.slice(at, at + PER_BATCH));
    const { responses } = await client.read(request, CompetitiveSummaries, options);
    for (const { body } of responses) {
      if (!body || body.asin === '') continue;
      const featured = body.featuredBuyingOptions.flatMap((each) => each.segmentedFeaturedOffers)[0];
      const lowest = body.lowestPricedOffers.flatMap((each) => each.offers);
      const mine = featured === undefined ? null : featured.sellerId === client.sellerId;
      pages.set(body.asin, {
        rank: mine === true ? 1 : null,
        mine,
        winningPriceE4: amountOf(featured?.listingPrice),
        sellers: lowest.length === 0 ? null : new Set(lowest.map(({ sellerId }) => sellerId)).size,
        at: client.context.clock.now(),
      });
    }
  }
  return [...asins].flatMap(([externalId, asin]) => {
    const page = pages.get(asin);
    return page ? [{ externalId, ...page }] : [];
  });
}

async function asinsOf(
  client: AmazonClient,
  skus: readonly string[],
  options: ReadOptions,
): Promise<ReadonlyMap<string, string>> {
  const items = await readItems(client, skus, options);
  const { marketplaceId } = client.site;
  return new Map(
    [...items].flatMap(([sku, { summaries }]) => {
      const summary = summaries.find((each) => each.marketplaceId === marketplaceId) ?? summaries[0];
      return summary && summary.asin !== '' ? [[sku, summary.asin] as const] : [];
    }),
  );
}

/** Amazon's referral fee at today's price, as a share of it: an estimate, as Amazon itself calls it. */
export async function readCommissions(
  client: AmazonClient,
  skus: readonly string[],
  signal?: AbortSignal,
): Promise<readonly { readonly externalId: string; readonly percent: number }[]> {
  const options: ReadOptions = { priority: PRIORITY.insight, signal };
  const items = await readItems(client, skus, options);
  const prices = [...items].flatMap(([sku, item]) => {
    const price = figuresOf(client, item).salePriceE4;
    return price !== null && price > 0 ? [[sku, price] as const] : [];
  });
  const shares: { externalId: string; percent: number }[] = [];
  for (let at = 0; at < prices.length; at += PER_BATCH) {
    const asked = new Map(prices.slice(at, at + PER_BATCH));
    const questions = [...asked].map(([sku, price]) => ({ sku, price: price / 10_000 }));
    const estimates = await client.read(postFeesEstimate(client, questions), FeesEstimates, options);
    for (const { FeesEstimateIdentifier, FeesEstimate } of estimates) {
      const price = asked.get(FeesEstimateIdentifier?.IdValue ?? '');
      const fee = FeesEstimate?.FeeDetailList.find(({ FeeType }) => /referral/i.test(FeeType));
      const amount = amountOf(fee?.FinalFee) ?? amountOf(fee?.FeeAmount);
      if (price === undefined || amount === null) continue;
      shares.push({
        externalId: FeesEstimateIdentifier!.IdValue,
        percent: Math.round((amount / price) * 10_000) / 100,
      });
    }
  }
  return shares;
}

import type { CapabilityState, Marketplace } from '#contract/channels.ts';
import type { CatalogueState } from '#contract/marketplace-catalogue.ts';
import type {
  MappingCoverage,
  PublishAction,
  PublishCandidate,
  PublishPreview,
  PublishRun,
  PublishWish,
} from '#contract/publishing.ts';
import { someMarketplace } from '../support/page-data.ts';

const AT = '2026-11-24T10:00:00.000Z';

export const COVERAGE: MappingCoverage = {
  products: 10,
  withCategory: 8,
  withBrand: 9,
  shopCategories: 4,
  shopCategoriesMapped: 3,
  manufacturers: 2,
  manufacturersMapped: 1,
  requiredAttributes: 5,
  requiredAttributesMapped: 2,
  percent: 70,
};

/** A variant that is listed and on sale. */
export function candidate(index: number, changes: Partial<PublishCandidate> = {}): PublishCandidate {
  return {
    variantId: `variant-${index}`,
    productId: `product-${index}`,
    title: `Tişört ${index}`,
    optionText: '',
    stockCode: `TS-${index}`,
    barcode: `869000000000${index}`,
    imageUrl: null,
    shopCategories: ['Giyim'],
    categoryPath: 'Giyim > Tişört',
    listing: { listingId: `listing-${index}`, externalId: `E-${index}`, state: 'on-sale' },
    readiness: 'listed',
    faults: [],
    draft: null,
    ...changes,
  };
}

/** What a marketplace says of doing things with listings: all of it works but what is named here with its reason. */
export function marketplaceWith(refused: Readonly<Record<string, string>> = {}): Marketplace {
  const names = ['listing-update-content', 'listing-archive', 'listing-unlock', 'listing-delete'];
  const capabilities = names.map((capability): CapabilityState => {
    const reason = refused[capability];
    const label = { tr: capability, en: capability };
    return reason === undefined
      ? { capability, label, state: 'works', reason: null }
      : { capability, label, state: 'not-offered', reason: { tr: reason, en: reason } };
  });
  return { ...someMarketplace(), capabilities };
}

/** The preview of a wish about chosen variants: all of them may go but those that are held with a sentence. */
export function previewOf(wish: PublishWish, held: Readonly<Record<string, string>> = {}): PublishPreview {
  const variantIds = wish.selection.by === 'variants' ? wish.selection.variantIds : [];
  const items = variantIds.map((variantId) => {
    const reason = held[variantId];
    return {
      variantId,
      listingId: null,
      stockCode: variantId,
      barcode: '',
      title: `Ürün ${variantId}`,
      ready: reason === undefined,
      faults:
        reason === undefined
          ? []
          : [{ field: 'state', message: { tr: reason, en: reason }, severity: 'error' as const }],
      verdict: null,
      draft: null,
    };
  });
  const ready = items.filter((item) => item.ready).length;
  return {
    channelId: wish.channelId,
    action: wish.action,
    items,
    ready,
    held: items.length - ready,
    requests: [
      {
        endpoint: 'some-endpoint',
        method: 'POST',
        url: 'https://marketplace.example/listings',
        bodyHash: 'a'.repeat(64),
        bodyText: '{"items":[]}',
        items: ready,
        waitMs: 0,
        stopped: null,
      },
    ],
  };
}

export function runOf(action: PublishAction, counts: Partial<PublishRun['counts']> = {}): PublishRun {
  return {
    runId: 'run-1',
    channelId: 'c1',
    channelName: 'Trendyol',
    sandbox: false,
    action,
    by: 'merchant',
    startedAt: AT,
    finishedAt: AT,
    counts: { waiting: 0, sent: 0, done: 0, failed: 0, unknown: 0, held: 0, ...counts },
    problem: null,
  };
}

export function catalogueState(changes: Partial<CatalogueState> = {}): CatalogueState {
  return {
    channelId: 'c1',
    marketplace: 'trendyol',
    offers: { categories: true, attributes: true, values: true, brands: true, choices: true },
    categories: { readAt: AT, version: 1, count: 900 },
    brands: { readAt: null, version: 0, count: 0 },
    choices: { readAt: AT, version: 1, count: 12 },
    attributeSets: 3,
    unseenChanges: 0,
    ...changes,
  };
}

import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { storeDocument, addressOf } from './feeds.ts';
import { shelfOf, textIn } from './listing-changes.ts';
import { invalid, isRecord, listOf, refuse, requireShop, type AmazonWorld, type Call } from './world.ts';

export function getParticipations({ world }: Call): SandboxAnswer {
  return jsonAnswer(200, {
    payload: [
      {
        marketplace: {
          id: world.state.credentials.marketplaceId,
          name: 'Amazon.com.tr',
          countryCode: 'TR',
          defaultCurrencyCode: 'TRY',
          defaultLanguageCode: 'tr_TR',
          domainName: 'www.amazon.com.tr',
        },
        participation: { isParticipating: true, hasSuspendedListings: false },
        storeName: 'Örnek Mağaza',
      },
    ],
  });
}

const TYPES = [
  ['SHIRT', 'Gömlek'],
  ['SHOES', 'Ayakkabı'],
  ['KITCHEN', 'Mutfak Ürünleri'],
  ['HOME', 'Ev Ürünleri'],
  ['TOYS_AND_GAMES', 'Oyuncak'],
] as const;

export function getProductTypes(call: Call): SandboxAnswer {
  const shop = requireShop(call);
  const words = (call.query.get('keywords') ?? '').toLocaleLowerCase('tr-TR');
  if (call.query.has('keywords') && call.query.has('itemName'))
    throw invalid('keywords or itemName, never both');
  const found = TYPES.filter(([name, label]) =>
    `${name} ${label}`.toLocaleLowerCase('tr-TR').includes(words),
  );
  return jsonAnswer(200, {
    productTypes: found.map(([name, displayName]) => ({ name, displayName, marketplaceIds: [shop] })),
    productTypeVersion: 'sandbox-1',
  });
}

export function getProductType(call: Call): SandboxAnswer {
  const shop = requireShop(call);
  const { world, params } = call;
  const type = TYPES.find(([name]) => name === params['productType']);
  if (!type) throw refuse(404, 'NOT_FOUND', 'Unknown product type');
  const documentId = storeDocument(world, JSON.stringify(schemaOf(shop)), 'application/json');
  return jsonAnswer(200, {
    schema: { link: { resource: addressOf(world, documentId), verb: 'GET' }, checksum: 'sandbox' },
    requirements: 'LISTING',
    requirementsEnforced: 'ENFORCED',
    propertyGroups: {},
    locale: 'tr_TR',
    marketplaceIds: [shop],
    productType: type[0],
    displayName: type[1],
    productTypeVersion: { version: 'sandbox-1', latest: true, releaseCandidate: false },
  });
}

/** A small schema in Amazon's manner: lists of objects with selectors, closed and open values, a nested measure. */
function schemaOf(shop: string): unknown {
  const list = (title: string, value: object, more: object = {}): object => ({
    title,
    type: 'array',
    minItems: 1,
    maxUniqueItems: 1,
    items: {
      type: 'object',
      required: ['value'],
      properties: { value, marketplace_id: { type: 'string', const: shop }, ...more },
    },
  });
  const text = { type: 'string', maxLength: 200 };
  return {
    $schema: 'https://schemas.amazon.com/selling-partners/definitions/product-types/meta-schema/v1',
    type: 'object',
    required: ['item_name', 'brand', 'product_description', 'country_of_origin', 'color', 'material'],
    properties: {
      item_name: list('Ürün adı', text),
      brand: list('Marka', text),
      product_description: list('Açıklama', text),
      country_of_origin: list('Menşe ülke', text),
      color: list('Renk', {
        anyOf: [
          { type: 'string' },
          { type: 'string', enum: ['blue', 'red'], enumNames: ['Mavi', 'Kırmızı'] },
        ],
      }),
      size: list('Beden', { type: 'string', enum: ['s', 'm', 'l'], enumNames: ['S', 'M', 'L'] }),
      material: list('Malzeme', text),
      batteries_required: list('Pil gerekir mi?', { type: 'boolean' }),
      variation_theme: {
        type: 'array',
        items: { type: 'object', properties: { name: { type: 'string', enum: ['SIZE/COLOR', 'SIZE'] } } },
      },
      item_dimensions: {
        title: 'Ölçüler',
        type: 'array',
        items: {
          type: 'object',
          required: ['length'],
          properties: {
            length: {
              title: 'Uzunluk',
              type: 'object',
              required: ['value', 'unit'],
              properties: { value: { type: 'number' }, unit: { type: 'string', enum: ['centimeters'] } },
            },
            marketplace_id: { type: 'string' },
          },
        },
      },
    },
  };
}

export function searchCatalogue(call: Call): SandboxAnswer {
  const shop = requireShop(call);
  const { world, query } = call;
  const codes = listOf(query, 'identifiers', 20);
  const words = listOf(query, 'keywords', 20).map((word) => word.toLocaleLowerCase('tr-TR'));
  if (codes.length > 0 === words.length > 0) throw invalid('identifiers or keywords, one of them');
  if (codes.length > 0 && query.get('identifiersType') === null) throw invalid('identifiersType is required');
  const found = Object.values(world.state.listings).filter(({ attributes }) => {
    const code = textIn(attributes, 'externally_assigned_product_identifier');
    const title = textIn(attributes, 'item_name').toLocaleLowerCase('tr-TR');
    return codes.length > 0 ? codes.includes(code) : words.every((word) => title.includes(word));
  });
  return jsonAnswer(200, {
    numberOfResults: found.length,
    items: found.slice(0, 20).map(({ asin, attributes, productType }) => ({
      asin,
      summaries: [
        {
          marketplaceId: shop,
          itemName: textIn(attributes, 'item_name'),
          brand: textIn(attributes, 'brand'),
        },
      ],
      identifiers: [
        {
          marketplaceId: shop,
          identifiers: [
            {
              identifier: textIn(attributes, 'externally_assigned_product_identifier'),
              identifierType: 'EAN',
            },
          ],
        },
      ],
      productTypes: [{ marketplaceId: shop, productType }],
      images: [],
    })),
  });
}

/** ASINs that begin with this may not be sold without an approval: for trying it out. */
const RESTRICTED = 'B0RESTR';

export function getRestrictions(call: Call): SandboxAnswer {
  const shop = requireShop(call);
  const asin = call.query.get('asin');
  if (asin === null || call.query.get('sellerId') === null) throw invalid('asin and sellerId are required');
  const reasons = [{ message: 'Bu markayı listelemek için onay gerekir.', reasonCode: 'APPROVAL_REQUIRED' }];
  const restricted = asin.startsWith(RESTRICTED);
  return jsonAnswer(200, {
    restrictions: restricted
      ? [{ marketplaceId: shop, conditionType: call.query.get('conditionType') ?? 'new_new', reasons }]
      : [],
  });
}

export function getInventory(call: Call): SandboxAnswer {
  requireShop(call);
  const { world, query } = call;
  if (query.get('granularityType') !== 'Marketplace' || query.get('granularityId') === null)
    throw invalid('granularityType and granularityId are required');
  const named = listOf(query, 'sellerSkus', 50);
  const found = Object.values(world.state.listings).filter(
    ({ sku, fbaQuantity }) => fbaQuantity !== undefined && (named.length === 0 || named.includes(sku)),
  );
  return jsonAnswer(200, {
    payload: {
      granularity: { granularityType: 'Marketplace', granularityId: query.get('granularityId') },
      inventorySummaries: found.map(({ sku, asin, fbaQuantity }) => ({
        sellerSku: sku,
        asin,
        totalQuantity: fbaQuantity,
        inventoryDetails: { fulfillableQuantity: fbaQuantity },
      })),
    },
  });
}

export function postCompetitiveSummary({ world, body }: Call): SandboxAnswer {
  const requests = isRecord(body) ? body['requests'] : null;
  if (!Array.isArray(requests) || requests.length === 0 || requests.length > 20)
    throw invalid('requests: 1 to 20');
  return jsonAnswer(200, { responses: requests.map((request: unknown) => summaryOf(world, request)) });
}

function summaryOf(world: AmazonWorld, request: unknown): unknown {
  const asin = isRecord(request) ? request['asin'] : null;
  const { marketplaceId, sellerId } = world.state.credentials;
  const listing = Object.values(world.state.listings).find((one) => one.asin === asin);
  if (!listing)
    return {
      status: { statusCode: 404 },
      body: { asin, marketplaceId, errors: [{ code: 'NotFound', message: '' }] },
    };
  const price = { amount: shelfOf(listing).priceKurus / 100, currencyCode: 'TRY' };
  const offer = { sellerId, condition: 'New', fulfillmentType: 'MFN', listingPrice: price };
  return {
    status: { statusCode: 200 },
    body: {
      asin,
      marketplaceId,
      featuredBuyingOptions: [
        { buyingOptionType: 'New', segmentedFeaturedOffers: [{ ...offer, featuredOfferSegments: [] }] },
      ],
      lowestPricedOffers: [{ lowestPricedOffersInput: {}, offers: [offer] }],
    },
  };
}

const REFERRAL = 0.15;

export function postFees({ body }: Call): SandboxAnswer {
  if (!Array.isArray(body) || body.length === 0 || body.length > 20) throw invalid('1 to 20 requests');
  return jsonAnswer(
    200,
    body.map((entry: unknown) => {
      const { IdValue, FeesEstimateRequest } = isRecord(entry) ? entry : {};
      const asked = isRecord(FeesEstimateRequest) ? FeesEstimateRequest['PriceToEstimateFees'] : null;
      const listing = isRecord(asked) ? asked['ListingPrice'] : null;
      const amount = isRecord(listing) ? Number(listing['Amount']) : 0;
      const fee = { CurrencyCode: 'TRY', Amount: Math.round(amount * REFERRAL * 100) / 100 };
      return {
        Status: 'Success',
        FeesEstimateIdentifier: { IdType: 'SellerSKU', IdValue },
        FeesEstimate: { FeeDetailList: [{ FeeType: 'ReferralFee', FeeAmount: fee, FinalFee: fee }] },
      };
    }),
  );
}

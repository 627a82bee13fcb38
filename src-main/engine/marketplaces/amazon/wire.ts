import { z } from 'zod';
import {
  wireAmountE4,
  wireFlag,
  wireId,
  wireInstant,
  wireInteger,
  wireList,
  wireText,
} from '../kit/wire-values.ts';

/** What Amazon sends about listings, feeds and the account. Unknown fields are kept; what can't be read becomes null. */

export const WireMoney = z.looseObject({
  amount: wireAmountE4,
  Amount: wireAmountE4,
  currencyAmount: wireAmountE4,
  currencyCode: wireText,
  CurrencyCode: wireText,
});
export type WireMoney = z.infer<typeof WireMoney>;

/** An amount in whichever of Amazon's shapes it came (sheet §2). */
export function amountOf(money: WireMoney | null | undefined): number | null {
  return money ? (money.amount ?? money.Amount ?? money.currencyAmount) : null;
}

export function currencyOf(money: WireMoney | null | undefined): string {
  return money ? (money.currencyCode || money.CurrencyCode).toUpperCase() : '';
}

const texts = wireList(z.string());

export const WireIssue = z.looseObject({
  code: wireText,
  message: wireText,
  severity: wireText,
  attributeNames: texts,
  /** The feed's report has one name in place of the list. */
  attributeName: wireText,
  categories: texts,
  enforcements: z
    .looseObject({ actions: wireList(z.looseObject({ action: wireText })) })
    .nullish()
    .catch(null),
  marketplaceIds: texts,
});
export type WireIssue = z.infer<typeof WireIssue>;

const Image = z.looseObject({ link: wireText }).nullish().catch(null);

const Summary = z.looseObject({
  marketplaceId: wireText,
  asin: wireText,
  productType: wireText,
  conditionType: wireText,
  status: texts,
  itemName: wireText,
  createdDate: wireInstant,
  lastUpdatedDate: wireInstant,
  mainImage: Image,
});

const Offer = z.looseObject({
  marketplaceId: wireText,
  offerType: wireText,
  price: WireMoney.nullish().catch(null),
  audience: z.looseObject({ value: wireText }).nullish().catch(null),
});

const Availability = z.looseObject({ fulfillmentChannelCode: wireText, quantity: wireInteger });

/** Attributes are read where they are needed: each is a list of objects whose shape the product type decides. */
export const WireAttributes = z.record(z.string(), z.unknown()).nullish().catch(null);

export const WireItem = z.looseObject({
  sku: wireId,
  summaries: wireList(Summary),
  attributes: WireAttributes,
  issues: wireList(WireIssue),
  offers: wireList(Offer),
  fulfillmentAvailability: wireList(Availability),
  relationships: wireList(
    z.looseObject({
      marketplaceId: wireText,
      relationships: wireList(z.looseObject({ parentSkus: texts, childSkus: texts })),
    }),
  ),
});
export type WireItem = z.infer<typeof WireItem>;

export const WirePagination = z
  .looseObject({ nextToken: wireId, previousToken: wireId })
  .nullish()
  .catch(null);

export const ItemSearch = z.looseObject({
  numberOfResults: wireInteger,
  pagination: WirePagination,
  items: z.array(z.unknown()).nullish(),
});

export const Submission = z.looseObject({
  sku: wireId,
  status: wireText,
  submissionId: wireId,
  issues: wireList(WireIssue),
});

export const Participations = z.looseObject({
  payload: z.array(
    z.looseObject({
      marketplace: z.looseObject({ id: wireText, name: wireText, defaultCurrencyCode: wireText }),
      participation: z
        .looseObject({ isParticipating: wireFlag, hasSuspendedListings: wireFlag })
        .nullish()
        .catch(null),
      storeName: wireText,
    }),
  ),
});

export const NewDocument = z.looseObject({ feedDocumentId: z.string().min(1), url: z.string().min(1) });
export const NewFeed = z.looseObject({ feedId: wireId });

export const Feed = z.looseObject({
  feedId: wireId,
  processingStatus: z.string(),
  resultFeedDocumentId: wireId,
});

export const StoredDocument = z.looseObject({ url: z.string().min(1), compressionAlgorithm: wireText });

export const ProcessingReport = z.looseObject({
  issues: wireList(z.looseObject({ ...WireIssue.shape, messageId: wireInteger, sku: wireId })),
  summary: z
    .looseObject({
      messagesProcessed: wireInteger,
      messagesAccepted: wireInteger,
      messagesInvalid: wireInteger,
    })
    .nullish()
    .catch(null),
});

export const NewReport = z.looseObject({ reportId: z.union([z.string(), z.number()]).transform(String) });

export const Report = z.looseObject({ processingStatus: z.string(), reportDocumentId: wireId });

export const Restrictions = z.looseObject({
  restrictions: z.array(
    z.looseObject({
      conditionType: wireText,
      reasons: wireList(z.looseObject({ message: wireText, reasonCode: wireText })),
    }),
  ),
});

export const InventorySummaries = z.looseObject({
  pagination: WirePagination,
  payload: z.looseObject({
    inventorySummaries: wireList(
      z.looseObject({
        sellerSku: wireId,
        totalQuantity: wireInteger,
        inventoryDetails: z.looseObject({ fulfillableQuantity: wireInteger }).nullish().catch(null),
      }),
    ),
  }),
});

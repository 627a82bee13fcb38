import { z } from 'zod';
import { wireId, wireInstant, wireList, wireText } from '../kit/wire-values.ts';
import { WireMoney } from './wire.ts';

/** Finances 2024-06-19, prices 2022-05-01 and fees v0. */
const Money = WireMoney.nullish().catch(null);

export type WireBreakdown = {
  readonly breakdownType: string;
  readonly breakdownAmount?: z.output<typeof WireMoney> | null | undefined;
  readonly breakdowns: readonly WireBreakdown[];
};

const Breakdown: z.ZodType<WireBreakdown> = z.lazy(() =>
  z.looseObject({
    breakdownType: wireText,
    breakdownAmount: Money,
    breakdowns: wireList(Breakdown),
  }),
);

export const WireTransaction = z.looseObject({
  transactionType: wireText,
  transactionId: wireId,
  transactionStatus: wireText,
  description: wireText,
  postedDate: wireInstant,
  totalAmount: Money,
  relatedIdentifiers: wireList(
    z.looseObject({ relatedIdentifierName: wireText, relatedIdentifierValue: wireText }),
  ),
  items: wireList(
    z.looseObject({
      description: wireText,
      totalAmount: Money,
      contexts: wireList(z.looseObject({ contextType: wireText, sku: wireText })),
      breakdowns: wireList(Breakdown),
    }),
  ),
  breakdowns: wireList(Breakdown),
  contexts: wireList(z.looseObject({ contextType: wireText, maturityDate: wireInstant })),
});
export type WireTransaction = z.infer<typeof WireTransaction>;

const TransactionList = z.looseObject({ nextToken: wireId, transactions: z.array(z.unknown()).nullish() });

/** Wrapped in `payload` by the reference, bare in some answers. */
export const TransactionPage = z
  .union([z.looseObject({ payload: TransactionList }), TransactionList])
  .transform((answer) =>
    'payload' in answer ? (answer.payload as z.output<typeof TransactionList>) : answer,
  );

const FeaturedOffer = z.looseObject({ sellerId: wireText, listingPrice: Money });

export const CompetitiveSummaries = z.looseObject({
  responses: z.array(
    z.looseObject({
      body: z
        .looseObject({
          asin: wireText,
          featuredBuyingOptions: wireList(
            z.looseObject({ buyingOptionType: wireText, segmentedFeaturedOffers: wireList(FeaturedOffer) }),
          ),
          lowestPricedOffers: wireList(z.looseObject({ offers: wireList(FeaturedOffer) })),
        })
        .nullish()
        .catch(null),
    }),
  ),
});

export const FeesEstimates = z.array(
  z.looseObject({
    Status: wireText,
    FeesEstimateIdentifier: z.looseObject({ IdValue: wireText }).nullish().catch(null),
    FeesEstimate: z
      .looseObject({
        FeeDetailList: wireList(z.looseObject({ FeeType: wireText, FinalFee: Money, FeeAmount: Money })),
      })
      .nullish()
      .catch(null),
  }),
);

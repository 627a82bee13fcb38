import { z } from 'zod';
import { fromMarketplaceNumber } from '#common/money.ts';
import { asRecord } from '../kit/record.ts';
import { wireAmountE4, wireId, wireInteger, wireText } from '../kit/wire-values.ts';
import { readTurkishTime } from './turkish-time.ts';

/**
 * An order of `getOrdersForApi` and a claim of `getRefund` (portal, 2026). Personal fields are read here and go nowhere but
 * into the package or the return.
 */

/** An amount, plain or as `{"value": 7.5, "valueString": "7,50 TL"}`; in 1/10000. */
export const wireMoney = z
  .unknown()
  .optional()
  .transform((value) => fromMarketplaceNumber(asRecord(value)?.['value'] ?? value));

export const wireTime = wireText.transform((text) => readTurkishTime(text));

const Address = z.looseObject({
  nameSurname: wireText,
  cityName: wireText,
  districtName: wireText,
  neighborhoodName: wireText,
  addressDetail: wireText,
  displayAddressText: wireText,
  phoneNumber: wireText,
  identityNumber: wireText,
  invoiceType: wireInteger,
  companyName: wireText,
  taxNumber: wireText,
  taxOffice: wireText,
});
export type WireAddress = z.infer<typeof Address>;

export const WireItem = z.looseObject({
  orderItemId: wireId,
  orderItemStatus: wireInteger,
  quantity: wireInteger,
  salePrice: wireMoney,
  totalPrice: wireMoney,
  deliveryType: wireInteger,
  shipmentCode: wireText,
  estimatedShippingDate: wireTime,
  cargo: z
    .looseObject({ companyName: wireText, trackingNumber: wireText, trackingUrl: wireText })
    .nullish()
    .catch(null),
  product: z
    .looseObject({
      name: wireText,
      title: wireText,
      variantOptionDisplay: wireText,
      stockCode: wireText,
      code: wireText,
      // A percentage goes through the same reader as an amount: 20 becomes 200000.
      vatRate: wireAmountE4,
    })
    .nullish()
    .catch(null),
});
export type WireItem = z.infer<typeof WireItem>;

export const WireOrder = z.looseObject({
  orderId: wireId,
  orderNumber: wireId,
  orderDate: wireTime,
  orderAmount: wireMoney,
  shipmentAmount: wireMoney,
  currency: wireText,
  customerName: wireText,
  customerEmail: wireText,
  shipmentAddress: Address.nullish().catch(null),
  billingAddress: Address.nullish().catch(null),
  items: z.array(z.unknown()).nullish().catch(null),
});
export type WireOrder = z.infer<typeof WireOrder>;

/** Orders before they are looked into: taken apart one by one, so that a strange one never hides the others. */
export const OrderPage = z.looseObject({ data: z.array(z.unknown()).nullable() });

export const WireClaim = z.looseObject({
  refundId: wireId,
  orderNumber: wireId,
  refundStatus: wireInteger,
  refundStatusName: wireText,
  refundType: wireText,
  refundDate: wireTime,
  refundAmount: wireMoney,
  customerName: wireText,
  productName: wireText,
  productCode: wireText,
  productStockCode: wireText,
  shipmentCompanyName: wireText,
  shipmentCode: wireText,
  description: wireText,
  quantity: wireInteger,
  orderItemId: wireId,
});
export type WireClaim = z.infer<typeof WireClaim>;

export const ClaimPage = z.looseObject({
  data: z.looseObject({
    responsePage: z.looseObject({ totalCount: wireInteger, totalPages: wireInteger }).nullish().catch(null),
    refundList: z.array(z.unknown()).nullish().catch(null),
  }),
});

export const WireQuestion = z.looseObject({
  questionId: wireId,
  question: wireText,
  questionDate: wireTime,
  questionStatus: wireInteger,
  answer: wireText,
  answerDate: wireTime,
  maskedUserName: wireText,
  productName: wireText,
  barcode: wireText,
});

export const QuestionPage = z.looseObject({
  data: z.looseObject({
    sellerId: wireId,
    approvalAnswersByMerchantSearchs: z.array(z.unknown()).nullish().catch(null),
    pageResponse: z.looseObject({ totalPages: wireInteger }).nullish().catch(null),
  }),
});

import { z } from 'zod';
import { wireId, wireInstant, wireInteger, wireList, wireText } from '../kit/wire-values.ts';
import { WireMoney, WirePagination } from './wire.ts';

/**
 * Orders as version 2026-01-01 sends them. A block that was not asked for, is not allowed by the app's roles or is empty is
 * left out without a word (sheet §8.1). Personal fields are read here and go nowhere but into the package.
 */

const maybe = <T extends z.ZodType>(shape: T) => shape.nullish().catch(null);

const Address = z.looseObject({
  name: wireText,
  companyName: wireText,
  addressLine1: wireText,
  addressLine2: wireText,
  addressLine3: wireText,
  city: wireText,
  districtOrCounty: wireText,
  municipality: wireText,
  stateOrRegion: wireText,
  postalCode: wireText,
  countryCode: wireText,
  phone: wireText,
});
export type WireAddress = z.infer<typeof Address>;

const Money = maybe(WireMoney);

export const WireOrderItem = z.looseObject({
  orderItemId: wireId,
  quantityOrdered: wireInteger,
  product: maybe(
    z.looseObject({
      asin: wireText,
      title: wireText,
      sellerSku: wireText,
      price: maybe(z.looseObject({ unitPrice: Money })),
    }),
  ),
  proceeds: maybe(z.looseObject({ proceedsTotal: Money })),
  cancellation: maybe(
    z.looseObject({
      cancellationRequest: maybe(z.looseObject({ requester: wireText, cancelReason: wireText })),
      cancellationExecution: maybe(z.looseObject({ cancelledBy: wireText, cancelReason: wireText })),
    }),
  ),
  fulfillment: maybe(z.looseObject({ quantityFulfilled: wireInteger, quantityUnfulfilled: wireInteger })),
});
export type WireOrderItem = z.infer<typeof WireOrderItem>;

const Parcel = z.looseObject({
  packageReferenceId: wireId,
  carrier: wireText,
  shippingService: wireText,
  trackingNumber: wireText,
  shipTime: wireInstant,
  packageStatus: maybe(z.looseObject({ status: wireText })),
  packageItems: wireList(z.looseObject({ orderItemId: wireId, quantity: wireInteger })),
});
export type WireParcel = z.infer<typeof Parcel>;

export const WireOrder = z.looseObject({
  orderId: wireId,
  createdTime: wireInstant,
  lastUpdatedTime: wireInstant,
  salesChannel: maybe(z.looseObject({ marketplaceId: wireText })),
  associatedOrders: wireList(z.looseObject({ orderId: wireId, associationType: wireText })),
  buyer: maybe(z.looseObject({ buyerName: wireText, buyerEmail: wireText, buyerCompanyName: wireText })),
  recipient: maybe(z.looseObject({ deliveryAddress: maybe(Address) })),
  proceeds: maybe(z.looseObject({ grandTotal: Money })),
  tax: maybe(
    z.looseObject({
      taxRegistrations: wireList(
        z.looseObject({
          entityType: wireText,
          legalName: wireText,
          taxRegistrationType: wireText,
          taxRegistrationNumber: wireText,
          taxRegistrationAddress: maybe(Address),
          taxRegistrationAttributes: wireList(z.looseObject({ key: wireText, value: wireText })),
        }),
      ),
    }),
  ),
  fulfillment: maybe(
    z.looseObject({
      fulfillmentStatus: wireText,
      fulfilledBy: wireText,
      shipByWindow: maybe(z.looseObject({ latestDateTime: wireInstant })),
    }),
  ),
  orderItems: z.array(z.unknown()).nullish().catch(null),
  packages: wireList(Parcel),
});
export type WireOrder = z.infer<typeof WireOrder>;

export const OrderSearchPage = z.looseObject({
  orders: z.array(z.unknown()),
  pagination: WirePagination,
  lastUpdatedBefore: wireInstant,
});

export const OneOrder = z.looseObject({ order: z.unknown() });

import type { Claim } from './after-sales-state.ts';
import { toLira } from './listings.ts';
import type { TrendyolWorld } from './world.ts';

/** A claim as the service writes it, odd lower-case keys included. Its header has no status. */
export function claimJson(world: TrendyolWorld, claim: Claim): unknown {
  const one = world.state.packages.get(claim.packageId);
  const lineIds = [...new Set(claim.items.map(({ lineId }) => lineId))];
  return {
    claimId: claim.claimId,
    orderNumber: claim.orderNumber,
    orderDate: one?.orderedMs ?? claim.createdMs,
    claimDate: claim.createdMs,
    lastModifiedDate: claim.lastModifiedMs,
    customerFirstName: one?.buyer.firstName ?? '',
    customerLastName: one?.buyer.lastName ?? '',
    cargoTrackingNumber: String(claim.trackingNumber),
    cargoTrackingLink: `https://tracking.trendyol.com/?id=${claim.trackingNumber}`,
    cargoSenderNumber: String(claim.trackingNumber).slice(0, 10),
    cargoProviderName: claim.cargo,
    orderShipmentPackageId: claim.claimPackageId,
    orderOutboundPackageId: claim.packageId,
    channelId: 1,
    replacementOutboundpackageinfo: null,
    rejectedpackageinfo: null,
    items: lineIds.map((lineId) => {
      const line = one?.lines.find((each) => each.lineId === lineId);
      return {
        orderLine: {
          id: lineId,
          productName: line?.productName ?? '',
          barcode: line?.barcode ?? '',
          merchantSku: line?.stockCode ?? '',
          productColor: line?.colour ?? '',
          productSize: line ? ` ${line.size}` : '',
          price: toLira(line?.grossKurus ?? 0),
          vatRate: line?.vatRate ?? 20,
          vatBaseAmount: line?.vatRate ?? 20,
          salesCampaignId: 1,
          productCategory: '',
        },
        claimItems: claim.items
          .filter((item) => item.lineId === lineId)
          .map((item, index) => ({
            id: item.claimItemId,
            orderLineItemId: lineId * 10 + index,
            claimItemStatus: { name: item.status },
            customerClaimItemReason: { name: item.reason, externalReasonId: 23, code: 'OTHER' },
            trendyolClaimItemReason: { name: item.reason, externalReasonId: 23, code: 'OTHER' },
            note: '',
            customerNote: item.customerNote,
            resolved: item.status !== 'Created' && item.status !== 'WaitingInAction',
            autoAccepted: item.autoAccepted,
            acceptedBySeller: item.status === 'Accepted' && !item.autoAccepted,
          })),
      };
    }),
  };
}

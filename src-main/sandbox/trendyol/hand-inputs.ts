import { z } from 'zod';
import { CLAIM_STATUSES } from './after-sales-state.ts';
import { PACKAGE_STATUSES } from './state.ts';

/** What the control interface takes; anything else is refused by name. */
const text = z.string().max(40_000);

export const NewListing = z.strictObject({
  barcode: z.string().min(1).max(80),
  stockCode: text.exactOptional(),
  title: text.exactOptional(),
  description: text.exactOptional(),
  productMainId: text.exactOptional(),
  brand: text.exactOptional(),
  category: text.exactOptional(),
  colour: text.exactOptional(),
  size: text.exactOptional(),
  imageUrl: text.exactOptional(),
  vatRate: z.int().exactOptional(),
  quantity: z.int().exactOptional(),
  salePrice: z.number().exactOptional(),
  listPrice: z.number().exactOptional(),
  approved: z.boolean().exactOptional(),
  unapprovedStatus: z.enum(['pendingApproval', 'rejected']).exactOptional(),
  rejectReason: text.exactOptional(),
  archived: z.boolean().exactOptional(),
  locked: z.boolean().exactOptional(),
  blacklisted: z.boolean().exactOptional(),
});

const Pieces = z.array(z.strictObject({ lineId: z.int(), quantity: z.int().min(1) }));

export const OrderWish = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        barcode: z.string().min(1),
        quantity: z.int().min(1),
        discountPercentage: z.number().min(0).max(99).exactOptional(),
        price: z.number().min(0).exactOptional(),
        title: text.exactOptional(),
      }),
    )
    .exactOptional(),
  buyer: z
    .strictObject({
      firstName: text.exactOptional(),
      lastName: text.exactOptional(),
      city: text.exactOptional(),
      cityCode: z.int().exactOptional(),
      district: text.exactOptional(),
      neighborhood: text.exactOptional(),
      street: text.exactOptional(),
      postalCode: text.exactOptional(),
      phone: text.exactOptional(),
      company: text.exactOptional(),
      taxNumber: text.exactOptional(),
      taxOffice: text.exactOptional(),
      identityNumber: text.exactOptional(),
    })
    .exactOptional(),
  commercial: z.boolean().exactOptional(),
  orderedMs: z.int().exactOptional(),
  agreedDeliveryMs: z.int().exactOptional(),
  status: z.enum(['Awaiting', 'Created']).exactOptional(),
  paymentMethod: text.exactOptional(),
  oversell: z.enum(['refused', 'allowed']).exactOptional(),
});

export const PackageWish = z.strictObject({ packageId: z.int() });
export const CancelWish = z.strictObject({ packageId: z.int(), lines: Pieces.exactOptional() });
export const StatusWish = z.strictObject({ packageId: z.int(), status: z.enum(PACKAGE_STATUSES) });
export const SplitWish = z.strictObject({ packageId: z.int(), groups: z.array(Pieces) });

export const RulesWish = z.strictObject({
  tier: z.enum(['50K', '75K', '150K', '500K', 'unlimited']).exactOptional(),
  rateLimits: z.enum(['kept', 'off']).exactOptional(),
  batchOpenPolls: z.int().min(0).exactOptional(),
  batchDelayMs: z.int().min(0).exactOptional(),
  orderDate: z.enum(['three-hours-ahead', 'utc']).exactOptional(),
  sameBody: z.enum(['status-400', 'status-200', 'batch-item']).exactOptional(),
  otherSellerStatus: z.union([z.literal(401), z.literal(403), z.literal(404)]).exactOptional(),
  unknownPackageStatus: z.union([z.literal(401), z.literal(404)]).exactOptional(),
  nextPageToken: z.enum(['always', 'beyond-10000', 'never']).exactOptional(),
  partialCancel: z
    .enum(['unpacked-with-cancelled-package', 'unpacked-remainder-only', 'cancelled-original'])
    .exactOptional(),
  cancelRestocks: z.enum(['no', 'yes']).exactOptional(),
  pickingState: z.enum(['liberal', 'strict']).exactOptional(),
  orderNumberWithoutDates: z.enum(['whole-history', 'last-week']).exactOptional(),
  streamPause: z.enum(['ignored', 'kept']).exactOptional(),
  approval: z.enum(['by-hand', 'at-once']).exactOptional(),
  attributeShape: z.enum(['both', 'singular', 'plural']).exactOptional(),
  contentControl: z.enum(['passes', 'runs', 'fails']).exactOptional(),
  noClaims: z.enum(['empty-page', 'status-404']).exactOptional(),
  claimDates: z.enum(['last-change', 'creation']).exactOptional(),
});

export const BarcodeWish = z.strictObject({ barcode: z.string().min(1) });
export const RejectWish = z.strictObject({ barcode: z.string().min(1), reason: text });
export const ReturnWish = z.strictObject({
  orderNumber: z.string().min(1),
  lines: Pieces.exactOptional(),
  reason: text.exactOptional(),
});
export const ClaimStatusWish = z.strictObject({
  claimId: z.string().min(1),
  status: z.enum(CLAIM_STATUSES),
});
export const AskWish = z.strictObject({ barcode: z.string().min(1), text: z.string().min(1).max(2_000) });
export const RefuseAnswerWish = z.strictObject({ questionId: z.int(), reason: text });

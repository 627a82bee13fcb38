export const PRODUCT_BATCH_TYPES = {
  create: 'ProductV2OnBoarding',
  unapproved: 'ProductV2Update',
  content: 'ApprovedProductContentUpdate',
  variant: 'ApprovedProductVariantUpdate',
  delivery: 'ProductDeliveryOptionUpdate',
  archive: 'ProductArchiveUpdate',
  unlock: 'ProductUnlockUpdate',
  delete: 'ProductDeletion',
} as const;
export type ProductBatchKind = keyof typeof PRODUCT_BATCH_TYPES;

export type ProductBatchItem = {
  /** As it was sent. */
  readonly wish: Readonly<Record<string, unknown>>;
  readonly barcode: string | null;
  readonly refusedWith: string | null;
  outcome: 'open' | 'SUCCESS' | 'FAILED';
  failureReasons: readonly string[];
};

export type ProductBatch = {
  readonly batchRequestId: string;
  readonly kind: ProductBatchKind;
  readonly createdMs: number;
  readonly items: readonly ProductBatchItem[];
  readonly stuck: boolean;
  readonly lost: boolean;
  settledMs: number | null;
  polls: number;
};

/** What quality control makes of a content update. */
export type Audit = {
  readonly contentId: number;
  readonly barcode: string;
  readonly batchRequestId: string;
  readonly requestedMs: number;
  readonly types: readonly ('TITLE' | 'DESCRIPTION' | 'MEDIA' | 'ATTRIBUTE')[];
  readonly status: 'SUCCESS' | 'RUNNING' | 'FAIL';
};

export type Video = {
  readonly videoId: string;
  readonly title: string;
  readonly description: string;
  readonly videoUrl: string;
  readonly contentIds: readonly string[];
};

import type { IntentRecorder } from '../../gateway/port.ts';
import type { WriteOptions } from './catalogue.ts';
import type { PackageAction } from './order-desk.ts';

export type UploadedFile = {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
};

/** A country, province, district or neighbourhood as the marketplace numbers it. */
export type Place = { readonly placeId: string; readonly name: string };

export type ProductVideo = {
  readonly videoId: string;
  readonly title: string;
  readonly url: string | null;
  readonly state: 'in-progress' | 'accepted' | 'rejected' | 'other';
  readonly rawState: string;
  readonly contentIds: readonly string[];
};

/** What few marketplaces offer, and few merchants need. What the API does not offer is absent. */
export type FurtherServices = {
  /** Asks for a brand that the marketplace does not know yet; with one to three pictures of its mark. */
  readonly createBrand?: (
    brand: { readonly name: string; readonly images: readonly UploadedFile[] },
    options: WriteOptions,
  ) => Promise<{ readonly brandId: string }>;
  /** Whether a listing is there and approved, by the cheapest question there is; null for an unknown one. */
  readonly readListingBrief?: (
    externalId: string,
    signal?: AbortSignal,
  ) => Promise<{
    readonly approved: boolean;
    readonly archived: boolean;
    readonly contentId: string | null;
  } | null>;
  readonly sendVideo?: (
    video: {
      readonly title: string;
      readonly description: string;
      readonly videoUrl: string;
      readonly contentIds: readonly string[];
    },
    options: WriteOptions,
  ) => Promise<{ readonly videoId: string }>;
  readonly readVideos?: (signal?: AbortSignal) => AsyncIterable<readonly ProductVideo[]>;
  /** Sends the package from another warehouse of the seller. */
  readonly changeWarehouse?: (action: PackageAction & { readonly warehouseId: string }) => Promise<void>;
  /** Tells that an authorised service brings and installs it. */
  readonly reportServiceDelivery?: (action: PackageAction) => Promise<void>;
  readonly sendWarrantyDocument?: (
    action: PackageAction & { readonly lineId: string; readonly file: UploadedFile },
  ) => Promise<void>;
  /** Opens a return in the customer's place, where he did not. */
  readonly createReturn?: (wish: {
    readonly packageId: string;
    readonly orderNumber: string;
    readonly cargoCompanyId: string;
    readonly lines: readonly {
      readonly barcode: string;
      readonly quantity: number;
      readonly reasonId: string;
      readonly customerNote: string;
    }[];
    readonly intent: IntentRecorder;
    readonly signal?: AbortSignal;
  }) => Promise<{ readonly returnId: string; readonly trackingNumber: string }>;
  /** Countries for an empty path; then the provinces of one, the districts of a province, the neighbourhoods of a district. */
  readonly readPlaces?: (path: readonly string[], signal?: AbortSignal) => Promise<readonly Place[]>;
};

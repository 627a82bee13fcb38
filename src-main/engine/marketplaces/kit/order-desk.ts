import type { IntentRecorder } from '../../gateway/port.ts';

/** One package (or, before packing, one order) that something is done to. */
export type PackageAction = {
  readonly packageId: string;
  readonly orderNumber: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly intent: IntentRecorder;
  readonly signal?: AbortSignal;
};

export type Reason = { readonly reasonId: string; readonly text: string };

export type Invoice = {
  readonly number: string;
  readonly issuedAtMs: number;
  /** Public https address of the PDF; null when a file is sent. */
  readonly link: string | null;
  readonly file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array } | null;
};

export type Label = {
  readonly format: 'pdf' | 'zpl' | 'png' | 'html';
  readonly bytes: Uint8Array;
};

/**
 * What a seller does with orders beyond reading them. Every method rejects with `ProblemError`: `channel/outcome-unknown`
 * asks for reading the package before it is tried again, `order/wrong-state` says that it can't be done (any more).
 */
export type OrderDesk = {
  /** Makes one package of the named lines (Hepsiburada). Gives the ids that stand for them from now on. */
  readonly packLines?: (action: PackageAction) => Promise<{ readonly packageIds: readonly string[] }>;
  readonly unpack?: (action: PackageAction) => Promise<void>;
  /** Handed to the carrier. Both texts as the carrier gave them. */
  readonly reportShipment?: (
    action: PackageAction & {
      readonly carrier: string;
      readonly trackingNumber: string;
      readonly trackingLink: string | null;
      readonly shippedAtMs: number;
    },
  ) => Promise<void>;
  /** Delivered, or brought back undelivered: only where a seller tells so (own cargo). */
  readonly reportDelivery?: (
    action: PackageAction & { readonly outcome: 'delivered' | 'undelivered'; readonly reason: string },
  ) => Promise<void>;
  readonly cancelLines?: (action: PackageAction & { readonly reasonId: string }) => Promise<void>;
  readonly readCancelReasons?: (signal?: AbortSignal) => Promise<readonly Reason[]>;
  /** Groups of lines that become packages of their own; what is not named stays together. */
  readonly splitPackage?: (
    action: PackageAction & {
      readonly groups: readonly (readonly { readonly lineId: string; readonly quantity: number }[])[];
    },
  ) => Promise<void>;
  readonly changeCargo?: (action: PackageAction & { readonly cargoCompanyId: string }) => Promise<void>;
  readonly readCargoCompanies?: (
    packageId: string | null,
    signal?: AbortSignal,
  ) => Promise<readonly { readonly cargoCompanyId: string; readonly name: string }[]>;
  /** Boxes and their volumetric weight in desi. */
  readonly reportBoxes?: (
    action: PackageAction & { readonly boxes: number; readonly desi: number },
  ) => Promise<void>;
  /** More time until the package must be handed over. */
  readonly extendDispatch?: (action: PackageAction & { readonly days: number }) => Promise<void>;
  readonly reportLabourCost?: (action: PackageAction & { readonly amountE4: number }) => Promise<void>;
  readonly readLabel?: (
    of: {
      readonly packageId: string;
      readonly orderNumber: string;
      readonly trackingNumber: string;
      readonly format: Label['format'];
    },
    signal?: AbortSignal,
  ) => Promise<Label>;
  readonly sendInvoice?: (action: PackageAction & { readonly invoice: Invoice }) => Promise<void>;
  readonly deleteInvoice?: (action: PackageAction) => Promise<void>;
};

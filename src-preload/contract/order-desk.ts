import { z } from 'zod';
import { AmountE4, Bilingual, Identifier, Instant } from './basics.ts';
import { OrderStatus } from './orders.ts';
import { FileContent, ReasonChoice } from './returns.ts';

/** What can be done with a package of an order beside reading it. */
export const DeskAction = z.enum([
  'pick',
  'invoice',
  'send-invoice',
  'delete-invoice',
  'pack',
  'unpack',
  'ship',
  'deliver',
  'cancel',
  'split',
  'change-cargo',
  'boxes',
  'extend',
  'labour-cost',
  'label',
]);
export type DeskAction = z.infer<typeof DeskAction>;

const Line = z.object({ lineId: Identifier, quantity: z.int().min(1).max(100_000) });
const Lines = z.array(Line).min(1).max(500);

/** One action with what it needs. `lines` null means everything that is left of the package. */
export const DeskWish = z.discriminatedUnion('action', [
  z.object({ action: z.literal('pick') }),
  z.object({ action: z.literal('invoice'), invoiceNumber: z.string().trim().min(1).max(40) }),
  z.object({
    action: z.literal('send-invoice'),
    number: z.string().trim().max(40),
    issuedAt: Instant,
    /** Public https address of the PDF, or the file itself. */
    link: z.url({ protocol: /^https$/ }).nullable(),
    file: FileContent.nullable(),
  }),
  z.object({ action: z.literal('delete-invoice') }),
  z.object({ action: z.literal('pack'), lines: Lines.nullable() }),
  z.object({ action: z.literal('unpack') }),
  z.object({
    action: z.literal('ship'),
    carrier: z.string().trim().min(1).max(100),
    trackingNumber: z.string().trim().max(100),
    trackingLink: z.url({ protocol: /^https?$/ }).nullable(),
    shippedAt: Instant.nullable(),
    /** Only these, where a marketplace takes shipments of parts (Amazon); left out or null: all that is left. */
    lines: Lines.nullish(),
  }),
  z.object({
    action: z.literal('deliver'),
    outcome: z.enum(['delivered', 'undelivered']),
    reason: z.string().max(500),
  }),
  z.object({ action: z.literal('cancel'), lines: Lines.nullable(), reasonId: z.string().min(1).max(200) }),
  z.object({ action: z.literal('split'), groups: z.array(Lines).min(1).max(100) }),
  z.object({ action: z.literal('change-cargo'), cargoCompanyId: z.string().min(1).max(200) }),
  z.object({
    action: z.literal('boxes'),
    boxes: z.int().min(1).max(1_000),
    desi: z.number().min(0).max(10_000),
  }),
  z.object({ action: z.literal('extend'), days: z.int().min(1).max(30) }),
  z.object({ action: z.literal('labour-cost'), amountE4: AmountE4.min(0) }),
]);
export type DeskWish = z.infer<typeof DeskWish>;

/** What few marketplaces take of a package beside that. */
export const FurtherDeskAction = z.enum([
  'change-warehouse',
  'service-delivery',
  'send-warranty',
  'create-return',
]);
export type FurtherDeskAction = z.infer<typeof FurtherDeskAction>;

export const FurtherDeskWish = z.discriminatedUnion('action', [
  /** Sends it from another warehouse of the seller: its number, or the label of its address. */
  z.object({ action: z.literal('change-warehouse'), warehouseId: z.string().trim().min(1).max(200) }),
  /** An authorised service brings and installs it. */
  z.object({ action: z.literal('service-delivery') }),
  z.object({ action: z.literal('send-warranty'), lineId: Identifier, file: FileContent }),
  /** Opens a return in the buyer's place. */
  z.object({
    action: z.literal('create-return'),
    cargoCompanyId: z.string().min(1).max(200),
    lines: Lines.nullable(),
    reasonId: z.string().min(1).max(200),
    note: z.string().max(500),
  }),
]);
export type FurtherDeskWish = z.infer<typeof FurtherDeskWish>;

export const AnyDeskAction = z.enum([...DeskAction.options, ...FurtherDeskAction.options]);
export type AnyDeskAction = z.infer<typeof AnyDeskAction>;

/** What may be done with a package now, and why not. */
export const PackageDesk = z.object({
  packageId: z.string(),
  status: OrderStatus,
  rawStatus: z.string(),
  lines: z.array(
    z.object({
      lineId: z.string(),
      title: z.string(),
      barcode: z.string(),
      quantity: z.int(),
      status: OrderStatus,
    }),
  ),
  actions: z.array(z.object({ action: DeskAction, possible: z.boolean(), reason: Bilingual.nullable() })),
  further: z
    .array(z.object({ action: FurtherDeskAction, possible: z.boolean(), reason: Bilingual.nullable() }))
    .exactOptional(),
  /**
   * What was sent and got no answer, where the marketplace does not show whether it arrived: the merchant looks in the panel
   * and says it (`orders.settle`).
   */
  unsettled: z.array(AnyDeskAction).exactOptional(),
});
export type PackageDesk = z.infer<typeof PackageDesk>;

/** What the marketplace lets one choose from for a package: asked at the moment it is needed. */
export const DeskChoices = z.object({
  cancelReasons: z.array(ReasonChoice),
  cargoCompanies: z.array(z.object({ cargoCompanyId: z.string(), name: z.string() })),
});
export type DeskChoices = z.infer<typeof DeskChoices>;

export const LabelFormat = z.enum(['pdf', 'zpl', 'png', 'html']);
export type LabelFormat = z.infer<typeof LabelFormat>;
export const PackageLabel = z.object({ format: LabelFormat, fileName: z.string(), base64: z.string() });
export type PackageLabel = z.infer<typeof PackageLabel>;

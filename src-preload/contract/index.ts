import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { ActivityQuery, BatchDetail, BatchPage, DeadLetterPage, Job, JobPage } from './activity.ts';
import {
  ArchivedListingPage,
  ArchivedSalePage,
  ArchiveFile,
  ArchiveImport,
  ArchiveMove,
  ArchiveMoved,
  ArchiveQuery,
} from './archive.ts';
import { Identifier, PageRequest } from './basics.ts';
import {
  Channel,
  ChannelCheck,
  ChannelMode,
  ChannelName,
  ChannelRules,
  Credentials,
  Marketplace,
  NewChannel,
  ShopView,
} from './channels.ts';
import { base, write } from './command-base.ts';
import {
  CodeImport,
  CodeImportRow,
  CodePage,
  CodeQuery,
  CodeResult,
  MOST_CODE_ROWS,
  OwnCodes,
} from './codes.ts';
import {
  BulkChange,
  BulkOutcome,
  BulkSelection,
  EditBatchRow,
  EditPage,
  EditPlace,
  EditQuery,
  EditRemark,
  KeptEdits,
  NewEdit,
  Resolution,
  ShopWriteChange,
  ShopWriteRow,
  WriteUndoCounts,
} from './edits.ts';
import { EngineEvent } from './events.ts';
import { LinkProposal, ListingDetail, ListingOverrides, ListingPage, ListingQuery } from './listings.ts';
import { CapabilityMatrix } from './marketplace-catalogue.ts';
import { OrderDetail, OrderPage, OrderQuery } from './orders.ts';
import { Overview } from './overview.ts';
import { Approval, ApprovalResult, PlanPage, PlanQuery, PlanSummary } from './plan.ts';
import { EditingFacts, ProductDetail, ProductPage, ProductQuery, ProductValues } from './products.ts';
import {
  catalogueCommands,
  deskCommands,
  marketCommands,
  mappingCommands,
  publishingCommands,
  questionsCommands,
  returnsCommands,
  settlementsCommands,
} from './selling-commands.ts';
import { Settings, SystemInfo } from './settings.ts';
import {
  StoreConnection,
  StoreReport,
  StoreSettings,
  StoreSettingsWish,
  StoreState,
  StoreVariant,
} from './shop.ts';
import { AuditResult, SyncResult, SyncScope } from './sync.ts';

/** Everything the page and the command line can ask of the engine. */
export const contract = {
  system: {
    info: base.output(SystemInfo),
    /** Puts the notice about a damaged local copy away, once it was read. */
    acknowledgeDamage: base.input(write).output(z.object({ acknowledged: z.boolean() })),
    events: base.output(eventIterator(EngineEvent)),
  },
  settings: {
    get: base.output(Settings),
    set: base.input(Settings.partial().extend(write.shape)).output(Settings),
  },
  overview: { get: base.output(Overview) },
  shop: {
    get: base.output(StoreState),
    /** Looks at a database without keeping anything. */
    test: base.input(StoreConnection).output(StoreReport),
    /** Looks at the connected shop again and keeps what was found; says why when it can't be reached. */
    check: base.output(StoreState),
    connect: base
      .input(write.extend({ connection: StoreConnection, settings: StoreSettingsWish }))
      .output(StoreState),
    /** `shopApiKey` is sealed; left out, the key that is kept stays. */
    setSettings: base
      .input(write.extend({ settings: StoreSettings, shopApiKey: z.string().min(1).max(512).optional() }))
      .output(StoreState),
    disconnect: base.input(write).output(StoreState),
    searchVariants: base
      .input(z.object({ search: z.string().max(200), limit: z.int().min(1).max(100) }))
      .output(z.array(StoreVariant)),
  },
  products: {
    page: base.input(ProductQuery).output(ProductPage),
    /** Reads the product's sheet from the shop first where the cache has none and the shop can be reached. */
    detail: base.input(z.object({ productId: Identifier })).output(ProductDetail),
    /** The same of many products at once, in their order; those that the shop does not have are left out. */
    sheets: base
      .input(z.object({ productIds: z.array(Identifier).min(1).max(500) }))
      .output(z.array(ProductValues)),
    /** What can be chosen from; null until the shop was read once. */
    facts: base.output(EditingFacts.nullable()),
  },
  edits: {
    /** Judges values without keeping them. */
    check: base.input(z.object({ edits: z.array(NewEdit).max(500) })).output(z.array(EditRemark)),
    keep: base
      .input(write.extend({ title: z.string().max(200), edits: z.array(NewEdit).min(1).max(10_000) }))
      .output(KeptEdits),
    /** What a change comes to for every chosen product; keeps it when `apply` is asked for. */
    bulk: base
      .input(write.extend({ selection: BulkSelection, change: BulkChange, apply: z.boolean() }))
      .output(BulkOutcome),
    page: base.input(EditQuery).output(EditPage),
    /** Drops edits: the shop's values stand again. */
    discard: base
      .input(
        write.extend({
          places: z.union([z.literal('all'), z.literal('refused'), z.array(EditPlace).min(1).max(10_000)]),
        }),
      )
      .output(z.object({ discarded: z.int() })),
    batches: base.input(PageRequest).output(z.object({ rows: z.array(EditBatchRow), total: z.int() })),
    /** Puts back what stood before a batch, all of it or nothing. */
    undo: base.input(write.extend({ batchId: Identifier })).output(z.object({ fields: z.int() })),
    resolve: base
      .input(
        write.extend({
          resolutions: z.union([
            z.object({ all: z.enum(['mine', 'theirs']) }),
            z.array(Resolution).min(1).max(10_000),
          ]),
        }),
      )
      .output(z.object({ resolved: z.int(), left: z.int() })),
    /** Writes what waits into the shop, as a job; the shop's products it touches are read again afterwards. */
    write: base.input(write).output(Job),
    writes: base.input(PageRequest).output(z.object({ rows: z.array(ShopWriteRow), total: z.int() })),
    writeChanges: base
      .input(PageRequest.extend({ runId: Identifier }))
      .output(z.object({ rows: z.array(ShopWriteChange), total: z.int(), counts: WriteUndoCounts })),
    /** Keeps the values from before a run as edits of their own: written back with the next write. */
    undoWrite: base.input(write.extend({ runId: Identifier })).output(KeptEdits),
    /** The rows of the shop as they stood before a run, as SQL text for the hosting's panel. */
    dump: base.input(z.object({ runId: Identifier })).output(z.object({ sql: z.string() })),
  },
  codes: {
    page: base.input(CodeQuery).output(CodePage),
    /** Keeps what the merchant says one variant's codes are. */
    set: base.input(write.extend({ variantId: Identifier, own: OwnCodes })).output(CodeResult),
    /** What a table of codes comes to, line by line; keeps it when `apply` is asked for. */
    import: base
      .input(write.extend({ rows: z.array(CodeImportRow).min(1).max(MOST_CODE_ROWS), apply: z.boolean() }))
      .output(CodeImport),
  },
  channels: {
    marketplaces: base.output(z.array(Marketplace)),
    capabilities: base.output(CapabilityMatrix),
    list: base.output(z.array(Channel)),
    /** Tries credentials endpoint by endpoint without keeping anything. */
    test: base.input(NewChannel).output(ChannelCheck),
    add: base.input(write.extend({ channel: NewChannel })).output(Channel),
    update: base
      .input(
        write.extend({
          channelId: Identifier,
          name: ChannelName.optional(),
          mode: ChannelMode.optional(),
          paused: z.boolean().optional(),
          rules: ChannelRules.partial().optional(),
          shopView: ShopView.partial().optional(),
          credentials: Credentials.optional(),
        }),
      )
      .output(Channel),
    check: base.input(z.object({ channelId: Identifier })).output(ChannelCheck),
    remove: base.input(write.extend({ channelId: Identifier })).output(z.object({ removed: z.boolean() })),
  },
  listings: {
    page: base.input(ListingQuery).output(ListingPage),
    detail: base.input(z.object({ listingId: Identifier })).output(ListingDetail),
    setOverrides: base
      .input(
        write.extend({
          listingIds: z.array(Identifier).min(1).max(5_000),
          overrides: ListingOverrides.partial(),
        }),
      )
      .output(z.object({ changed: z.int() })),
  },
  links: {
    proposals: base
      .input(
        z.object({
          channelId: Identifier,
          offset: z.int().min(0),
          limit: z.int().min(1).max(200),
          /** Only this listing's proposal. */
          listingId: Identifier.nullable(),
        }),
      )
      .output(z.object({ rows: z.array(LinkProposal), total: z.int(), certain: z.int() })),
    confirm: base
      .input(
        write.extend({
          channelId: Identifier,
          links: z.union([
            z.object({ certainBy: z.enum(['any', 'barcode', 'stock-code', 'model']) }),
            z
              .array(z.object({ listingId: Identifier, variantId: Identifier }))
              .min(1)
              .max(5_000),
          ]),
        }),
      )
      .output(z.object({ linked: z.int() })),
    setIgnored: base
      .input(write.extend({ listingIds: z.array(Identifier).min(1).max(5_000), ignored: z.boolean() }))
      .output(z.object({ changed: z.int() })),
    unlink: base.input(write.extend({ listingId: Identifier })).output(z.object({ changed: z.int() })),
  },
  plan: {
    summary: base.input(z.object({ channelId: Identifier.nullable() })).output(PlanSummary),
    page: base.input(PlanQuery).output(PlanPage),
    refresh: base.input(z.object({ channelId: Identifier.nullable() })).output(PlanSummary),
    approve: base.input(write.extend({ approval: Approval, send: z.boolean() })).output(ApprovalResult),
  },
  orders: {
    ...deskCommands,
    page: base.input(OrderQuery).output(OrderPage),
    detail: base.input(z.object({ orderId: Identifier })).output(OrderDetail),
    retryImport: base.input(write.extend({ orderId: Identifier })).output(OrderDetail),
    pick: base.input(write.extend({ orderId: Identifier, packageId: z.string() })).output(OrderDetail),
    invoice: base
      .input(
        write.extend({
          orderId: Identifier,
          packageId: z.string(),
          invoiceNumber: z.string().min(1).max(40),
        }),
      )
      .output(OrderDetail),
  },
  catalogue: catalogueCommands,
  mapping: mappingCommands,
  publishing: publishingCommands,
  market: marketCommands,
  returns: returnsCommands,
  questions: questionsCommands,
  settlements: settlementsCommands,
  sync: {
    start: base.input(write.extend({ scope: SyncScope })).output(Job),
    cancel: base.input(write.extend({ jobId: Identifier })).output(Job),
    /** A job as it stands, with its figures once it ended. */
    job: base
      .input(z.object({ jobId: Identifier }))
      .output(z.object({ job: Job, result: SyncResult.nullable() })),
    audit: base.input(z.object({ channelId: Identifier })).output(AuditResult),
  },
  archive: {
    /** What a file of a closed marketplace holds; keeps it when `apply` is asked for. */
    import: base.input(ArchiveFile.extend(write.shape)).output(ArchiveImport),
    listings: base.input(ArchiveQuery).output(ArchivedListingPage),
    sales: base.input(ArchiveQuery).output(ArchivedSalePage),
    /** Archived listings as drafts for a channel, each with what it still misses. Sends nothing. */
    move: base.input(ArchiveMove).output(ArchiveMoved),
  },
  activity: {
    jobs: base.input(ActivityQuery).output(JobPage),
    batches: base.input(ActivityQuery).output(BatchPage),
    batch: base.input(z.object({ attemptId: Identifier })).output(BatchDetail),
    deadLetters: base.input(ActivityQuery).output(DeadLetterPage),
    retry: base
      .input(write.extend({ outboxIds: z.array(Identifier).min(1).max(5_000) }))
      .output(z.object({ retried: z.int() })),
  },
};

export type Contract = typeof contract;

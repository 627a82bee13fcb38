import { z } from 'zod';
import { Identifier, PageRequest } from './basics.ts';
import { base, write } from './command-base.ts';
import {
  CatalogueAttributes,
  CatalogueBrand,
  CatalogueChange,
  CatalogueChoice,
  CatalogueRefresh,
  CatalogueState,
  CatalogueValue,
  CategoryPage,
  CategoryQuery,
} from './marketplace-catalogue.ts';
import {
  AcceptedGuesses,
  AttributeMappingRow,
  AttributeSource,
  BrandMappingRow,
  CandidateQuery,
  CategoryMappingRow,
  ListingFieldForm,
  MappingCoverage,
  MappingQuery,
  ProductWishes,
  PublishCandidate,
  PublishingDefaults,
  PublishItemPage,
  PublishItemState,
  PublishPreview,
  PublishRun,
  PublishRunPage,
  PublishWish,
} from './publishing.ts';
import {
  DeskChoices,
  DeskWish,
  FurtherDeskWish,
  LabelFormat,
  PackageDesk,
  PackageLabel,
} from './order-desk.ts';
import {
  BuyBoxRow,
  CatalogueEntry,
  CommissionRow,
  ListingBrief,
  ListingChoice,
  MadeBrand,
  MadeVideo,
  NewBrand,
  NewVideo,
  PlaceRow,
  VideoRow,
} from './market-services.ts';
import { OrderDetail } from './orders.ts';
import { QuestionAnswer, QuestionPage, QuestionQuery, QuestionRow } from './questions.ts';
import { PutBack, ReasonChoice, ReturnAnswer, ReturnPage, ReturnQuery, ReturnRow } from './returns.ts';
import { AfterSalesState, SettlementPage, SettlementQuery } from './settlements.ts';

const channel = z.object({ channelId: Identifier });
const search = z.string().max(200);

/** The marketplaces' own catalogues, as kept here. */
export const catalogueCommands = {
  state: base.input(channel).output(CatalogueState),
  categories: base.input(CategoryQuery).output(CategoryPage),
  /** Reads them from the marketplace first where none are kept. */
  attributes: base.input(channel.extend({ categoryId: Identifier })).output(CatalogueAttributes),
  values: base
    .input(PageRequest.extend({ ...channel.shape, categoryId: Identifier, attributeId: Identifier, search }))
    .output(z.object({ rows: z.array(CatalogueValue), total: z.int() })),
  /** Asks the marketplace for brands like `search` where the kept ones hold none. */
  brands: base
    .input(PageRequest.extend({ ...channel.shape, search }))
    .output(z.object({ rows: z.array(CatalogueBrand), total: z.int() })),
  choices: base.input(channel).output(z.array(CatalogueChoice)),
  /** Reads parts of the catalogue anew; gives back what differs from the reading before. */
  refresh: base
    .input(write.extend(CatalogueRefresh.shape))
    .output(z.object({ state: CatalogueState, changes: z.array(CatalogueChange) })),
  changes: base
    .input(PageRequest.extend({ channelId: Identifier.nullable(), unseenOnly: z.boolean() }))
    .output(z.object({ rows: z.array(CatalogueChange), total: z.int() })),
  markSeen: base
    .input(write.extend({ changeIds: z.array(Identifier).min(1).max(500) }))
    .output(z.object({ marked: z.int() })),
};

/** What of the shop becomes what on a channel: the merchant's decisions, with guesses to choose from. */
export const mappingCommands = {
  categories: base
    .input(MappingQuery)
    .output(z.object({ rows: z.array(CategoryMappingRow), total: z.int() })),
  /** Null takes the mapping away. */
  setCategories: base
    .input(
      write.extend({
        ...channel.shape,
        shopCategoryIds: z.array(Identifier).min(1).max(1_000),
        categoryId: Identifier.nullable(),
      }),
    )
    .output(MappingCoverage),
  brands: base.input(MappingQuery).output(z.object({ rows: z.array(BrandMappingRow), total: z.int() })),
  setBrand: base
    .input(
      write.extend({
        ...channel.shape,
        manufacturer: z.string().max(200),
        brand: z.object({ brandId: Identifier.nullable(), name: z.string().min(1).max(200) }).nullable(),
      }),
    )
    .output(MappingCoverage),
  attributes: base
    .input(channel.extend({ categoryId: Identifier }))
    .output(z.object({ categoryPath: z.string(), rows: z.array(AttributeMappingRow) })),
  setAttribute: base
    .input(
      write.extend({
        ...channel.shape,
        categoryId: Identifier,
        attributeId: Identifier,
        source: AttributeSource.nullable(),
      }),
    )
    .output(MappingCoverage),
  setValues: base
    .input(
      write.extend({
        ...channel.shape,
        categoryId: Identifier,
        attributeId: Identifier,
        values: z
          .array(
            z.object({
              shopValue: z.string().min(1).max(500),
              value: z.object({ valueId: z.string().max(200), name: z.string().max(500) }).nullable(),
            }),
          )
          .min(1)
          .max(5_000),
      }),
    )
    .output(z.object({ changed: z.int() })),
  /** Takes the attributes' sources and values of one category over to others that ask for the same ones. */
  copyAttributes: base
    .input(
      write.extend({
        ...channel.shape,
        fromCategoryId: Identifier,
        toCategoryIds: z.array(Identifier).min(1).max(500),
      }),
    )
    .output(z.object({ sources: z.int(), values: z.int(), left: z.int() })),
  coverage: base.input(channel).output(MappingCoverage),
  /** Takes the guesses that can hardly be wrong (the very same name, and nothing else by it) and tells the others. */
  acceptCertain: base.input(write.extend(channel.shape)).output(AcceptedGuesses),
};

/** Bringing the shop's products onto a channel, and what is there up to date or away. */
export const publishingCommands = {
  form: base.input(channel).output(z.array(ListingFieldForm)),
  defaults: base.input(channel).output(PublishingDefaults),
  setDefaults: base
    .input(write.extend({ ...channel.shape, defaults: PublishingDefaults }))
    .output(PublishingDefaults),
  wishes: base.input(channel.extend({ productId: Identifier })).output(ProductWishes),
  setWishes: base
    .input(write.extend({ ...channel.shape, productId: Identifier, wishes: ProductWishes }))
    .output(ProductWishes),
  /** Takes the wishes of one product over to others, without its titles and catalogue entries. */
  copyWishes: base
    .input(
      write.extend({
        ...channel.shape,
        fromProductId: Identifier,
        toProductIds: z.array(Identifier).min(1).max(1_000),
      }),
    )
    .output(z.object({ copied: z.int() })),
  candidates: base
    .input(CandidateQuery)
    .output(z.object({ rows: z.array(PublishCandidate), total: z.int() })),
  candidate: base.input(channel.extend({ variantId: Identifier })).output(PublishCandidate),
  /** Everything that `start` would do, ended before the first byte leaves. */
  preview: base.input(PublishWish).output(PublishPreview),
  /**
   * Sends, waits for the results for up to twenty seconds and gives back how it stands; what is open then is asked for by
   * `poll` and by every sync.
   */
  start: base.input(write.extend(PublishWish.shape)).output(PublishRun),
  poll: base.input(z.object({ runId: Identifier })).output(PublishRun),
  /** Tries what failed or was held once more, with drafts of now, as a run of its own. */
  retry: base.input(write.extend({ runId: Identifier })).output(PublishRun),
  runs: base.input(PageRequest.extend({ channelId: Identifier.nullable() })).output(PublishRunPage),
  run: base
    .input(PageRequest.extend({ runId: Identifier, state: PublishItemState.nullable() }))
    .output(PublishItemPage),
};

export const returnsCommands = {
  page: base.input(ReturnQuery).output(ReturnPage),
  /** The reasons that the marketplace takes for a refusal; empty where it has none. */
  reasons: base.input(channel).output(z.array(ReasonChoice)),
  answer: base.input(write.extend(ReturnAnswer.shape)).output(ReturnRow),
  /** Says of an answer that got no reply whether it arrived. */
  settle: base
    .input(write.extend({ ...channel.shape, returnId: Identifier, arrived: z.boolean() }))
    .output(ReturnRow),
  putBack: base.input(write.extend(PutBack.shape)).output(ReturnRow),
  refresh: base.input(write.extend({ channelId: Identifier.nullable() })).output(z.object({ read: z.int() })),
};

export const questionsCommands = {
  page: base.input(QuestionQuery).output(QuestionPage),
  answer: base.input(write.extend(QuestionAnswer.shape)).output(QuestionRow),
  /** Says of an answer that got no reply whether it arrived. */
  settle: base
    .input(write.extend({ ...channel.shape, questionId: Identifier, arrived: z.boolean() }))
    .output(QuestionRow),
  refresh: base.input(write.extend({ channelId: Identifier.nullable() })).output(z.object({ read: z.int() })),
};

export const settlementsCommands = {
  page: base.input(SettlementQuery).output(SettlementPage),
  refresh: base.input(write.extend({ channelId: Identifier.nullable() })).output(z.object({ read: z.int() })),
  state: base.output(z.array(AfterSalesState)),
};

const packageOfOrder = z.object({ orderId: Identifier, packageId: z.string() });

/** Part of `orders`: what can be done with a package beside reading it. */
export const deskCommands = {
  desk: base.input(z.object({ orderId: Identifier })).output(z.array(PackageDesk)),
  choices: base.input(packageOfOrder).output(DeskChoices),
  act: base
    .input(write.extend({ ...packageOfOrder.shape, wish: z.union([DeskWish, FurtherDeskWish]) }))
    .output(OrderDetail),
  /** Says of what got no answer whether it arrived. */
  settle: base
    .input(write.extend({ ...packageOfOrder.shape, arrived: z.boolean() }))
    .output(z.array(PackageDesk)),
  label: base.input(packageOfOrder.extend({ format: LabelFormat })).output(PackageLabel),
};

/** What else a marketplace tells or takes; `channel/not-offered` where it does not. Nothing of it is kept here. */
export const marketCommands = {
  buyBox: base.input(ListingChoice).output(z.array(BuyBoxRow)),
  commissions: base.input(ListingChoice).output(z.array(CommissionRow)),
  /** Entries of the marketplace's catalogue, by a barcode or by words. */
  search: base
    .input(channel.extend({ barcode: z.string().max(100), text: search }))
    .output(z.array(CatalogueEntry)),
  listing: base.input(channel.extend({ externalId: Identifier })).output(ListingBrief.nullable()),
  /** Countries for an empty path; then the provinces of one, and so on down. */
  places: base
    .input(channel.extend({ path: z.array(z.string().min(1).max(50)).max(3) }))
    .output(z.array(PlaceRow)),
  videos: base.input(channel).output(z.array(VideoRow)),
  sendVideo: base.input(write.extend(NewVideo.shape)).output(MadeVideo),
  createBrand: base.input(write.extend(NewBrand.shape)).output(MadeBrand),
};

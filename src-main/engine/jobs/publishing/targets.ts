import type { PublishAction, PublishFault, PublishSelection } from '#contract/publishing.ts';
import {
  linkedListings,
  listingOfVariant,
  listingWithKey,
  livingVariantIds,
  productsByCategory,
  variantIdsByStockCode,
  variantIdsOfProducts,
} from '../../cache/tables/shop-goods.ts';
import { isBeingCreated } from '../../cache/tables/publish-run.ts';
import { findVariant } from '../../cache/tables/variant.ts';
import type { ListingDraft } from '../../marketplaces/kit/catalogue.ts';
import { DRAFT_FAULTS } from '../../publishing/draft-faults.ts';
import { gatherDraft, isReady, type Drafting } from '../../publishing/gather-draft.ts';
import { codeSpellings } from '../../publishing/own-keys.ts';

/** One thing that an action is to be done to, with the draft where the action carries one, and what stands against it. */
export type PublishTarget = {
  readonly variantId: string | null;
  readonly listingId: string | null;
  readonly externalId: string;
  readonly stockCode: string;
  readonly barcode: string;
  readonly title: string;
  readonly draft: ListingDraft | null;
  readonly faults: readonly PublishFault[];
  readonly ready: boolean;
};

/** Which states of a listing an action makes sense for; where all of a channel are chosen, only those are taken. */
const STATES: Readonly<Record<Exclude<PublishAction, 'create'>, readonly string[]>> = {
  content: ['on-sale', 'off-sale', 'waiting-approval', 'rejected', 'locked', 'other'],
  archive: ['on-sale', 'off-sale', 'locked', 'other'],
  unarchive: ['archived'],
  delete: ['archived', 'off-sale', 'rejected', 'waiting-approval'],
  unlock: ['locked'],
};

/** A chosen listing is deleted in whatever state it is: some marketplaces have no archive, the others refuse in words. */
function fits(action: Exclude<PublishAction, 'create'>, state: string): boolean {
  if (action === 'delete') return true;
  // Some marketplaces show what was taken off sale by hand as off sale only.
  return STATES[action].includes(state) || (action === 'unarchive' && state === 'off-sale');
}

/** Whether an action carries drafts. */
export function carriesDrafts(action: PublishAction): boolean {
  return action === 'create' || action === 'content';
}

export function targetsOf(
  drafting: Drafting,
  action: PublishAction,
  selection: PublishSelection,
): readonly PublishTarget[] {
  const { database } = drafting.context;
  const { channelId } = drafting.row;
  if (selection.by === 'all' && action !== 'create') {
    return linkedListings(database, channelId, STATES[action]).map(({ variantId }) =>
      targetOf(drafting, action, variantId),
    );
  }
  const { variantIds, unknownCodes } = variantsOf(drafting, selection);
  const wanted =
    selection.by === 'all'
      ? variantIds.filter((variantId) => listingOfVariant(database, channelId, variantId) === null)
      : variantIds;
  return [
    ...wanted.map((variantId) => targetOf(drafting, action, variantId)),
    ...unknownCodes.map((code) => held({ stockCode: code, title: code }, [DRAFT_FAULTS.codeNotKnown(code)])),
  ];
}

function variantsOf(
  { context }: Drafting,
  selection: PublishSelection,
): { readonly variantIds: readonly string[]; readonly unknownCodes: readonly string[] } {
  const { database } = context;
  switch (selection.by) {
    case 'variants':
      return { variantIds: [...new Set(selection.variantIds)], unknownCodes: [] };
    case 'stock-codes': {
      const found = variantIdsByStockCode(database, selection.stockCodes);
      const known = new Set(found.map(({ stockCode }) => stockCode));
      return {
        variantIds: found.map(({ variantId }) => variantId),
        unknownCodes: [...new Set(selection.stockCodes)].filter((code) => !known.has(code)),
      };
    }
    case 'shop-category': {
      const products = productsByCategory(database).get(selection.shopCategoryId) ?? [];
      return { variantIds: variantIdsOfProducts(database, products), unknownCodes: [] };
    }
    case 'all':
      return { variantIds: livingVariantIds(database), unknownCodes: [] };
  }
}

function held(
  what: Partial<PublishTarget> & { readonly stockCode: string; readonly title: string },
  faults: readonly PublishFault[],
): PublishTarget {
  const nothing = { variantId: null, listingId: null, externalId: '', barcode: '', draft: null };
  return { ...nothing, ...what, faults, ready: false };
}

function targetOf(drafting: Drafting, action: PublishAction, variantId: string): PublishTarget {
  const { database } = drafting.context;
  const { channelId } = drafting.row;
  const variant = findVariant(database, variantId);
  if (variant === null) return held({ variantId, stockCode: '', title: variantId }, [DRAFT_FAULTS.notRead()]);
  const { barcode, stockCode, optionText } = variant;
  const title = optionText === '' ? variant.title : `${variant.title} (${optionText})`;
  const listing = listingOfVariant(database, channelId, variantId);
  const named = { variantId, stockCode, barcode, title };
  if (action === 'create') {
    const there =
      listing ??
      listingWithKey(database, channelId, {
        stockCodes: codeSpellings(drafting.session.manifest, stockCode),
        barcode,
      });
    if (there !== null && there.state !== 'gone')
      return held({ ...named, listingId: there.listingId }, [DRAFT_FAULTS.listedAlready(there.externalId)]);
    if (isBeingCreated(database, channelId, variantId)) return held(named, [DRAFT_FAULTS.beingCreated()]);
    const built = gatherDraft(drafting, variantId);
    return { ...named, listingId: null, externalId: '', ...built, ready: isReady(built) };
  }
  if (listing === null || listing.state === 'gone') return held(named, [DRAFT_FAULTS.notListed()]);
  const { listingId, externalId } = listing;
  // The marketplace's own keys: those that it was listed by.
  const target = {
    ...named,
    listingId,
    externalId,
    stockCode: listing.stockCode || stockCode,
    barcode: listing.barcode || barcode,
  };
  if (!fits(action, listing.state)) {
    const faults = [DRAFT_FAULTS.otherState(action, listing.state)];
    return { ...target, draft: null, faults, ready: false };
  }
  if (action !== 'content') return { ...target, draft: null, faults: [], ready: true };
  const built = gatherDraft(drafting, variantId, 'content');
  const { stockCode: sku, barcode: code } = target;
  const draft = built.draft && {
    ...built.draft,
    stockCode: sku,
    barcode: code,
    groupId: listing.groupId || built.draft.groupId,
  };
  return { ...target, draft, faults: built.faults, ready: isReady(built) };
}

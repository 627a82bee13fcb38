import type { CandidateQuery, ListingFieldForm, PublishCandidate, PublishRun } from '#contract/publishing.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { isThisComputer } from '../cache/loopback.ts';
import { categoryPath } from '../cache/tables/catalogue.ts';
import { findChannel } from '../cache/tables/channel.ts';
import { notListedRows } from '../cache/tables/not-listed.ts';
import {
  countItems,
  isBeingCreated,
  itemWindow,
  runWindow,
  type RunRecord,
} from '../cache/tables/publish-run.ts';
import {
  readPublishingDefaults,
  readWishes,
  writePublishingDefaults,
  writeWishes,
} from '../cache/tables/publishing-wish.ts';
import { findProductGoodsCategories, listingOfVariant } from '../cache/tables/shop-goods.ts';
import { findVariant, variantsByRow } from '../cache/tables/variant.ts';
import { searchTerms } from '../cache/search-terms.ts';
import { searchVariantRows } from '../cache/tables/variant-search.ts';
import { transact } from '../cache/transaction.ts';
import type { EngineContext } from '../context.ts';
import { knownRun, pollRun, previewRun, retryRun, startRun } from '../jobs/publishing/start-run.ts';
import { beginDrafting, gatherDraft, isReady, showDraft, type Drafting } from '../publishing/gather-draft.ts';
import { ensureChoices } from '../publishing/read-catalogue.ts';
import { once, os } from './implement.ts';
import { asker } from './new-batch.ts';

export const publishingHandlers = {
  form: os.publishing.form.handler(({ input, context }) => form(context, input.channelId)),
  defaults: os.publishing.defaults.handler(({ input, context }) =>
    readPublishingDefaults(context.database, input.channelId),
  ),
  setDefaults: os.publishing.setDefaults.handler(({ input, context }) =>
    once(context, 'publishing.setDefaults', input.requestId, () => {
      requireChannel(context, input.channelId);
      writePublishingDefaults(context.database, input.channelId, input.defaults);
      context.events.changed('publishing');
      return input.defaults;
    }),
  ),
  wishes: os.publishing.wishes.handler(({ input, context }) =>
    readWishes(context.database, input.channelId, input.productId),
  ),
  setWishes: os.publishing.setWishes.handler(({ input, context }) =>
    once(context, 'publishing.setWishes', input.requestId, () => {
      requireChannel(context, input.channelId);
      writeWishes(context.database, { ...input, at: context.host.clock.now() });
      context.events.changed('publishing');
      return input.wishes;
    }),
  ),
  copyWishes: os.publishing.copyWishes.handler(({ input, context }) =>
    once(context, 'publishing.copyWishes', input.requestId, () => copyWishes(context, input)),
  ),
  candidates: os.publishing.candidates.handler(({ input, context }) => candidates(context, input)),
  candidate: os.publishing.candidate.handler(({ input, context }) => {
    const found = candidate(beginDrafting(context, input.channelId), input.variantId);
    if (found === null)
      throw new ProblemError(problem('listing/variant-not-known', { variantId: input.variantId }));
    return found;
  }),
  preview: os.publishing.preview.handler(({ input, context }) => previewRun(context, input)),
  start: os.publishing.start.handler(({ input, context }) =>
    once(context, 'publishing.start', input.requestId, async () =>
      showRun(context, await startRun(context, input, asker(context))),
    ),
  ),
  poll: os.publishing.poll.handler(async ({ input, context }) =>
    showRun(context, await pollRun(context, input.runId)),
  ),
  retry: os.publishing.retry.handler(({ input, context }) =>
    once(context, 'publishing.retry', input.requestId, async () =>
      showRun(context, await retryRun(context, input.runId, asker(context))),
    ),
  ),
  runs: os.publishing.runs.handler(({ input, context }) => {
    const { rows, total } = runWindow(context.database, input);
    return { rows: rows.map((run) => showRun(context, run)), total };
  }),
  run: os.publishing.run.handler(({ input, context }) => {
    const { rows, total } = itemWindow(context.database, input);
    return {
      run: showRun(context, knownRun(context, input.runId)),
      rows: rows.map(({ draft: _draft, faults, updatedAt, ...item }) => ({
        itemId: item.itemId,
        runId: item.runId,
        variantId: item.variantId,
        listingId: item.listingId,
        externalId: item.externalId,
        stockCode: item.stockCode,
        barcode: item.barcode,
        title: item.title,
        state: item.state,
        problem: item.problem,
        batchId: item.batchId,
        faults: [...faults],
        updatedAt: new Date(updatedAt).toISOString(),
      })),
      total,
    };
  }),
};

function requireChannel({ database }: EngineContext, channelId: string): void {
  if (findChannel(database, channelId) === null)
    throw new ProblemError(problem('channel/not-known', { channelId }));
}

async function form(context: EngineContext, channelId: string): Promise<ListingFieldForm[]> {
  const { manifest } = context.channels.open(channelId);
  const fields = manifest.listingFields ?? [];
  const choices = fields.some(({ accountChoice }) => accountChoice !== null)
    ? await ensureChoices(context, channelId)
    : [];
  return fields.map(({ key, label, help, required, kind, values, accountChoice }) => ({
    key,
    label,
    help,
    required,
    kind,
    choices: [
      ...values,
      ...choices
        .filter((choice) => choice.kind === accountChoice)
        .map(({ choiceId, name }) => ({ value: choiceId, label: { tr: name, en: name } })),
    ],
  }));
}

function copyWishes(
  context: EngineContext,
  of: {
    readonly channelId: string;
    readonly fromProductId: string;
    readonly toProductIds: readonly string[];
  },
): { copied: number } {
  const { database, host } = context;
  const wishes = readWishes(database, of.channelId, of.fromProductId);
  const targets = of.toProductIds.filter((productId) => productId !== of.fromProductId);
  transact(database, () => {
    for (const productId of targets) {
      const own = readWishes(database, of.channelId, productId);
      const { title, subtitle, description, catalogueIds } = own;
      const copied = { ...wishes, title, subtitle, description, catalogueIds };
      writeWishes(database, { channelId: of.channelId, productId, wishes: copied, at: host.clock.now() });
    }
  });
  context.events.changed('publishing');
  return { copied: targets.length };
}

function candidates(
  context: EngineContext,
  query: CandidateQuery,
): { rows: PublishCandidate[]; total: number } {
  const { database } = context;
  const drafting = beginDrafting(context, query.channelId);
  const { offset, limit } = query;
  const unlisted = notListedRows(database, {
    channelIds: [query.channelId],
    terms: searchTerms(query.search),
  });
  const isUnlisted = new Set(unlisted);
  const rows =
    query.filter === 'unlisted'
      ? [...unlisted]
      : searchVariantRows(database, query.search, Number.MAX_SAFE_INTEGER).filter(
          (row) => query.filter === 'all' || !isUnlisted.has(row),
        );
  return {
    rows: variantsByRow(database, rows.slice(offset, offset + limit)).flatMap(
      ({ variantId }) => candidate(drafting, variantId) ?? [],
    ),
    total: rows.length,
  };
}

function candidate(drafting: Drafting, variantId: string): PublishCandidate | null {
  const { database } = drafting.context;
  const { channelId } = drafting.row;
  const variant = findVariant(database, variantId);
  if (variant === null) return null;
  const listing = listingOfVariant(database, channelId, variantId);
  const built = gatherDraft(drafting, variantId);
  const sending = isBeingCreated(database, channelId, variantId);
  const { productId, title, optionText, stockCode, barcode, imageUrl } = variant;
  return {
    variantId,
    productId,
    title,
    optionText,
    stockCode,
    barcode,
    imageUrl,
    shopCategories: [...findProductGoodsCategories(database, productId)],
    categoryPath: built.draft && categoryPath(database, channelId, built.draft.categoryId),
    listing: listing && {
      listingId: listing.listingId,
      externalId: listing.externalId,
      // Written from the adapters' own states only.
      state: listing.state as NonNullable<PublishCandidate['listing']>['state'],
    },
    readiness: sending
      ? 'sending'
      : listing !== null && listing.state !== 'gone'
        ? 'listed'
        : isReady(built)
          ? 'ready'
          : 'held',
    faults: [...built.faults],
    draft: built.draft && showDraft(drafting, built.draft),
  };
}

function showRun(context: EngineContext, run: RunRecord): PublishRun {
  const row = findChannel(context.database, run.channelId);
  return {
    runId: run.runId,
    channelId: run.channelId,
    channelName: row?.name ?? '',
    sandbox: row !== null && isThisComputer(row.baseUrl),
    action: run.action,
    by: run.by,
    startedAt: new Date(run.startedAt).toISOString(),
    finishedAt: run.finishedAt === null ? null : new Date(run.finishedAt).toISOString(),
    counts: countItems(context.database, run.runId),
    problem: run.problem,
  };
}

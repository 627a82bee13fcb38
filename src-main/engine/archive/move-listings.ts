import type { ArchivedListing, ArchiveMove, ArchiveMoved, MovedDraft } from '#contract/archive.ts';
import { problem, ProblemError } from '#contract/problem.ts';
import { formatDecimalE4 } from '#common/money.ts';
import { findArchivedListing, findArchivedListings } from '../cache/tables/archive-listing.ts';
import { listOrigins } from '../cache/tables/variant-code-origins.ts';
import type { EngineContext } from '../context.ts';
import type { DraftFault, ListingDraft } from '../marketplaces/kit/catalogue.ts';
import { cleanDescription } from './clean-description.ts';

const SOURCE = 'gittigidiyor';
/** The hosts of the closed marketplace: what they showed is gone. */
const GONE_HOSTS = /(^|\.)gittigidiyor\.(com|net)$/i;

/**
 * Archived listings as drafts for another channel, each with what it still misses there: by what an archive can never give
 * (prices and stock of today, pictures, category) and by the channel's own rules. Nothing is invented and nothing is sent.
 */
export function moveListings(context: EngineContext, wish: ArchiveMove): ArchiveMoved {
  const { database, channels } = context;
  const { manifest, connection } = channels.open(wish.channelId);
  const { rows, total } =
    wish.listings === 'newest'
      ? findArchivedListings(database, {
          search: '',
          newestOnly: true,
          offset: wish.offset,
          limit: wish.limit,
        })
      : named(context, wish);
  const moved = rows.map((listing): MovedDraft => {
    const variantId = variantOf(context, listing);
    const draft = draftOf(listing, manifest.currency);
    const own = missingOf(listing, draft);
    const told = new Set(own.map(({ field }) => field));
    const theirs = (connection.checkDraft?.(draft, []) ?? []).filter(({ field }) => !told.has(field));
    const missing = [...own, ...theirs].map((fault) => ({ ...fault, message: { ...fault.message } }));
    return {
      externalId: listing.externalId,
      variantId,
      draft: {
        ...draft,
        attributes: draft.attributes.map((each) => ({ ...each })),
        images: [...draft.images],
        fields: { ...draft.fields },
      },
      missing,
    };
  });
  const ready = moved.filter(({ missing }) => missing.every(({ severity }) => severity === 'warning')).length;
  return { rows: moved, total, ready };
}

function named(
  { database }: EngineContext,
  { listings, offset, limit }: ArchiveMove,
): { readonly rows: readonly ArchivedListing[]; readonly total: number } {
  const ids = listings === 'newest' ? [] : [...new Set(listings)];
  const rows = ids.map((externalId) => {
    const listing = findArchivedListing(database, SOURCE, externalId);
    if (listing === null)
      throw new ProblemError(problem('input/invalid', { field: 'listings', ...notThere(externalId) }));
    return listing;
  });
  return { rows: rows.slice(offset, offset + limit), total: rows.length };
}

function notThere(externalId: string): Readonly<Record<string, string>> {
  return {
    happenedTr: `Arşivde ${externalId} numaralı ürün yok.`,
    meansTr: 'Hiçbir taslak hazırlanmadı.',
    actionTr: 'Numarayı arşiv listesinden alın.',
    happenedEn: `The archive has no listing ${externalId}.`,
    meansEn: 'No draft was made.',
    actionEn: 'Take the number from the archive’s list.',
  };
}

/** The one variant of the shop with this code or barcode; of several, none. */
function variantOf(
  { database }: EngineContext,
  { ownCode, ownCodeMade, barcode }: ArchivedListing,
): string | null {
  const origins = [
    ...(ownCodeMade ? [] : listOrigins(database, 'stock-code', ownCode)),
    ...listOrigins(database, 'barcode', barcode),
  ];
  const found = new Set(origins.map(({ variantId }) => variantId));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

function draftOf(listing: ArchivedListing, currency: string): ListingDraft {
  const { ownCode, ownCodeMade } = listing;
  return {
    stockCode: ownCodeMade ? '' : ownCode,
    barcode: listing.barcode,
    groupId: ownCodeMade ? '' : listing.groupId,
    title: listing.title,
    subtitle: listing.subtitle,
    description: cleanDescription(listing.description),
    categoryId: '',
    brandId: null,
    brandName: listing.brand,
    // By name only: which of the channel's attributes they are is the mapping's to say.
    attributes: [],
    images: listing.images.filter(isReachable),
    vatRate: 0,
    quantity: 0,
    salePriceE4: 0,
    listPriceE4: 0,
    currency,
    desi: listing.desi,
    catalogueId: null,
    fields: {},
  };
}

function isReachable(address: string): boolean {
  return (
    URL.canParse(address) &&
    /^https:$/.test(new URL(address).protocol) &&
    !GONE_HOSTS.test(new URL(address).hostname)
  );
}

/** What no archive can give. */
function missingOf(listing: ArchivedListing, draft: ListingDraft): readonly DraftFault[] {
  const then = listing.priceE4 === null ? null : formatDecimalE4(listing.priceE4).slice(0, -2);
  const faults: (DraftFault | null)[] = [
    error(
      'salePrice',
      then === null
        ? 'Bugünün fiyatı girilmeli.'
        : `Bugünün fiyatı girilmeli; 2022’deki fiyat ${then} TL idi.`,
      then === null ? 'Today’s price is needed.' : `Today’s price is needed; in 2022 it was ${then} TL.`,
    ),
    error(
      'quantity',
      'Bugünün stoku girilmeli; arşivdeki stok eski.',
      'Today’s stock is needed; the archive’s is old.',
    ),
    error(
      'vatRate',
      'KDV oranı arşivde yok; seçilmeli.',
      'The VAT rate is not in the archive and must be chosen.',
    ),
    error(
      'categoryId',
      listing.category === ''
        ? 'Kategori seçilmeli.'
        : `Kategori seçilmeli; GittiGidiyor’da “${listing.category}” idi.`,
      listing.category === ''
        ? 'A category must be chosen.'
        : `A category must be chosen; on GittiGidiyor it was “${listing.category}”.`,
    ),
    draft.images.length > 0
      ? null
      : error(
          'images',
          'GittiGidiyor’un görsel sunucuları kapalı; görseller yeniden eklenmeli.',
          'GittiGidiyor’s picture servers are gone; pictures must be added again.',
        ),
    draft.stockCode !== ''
      ? null
      : error(
          'stockCode',
          'Ürün kodu bulunamadı; eşleştirme gerekli.',
          'No stock code was found; it must be matched by hand.',
        ),
    listing.attributes.length === 0
      ? null
      : {
          field: 'attributes',
          severity: 'warning',
          message: {
            tr: `Eşleştirilecek özellikler: ${attributeText(listing)}.`,
            en: `Attributes to be mapped: ${attributeText(listing)}.`,
          },
        },
  ];
  return faults.flatMap((fault) => fault ?? []);
}

function attributeText({ attributes }: ArchivedListing): string {
  return attributes.map(({ name, value }) => `${name}: ${value}`).join(', ');
}

function error(field: string, tr: string, en: string): DraftFault {
  return { field, severity: 'error', message: { tr, en } };
}

import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Language } from '#contract/basics.ts';
import type { FileContent } from '#contract/returns.ts';
import { withProfile, type CommandContext } from './context.ts';
import { findChannel } from './find-channel.ts';
import { formatMoney } from './format.ts';
import { mediaTypeOf } from './media-type.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import type { EngineClient } from './profile.ts';
import { readGivenFile } from './read-text.ts';
import { formatTable } from './table.ts';

export type OneChannel = { readonly channel: string };
export type ChosenListings = OneChannel & { readonly sku: readonly string[] };

type Words = {
  readonly listing: string;
  readonly product: string;
  readonly place: string;
  readonly price: string;
  readonly winning: string;
  readonly sellers: string;
  readonly commission: string;
  readonly id: string;
  readonly name: string;
  readonly barcode: string;
  readonly state: string;
  readonly none: string;
  readonly unknown: string;
  readonly brief: (approved: boolean, archived: boolean) => string;
  readonly made: (id: string) => string;
  readonly there: (id: string) => string;
};

const TR: Words = {
  listing: 'Listeleme',
  product: 'Ürün',
  place: 'Sıra',
  price: 'Fiyatınız',
  winning: 'İlk sıradaki fiyat',
  sellers: 'Satıcı',
  commission: 'Komisyon %',
  id: 'Kimlik',
  name: 'Ad',
  barcode: 'Barkod',
  state: 'Durum',
  none: 'Pazaryeri bunun için bir şey söylemiyor.',
  unknown: 'Pazaryeri böyle bir ürün tanımıyor.',
  brief: (approved, archived) => `${approved ? 'onaylı' : 'onaysız'}${archived ? ', arşivde' : ''}`,
  made: (id) => `Pazaryerine iletildi: ${id}`,
  there: (id) => `Zaten var: ${id}. Hiçbir şey gönderilmedi.`,
};

const EN: Words = {
  listing: 'Listing',
  product: 'Product',
  place: 'Place',
  price: 'Your price',
  winning: 'Price of the first place',
  sellers: 'Sellers',
  commission: 'Commission %',
  id: 'Id',
  name: 'Name',
  barcode: 'Barcode',
  state: 'State',
  none: 'The marketplace tells nothing about it.',
  unknown: 'The marketplace knows no such product.',
  brief: (approved, archived) => `${approved ? 'approved' : 'not approved'}${archived ? ', archived' : ''}`,
  made: (id) => `Told the marketplace: ${id}`,
  there: (id) => `It is there already: ${id}. Nothing was sent.`,
};

const WORDS: Readonly<Record<Language, Words>> = { tr: TR, en: EN };

/** Rows as one JSON list and as a table. */
async function told<T>(
  context: CommandContext,
  of: {
    readonly channel: string;
    readonly read: (client: EngineClient, channelId: string) => Promise<readonly T[]>;
    readonly columns: (words: Words) => readonly string[];
    readonly cells: (row: T, language: Language) => readonly string[];
  },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, of.channel);
    const rows = await of.read(client, channelId);
    const language = context.language();
    const words = WORDS[language];
    const table = formatTable(
      of.columns(words).map((title) => ({ title, content: 'sentence' as const })),
      rows.map((row) => [...of.cells(row, language)]),
    );
    return { json: { rows }, text: rows.length === 0 ? words.none : table, exitCode: EXIT.done };
  });
}

const chosen = (channelId: string, { sku }: ChosenListings) => ({
  channelId,
  codes: sku.length === 0 ? null : [...sku],
});

/** `market buybox`: who holds the first place for the merchant's listings, and for how much. */
export function buyBox(context: CommandContext, options: ChosenListings): Promise<Outcome> {
  return told(context, {
    channel: options.channel,
    read: (client, channelId) => client.market.buyBox(chosen(channelId, options)),
    columns: (words) => [
      words.listing,
      words.product,
      words.place,
      words.price,
      words.winning,
      words.sellers,
    ],
    cells: (row, language) => [
      row.externalId,
      row.title,
      row.rank === null ? (row.mine === true ? '1' : '–') : String(row.rank),
      row.priceE4 === null ? '–' : formatMoney(row.priceE4, row.currency, language),
      row.winningPriceE4 === null ? '–' : formatMoney(row.winningPriceE4, row.currency, language),
      row.sellers === null ? '–' : String(row.sellers),
    ],
  });
}

/** `market commissions`: the marketplace's share, by listing. */
export function commissions(context: CommandContext, options: ChosenListings): Promise<Outcome> {
  return told(context, {
    channel: options.channel,
    read: (client, channelId) => client.market.commissions(chosen(channelId, options)),
    columns: (words) => [words.listing, words.product, words.commission],
    cells: ({ externalId, title, percent }, language) => [
      externalId,
      title,
      percent.toLocaleString(language === 'tr' ? 'tr-TR' : 'en-GB', { maximumFractionDigits: 4 }),
    ],
  });
}

/** `market search`: entries of the marketplace's catalogue. */
export function searchMarket(
  context: CommandContext,
  words: string | undefined,
  { channel, barcode }: OneChannel & { readonly barcode: string },
): Promise<Outcome> {
  if (words === undefined && barcode === '')
    throw new UsageError('Aranacak söz ya da --barcode bekler.', 'Takes words to look for, or --barcode.');
  return told(context, {
    channel,
    read: (client, channelId) => client.market.search({ channelId, barcode, text: words ?? '' }),
    columns: (names) => [names.id, names.barcode, names.product],
    cells: ({ catalogueId, barcode: code, title }) => [catalogueId, code, title],
  });
}

/** `market places`: countries, or what lies below one. */
export function places(
  context: CommandContext,
  path: readonly string[],
  { channel }: OneChannel,
): Promise<Outcome> {
  return told(context, {
    channel,
    read: (client, channelId) => client.market.places({ channelId, path: [...path] }),
    columns: (words) => [words.id, words.name],
    cells: ({ placeId, name }) => [placeId, name],
  });
}

/** `market videos`: the account's videos, and what became of them. */
export function videos(context: CommandContext, { channel }: OneChannel): Promise<Outcome> {
  return told(context, {
    channel,
    read: (client, channelId) => client.market.videos({ channelId }),
    columns: (words) => [words.id, words.name, words.state],
    cells: ({ videoId, title, rawState }) => [videoId, title, rawState],
  });
}

/** `market listing`: whether the marketplace knows a product, and how it stands. */
export function listingBrief(
  context: CommandContext,
  externalId: string,
  { channel }: OneChannel,
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, channel);
    const brief = await client.market.listing({ channelId, externalId });
    const words = WORDS[context.language()];
    const text = brief === null ? words.unknown : words.brief(brief.approved, brief.archived);
    return { json: { listing: brief }, text, exitCode: EXIT.done };
  });
}

export type VideoOptions = OneChannel & {
  readonly title: string;
  readonly url: string;
  readonly description: string;
  readonly content: readonly string[];
};

/** `market video`: gives product pages a video, once. */
export function sendVideo(context: CommandContext, options: VideoOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const { title, url, description, content } = options;
    const wish = { channelId, title, description, videoUrl: url, contentIds: [...content] };
    const made = await client.market.sendVideo({ requestId: randomUUID(), ...wish });
    const words = WORDS[context.language()];
    const text = made.made ? words.made(made.videoId) : words.there(made.videoId);
    return { json: made, text, exitCode: EXIT.done };
  });
}

/** `market brand`: asks for a brand that the marketplace does not know, once. */
export function createBrand(
  context: CommandContext,
  name: string,
  options: OneChannel & { readonly image: readonly string[] },
): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const images = await Promise.all(options.image.map(readPicture));
    const made = await client.market.createBrand({ requestId: randomUUID(), channelId, name, images });
    const words = WORDS[context.language()];
    const text = made.made ? words.made(made.brandId) : words.there(made.brandId);
    return { json: made, text, exitCode: EXIT.done };
  });
}

async function readPicture(file: string): Promise<FileContent> {
  const mediaType = mediaTypeOf(file);
  if (mediaType === null || !mediaType.startsWith('image/'))
    throw new UsageError(
      'Marka görseli JPG ya da PNG olmalı.',
      'A picture of the mark must be a JPG or PNG.',
    );
  const bytes = await readGivenFile(file);
  return { name: basename(file), mediaType, base64: Buffer.from(bytes).toString('base64') };
}

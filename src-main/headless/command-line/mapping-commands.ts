import { randomUUID } from 'node:crypto';
import { allRows } from './all-rows.ts';
import { withProfile, type CommandContext } from './context.ts';
import { findChannel } from './find-channel.ts';
import { applyMapping } from './mapping-apply.ts';
import { parseMappingFile, type MappingFile } from './mapping-file.ts';
import { readMapping, type Missing } from './mapping-state.ts';
import { mappingWords } from './mapping-words.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import { readText } from './read-text.ts';
import { formatTable } from './table.ts';

export type ChannelChoice = { readonly channel: string };

/** `mapping`: how much of the shop is mapped on a channel, what is missing, and what it could be. */
export async function showMapping(context: CommandContext, options: ChannelChoice): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const { coverage, missing, mapping } = await readMapping({ client, channelId });
    const words = mappingWords(context.language());
    const share =
      coverage.percent === null ? words.noProducts : words.coverage(coverage.percent, coverage.products);
    const end = missing.length === 0 ? words.complete : words.missing(missing.length);
    return {
      json: { coverage, missing, mapping },
      text: [...tableOf(context, missing), `${share} ${end}`].join('\n\n'),
      exitCode: missing.length === 0 ? EXIT.done : EXIT.unfinished,
    };
  });
}

const CANDIDATES_SHOWN = 3;

function tableOf(context: CommandContext, missing: readonly Missing[]): readonly string[] {
  if (missing.length === 0) return [];
  const words = mappingWords(context.language());
  return [
    formatTable(
      [
        { title: words.kind },
        { title: words.what, content: 'sentence' },
        { title: words.products },
        { title: words.candidates, content: 'sentence' },
      ],
      missing.map(({ kind, what, categoryId, attributeId, products, candidates }) => [
        words.kinds[kind],
        attributeId === null ? what : `${what} (${categoryId}:${attributeId})`,
        products === 0 ? '' : String(products),
        candidates
          .slice(0, CANDIDATES_SHOWN)
          .map(({ id, name }) => `${name} [${id}]`)
          .join('; '),
      ]),
    ),
  ];
}

export type SetOptions = ChannelChoice & {
  readonly category: readonly string[];
  readonly brand: readonly string[];
  readonly attribute: readonly string[];
  readonly value: readonly string[];
  readonly field: readonly string[];
  readonly vat?: string;
  readonly desi?: string;
  readonly file?: string;
};

/** `mapping set`: keeps decisions, all of what is given or nothing. */
export async function setMapping(context: CommandContext, options: SetOptions): Promise<Outcome> {
  const typed = fromOptions(options);
  const isTyped = Object.keys(typed).length > 0;
  // One of both, so that all of it is kept or nothing.
  if (isTyped === (options.file !== undefined))
    throw new UsageError(mappingWords('tr').nothingGiven, mappingWords('en').nothingGiven);
  const words = mappingWords(context.language());
  const file = options.file === undefined ? typed : parseMappingFile(await readText(context, options.file));
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const kept = await applyMapping({ client, channelId }, file);
    const coverage = await client.mapping.coverage({ channelId });
    return { json: { kept, coverage }, text: words.kept(kept), exitCode: EXIT.done };
  });
}

/** The same document as in a file, out of `--category "Giyim > Elbise=1007"` and its like. An empty right side takes it away. */
function fromOptions(options: SetOptions): MappingFile {
  const attributes: NonNullable<MappingFile['attributes']> = {};
  for (const [place, source] of pairs(options.attribute)) {
    const [categoryId, attributeId] = placeOf(place, 2);
    (attributes[categoryId!] ??= {})[attributeId!] = source === '' ? null : source;
  }
  const values: NonNullable<MappingFile['values']> = {};
  for (const [place, valueId] of pairs(options.value)) {
    const [categoryId, attributeId, shopValue] = placeOf(place, 3);
    ((values[categoryId!] ??= {})[attributeId!] ??= {})[shopValue!] = valueId === '' ? null : valueId;
  }
  const decided = (texts: readonly string[]) =>
    Object.fromEntries(pairs(texts).map(([name, id]) => [name, id === '' ? null : id]));
  const defaults = {
    ...(options.vat === undefined ? {} : { vatRate: options.vat === '' ? null : Number(options.vat) }),
    ...(options.desi === undefined ? {} : { desi: options.desi === '' ? null : Number(options.desi) }),
    ...(options.field.length === 0 ? {} : { fields: Object.fromEntries(pairs(options.field)) }),
  };
  const file = {
    ...(Object.keys(defaults).length === 0 ? {} : { defaults }),
    ...(options.category.length === 0 ? {} : { categories: decided(options.category) }),
    ...(options.brand.length === 0 ? {} : { brands: decided(options.brand) }),
    ...(options.attribute.length === 0 ? {} : { attributes }),
    ...(options.value.length === 0 ? {} : { values }),
  };
  return parseMappingFile(JSON.stringify(file));
}

/** `name=id`; the last `=` parts them, or the first where a text follows that may hold any sign. */
function pairs(texts: readonly string[]): readonly (readonly [string, string])[] {
  return texts.map((text) => {
    const at = /=(?:text|option|attribute):/.exec(text)?.index ?? text.lastIndexOf('=');
    if (at <= 0)
      throw new UsageError(`“ad=değer” biçiminde yazın: ${text}`, `Write it as “name=value”: ${text}`);
    return [text.slice(0, at).trim(), text.slice(at + 1).trim()] as const;
  });
}

/** `category:attribute` or `category:attribute:value`; the last part may hold colons. */
function placeOf(text: string, count: 2 | 3): readonly string[] {
  const parts = text.split(':');
  const place = [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')].map((part) => part.trim());
  if (place.length === count && place.every((part) => part !== '')) return place;
  const form = count === 2 ? 'kategori:özellik' : 'kategori:özellik:değer';
  throw new UsageError(`“${form}=…” biçiminde yazın: ${text}`, `Write it as “${form}=…”: ${text}`);
}

/** `mapping accept`: takes the guesses that can hardly be wrong, and lists what is left to decide. */
export async function acceptMapping(context: CommandContext, options: ChannelChoice): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const accepted = await client.mapping.acceptCertain({ requestId: randomUUID(), channelId });
    const words = mappingWords(context.language());
    const { categories, brands, sources, values, unsure } = accepted;
    return {
      json: accepted,
      text: [
        ...tableOf(context, unsure),
        `${words.accepted(categories, brands, sources, values)} ${words.unsure(unsure.length)}`,
      ].join('\n\n'),
      exitCode: unsure.length === 0 ? EXIT.done : EXIT.unfinished,
    };
  });
}

export type CopyOptions = ChannelChoice & { readonly from: string; readonly to: readonly string[] };

/** `mapping copy`: sources and values of one category's attributes for others that ask for the same. */
export async function copyMapping(context: CommandContext, options: CopyOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const copied = await client.mapping.copyAttributes({
      requestId: randomUUID(),
      channelId,
      fromCategoryId: options.from,
      toCategoryIds: [...options.to],
    });
    const words = mappingWords(context.language());
    const text = words.copied(copied.sources, copied.values, copied.left);
    return { json: copied, text, exitCode: EXIT.done };
  });
}

export type ChangesOptions = ChannelChoice & { readonly refresh: boolean; readonly seen: boolean };

/** `mapping changes`: what the marketplace changed in its catalogue, and how many products that touches. */
export async function mappingChanges(context: CommandContext, options: ChangesOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    if (options.refresh)
      await client.catalogue.refresh({ requestId: randomUUID(), channelId, what: 'everything' });
    const { rows, page } = await allRows((window) =>
      client.catalogue.changes({ ...window, channelId, unseenOnly: true }),
    );
    if (options.seen)
      for (let start = 0; start < rows.length; start += 500)
        await client.catalogue.markSeen({
          requestId: randomUUID(),
          changeIds: rows.slice(start, start + 500).map(({ changeId }) => changeId),
        });
    const language = context.language();
    const words = mappingWords(language);
    const table = formatTable(
      [{ title: words.date }, { title: words.change, content: 'sentence' }],
      rows.map(({ at, text }) => [at.slice(0, 10), text[language]]),
    );
    return {
      json: { rows, total: page.total },
      text: rows.length === 0 ? words.changes(0) : `${table}\n\n${words.changes(rows.length)}`,
      exitCode: EXIT.done,
    };
  });
}

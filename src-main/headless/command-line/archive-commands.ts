import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  ArchiveField,
  LONGEST_ARCHIVE,
  type ArchiveImport,
  type ArchivedListing,
  type ArchivedSale,
} from '#contract/archive.ts';
import { formatDecimalE4 } from '#common/money.ts';
import { allRows } from './all-rows.ts';
import { archiveWords } from './archive-words.ts';
import { withProfile, type CommandContext } from './context.ts';
import { findChannel } from './find-channel.ts';
import { EXIT, UsageError, type Outcome } from './outcome.ts';
import { formatTable } from './table.ts';

export type ArchiveImportOptions = { readonly dryRun: boolean; readonly map: readonly string[] };
export type ArchiveListOptions = {
  readonly sales: boolean;
  readonly search: string;
  readonly all: boolean;
  readonly limit?: number;
};
export type ArchiveMoveOptions = {
  readonly channel: string;
  readonly listing: readonly string[];
  readonly limit?: number;
};

/** `archive import`: tells what an old export holds, and keeps it unless it is a dry run. */
export async function importArchive(
  context: CommandContext,
  file: string,
  options: ArchiveImportOptions,
): Promise<Outcome> {
  const columns = columnsOf(options.map);
  const bytes = file === '-' ? await buffer(context.streams.stdin) : await readBytes(file);
  const content = Buffer.from(bytes).toString('base64');
  if (content.length > LONGEST_ARCHIVE)
    throw new UsageError(
      'Dosya 20 MB’tan büyük; bölerek verin.',
      'The file is larger than 20 MB; give it in parts.',
    );
  return withProfile(context, async ({ client }) => {
    const found = await client.archive.import({
      requestId: randomUUID(),
      source: 'gittigidiyor',
      fileName: file === '-' ? '-' : basename(file),
      content,
      columns,
      apply: !options.dryRun,
    });
    const left = found.remarks.some(({ severity }) => severity === 'error');
    return {
      json: found,
      text: importText(context, found),
      exitCode: left || found.listings.differs + found.sales.differs > 0 ? EXIT.unfinished : EXIT.done,
    };
  });
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(`Arşiv dosyası okunamadı: ${reason}`, `The archive file cannot be read: ${reason}`);
  }
}

function columnsOf(mappings: readonly string[]): Record<string, ArchiveField> {
  return Object.fromEntries(
    mappings.map((mapping) => {
      const at = mapping.lastIndexOf('=');
      const field = ArchiveField.safeParse(mapping.slice(at + 1).trim());
      if (at < 1 || !field.success)
        throw new UsageError(
          `--map "Başlık=alan" bekler; alan şunlardan biri: ${ArchiveField.options.join(', ')}`,
          `--map takes "Header=field"; field is one of: ${ArchiveField.options.join(', ')}`,
        );
      return [mapping.slice(0, at).trim(), field.data] as const;
    }),
  );
}

function importText(context: CommandContext, found: ArchiveImport): string {
  const language = context.language();
  const words = archiveWords(language);
  const unknown = found.columns.filter(({ field }) => field === null).map(({ header }) => header);
  const remarks = formatTable(
    [{ title: words.place }, { title: words.remark, content: 'sentence' }],
    found.remarks.map(({ place, message }) => [place, message[language]]),
  );
  return [
    ...(found.remarks.length === 0 ? [] : [remarks, '']),
    ...(unknown.length === 0 ? [] : [words.unknownColumns(unknown)]),
    words.listings(found.listings),
    words.sales(found.sales),
    found.applied ? words.kept : words.dryRun,
  ].join('\n');
}

/** `archive list`: what was kept, listings or sales. */
export async function listArchive(context: CommandContext, options: ArchiveListOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const query = { search: options.search, newestOnly: !options.all };
    const { rows, page, table } = options.sales
      ? await allRows((window) => client.archive.sales({ ...query, ...window }), options.limit).then(
          (got) => ({
            ...got,
            table: saleTable(context, got.rows),
          }),
        )
      : await allRows((window) => client.archive.listings({ ...query, ...window }), options.limit).then(
          (got) => ({
            ...got,
            table: listingTable(context, got.rows),
          }),
        );
    const found = archiveWords(context.language()).found(page.total);
    return {
      json: { rows, total: page.total },
      text: rows.length === 0 ? found : `${table}\n\n${found}`,
      exitCode: EXIT.done,
    };
  });
}

function listingTable(context: CommandContext, rows: readonly ArchivedListing[]): string {
  const words = archiveWords(context.language());
  return formatTable(
    [
      { title: words.code },
      { title: words.number },
      { title: words.title },
      { title: words.priceThen, align: 'right' },
      { title: words.stockThen, align: 'right' },
    ],
    rows.map((row) => [
      row.ownCode,
      row.externalId,
      row.title,
      lira(row.priceE4),
      String(row.quantityThen ?? ''),
    ]),
  );
}

function saleTable(context: CommandContext, rows: readonly ArchivedSale[]): string {
  const words = archiveWords(context.language());
  return formatTable(
    [
      { title: words.sale },
      { title: words.soldAt },
      { title: words.title },
      { title: words.amount, align: 'right' },
      { title: words.total, align: 'right' },
      { title: words.status },
    ],
    rows.map((row) => [
      row.saleCode,
      row.soldAt?.slice(0, 10) ?? '',
      row.title,
      String(row.amount ?? ''),
      lira(row.totalE4),
      row.statusThen,
    ]),
  );
}

/** `archive move`: drafts for another channel. Exit code 3 while any of them misses something. */
export async function moveArchive(context: CommandContext, options: ArchiveMoveOptions): Promise<Outcome> {
  return withProfile(context, async ({ client }) => {
    const { channelId } = await findChannel(client, options.channel);
    const listings = options.listing.length === 0 ? ('newest' as const) : [...options.listing];
    const { rows, page } = await allRows(
      (window) => client.archive.move({ channelId, listings, ...window }),
      options.limit,
    );
    const language = context.language();
    const words = archiveWords(language);
    const ready = rows.filter(({ missing }) =>
      missing.every(({ severity }) => severity === 'warning'),
    ).length;
    const table = formatTable(
      [{ title: words.number }, { title: words.title }, { title: words.missing, content: 'sentence' }],
      rows.map(({ externalId, draft, missing }) => [
        externalId,
        draft.title,
        missing.map(({ message }) => message[language]).join(' '),
      ]),
    );
    const sum = words.moved(page.total, ready);
    return {
      json: { rows, total: page.total, ready },
      text: rows.length === 0 ? sum : `${table}\n\n${sum}`,
      exitCode: ready < rows.length ? EXIT.unfinished : EXIT.done,
    };
  });
}

function lira(amountE4: number | null): string {
  return amountE4 === null ? '' : formatDecimalE4(amountE4).slice(0, -2);
}

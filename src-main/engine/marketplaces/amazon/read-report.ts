import { problem, ProblemError } from '#contract/problem.ts';
import { createReport, getReport, getReportDocument, type ReportWish } from './api-documents.ts';
import type { AmazonClient, ReadOptions } from './client.ts';
import { NAME } from './errors.ts';
import { unzip } from './unzip.ts';
import { NewReport, Report, StoredDocument } from './wire.ts';

/** Reports take from seconds to a quarter of an hour. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;
const PATIENCE_MS = 30 * 60_000;

/** One row of a tab file, by the column's name in lower case. */
export type ReportRow = ReadonlyMap<string, string>;

/**
 * Asks for a report, waits until it is made and reads it. `CANCELLED` stands for "nothing to report" (sheet §12).
 *
 * Rejects with `channel/server-error` for a report that Amazon gave up (`FATAL`), `channel/timeout` for one that never came.
 */
export async function readReport(
  client: AmazonClient,
  wish: ReportWish,
  options: ReadOptions,
): Promise<readonly ReportRow[]> {
  const { clock } = client.context;
  const { reportId } = await client.read(createReport(client, wish), NewReport, options);
  const deadline = clock.monotonic() + PATIENCE_MS;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    const report = await client.read(getReport(reportId), Report, options);
    const state = report.processingStatus.toUpperCase();
    const where = { marketplace: NAME, endpoint: 'get-report', status: 200, report: wish.reportType };
    if (state === 'CANCELLED') return [];
    if (state === 'FATAL') throw new ProblemError(problem('channel/server-error', where, 'FATAL'));
    if (state === 'DONE') return download(client, report.reportDocumentId, options);
    if (clock.monotonic() + wait > deadline) throw new ProblemError(problem('channel/timeout', where, state));
    await clock.sleep(wait, options.signal);
  }
}

async function download(
  client: AmazonClient,
  documentId: string | null,
  options: ReadOptions,
): Promise<readonly ReportRow[]> {
  if (documentId === null) return [];
  const document = await client.read(getReportDocument(documentId), StoredDocument, options);
  const { bytes, contentType } = await client.download(document.url, options);
  return readTabFile(decode(unzip(bytes, document.compressionAlgorithm), contentType));
}

/** "Take the charset from the download's Content-Type; Turkish files must not be assumed UTF-8" (sheet §12). */
function decode(bytes: Uint8Array, contentType: string): string {
  const named = /charset="?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase();
  if (named !== undefined) return new TextDecoder(labelOf(named)).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    // Not UTF-8: Turkish Windows-1254, in which any bytes are valid.
    if (error instanceof TypeError) return new TextDecoder('windows-1254').decode(bytes);
    throw error;
  }
}

/** Java's names of charsets (`Cp1252`) are none of the Encoding standard's. */
function labelOf(name: string): string {
  const windows = /^cp(125\d)$/.exec(name)?.[1];
  if (windows !== undefined) return `windows-${windows}`;
  return /^(?:utf-?8|iso-8859-\d{1,2}|windows-125\d|shift_jis|us-ascii)$/.test(name) ? name : 'utf-8';
}

/** Quotes are part of the text in these files, not escapes (sheet §12). */
export function readTabFile(text: string): readonly ReportRow[] {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const names = head.split('\t').map((name) => name.trim().toLowerCase());
  return lines
    .filter((line) => line.trim() !== '')
    .map(
      (line) => new Map(line.split('\t').map((cell, index) => [names[index] ?? `#${index}`, cell.trim()])),
    );
}

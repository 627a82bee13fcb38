import { problem, type Problem } from '#contract/problem.ts';
import type { WriteOptions } from '../kit/catalogue.ts';
import type { SubmitResult } from '../kit/port.ts';
import { PRIORITY } from '../kit/priority.ts';
import { postDeleteProcess } from './api-catalogue.ts';
import { deleteListing, postActivation, postUnlock } from './api-listings.ts';
import { skuList, type BatchKind } from './batch-id.ts';
import type { HepsiburadaClient } from './client.ts';
import { receiptId } from './offers.ts';
import { submitted } from './publish.ts';
import { readListingRows } from './read-listings.ts';

type Named = { readonly merchantSku: string; readonly hbSku: string };

/** Takes listings off sale. Carried out at once; the batch's report reads the listings themselves. */
export function archiveListings(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  options: WriteOptions,
): Promise<SubmitResult> {
  return setOnSale(client, externalIds, options, 'deactivate');
}

export function unarchiveListings(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  options: WriteOptions,
): Promise<SubmitResult> {
  return setOnSale(client, externalIds, options, 'activate');
}

async function setOnSale(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  options: WriteOptions,
  onSale: 'activate' | 'deactivate',
): Promise<SubmitResult> {
  const listings = await namesOf(client, externalIds, options.signal);
  if (listings.length === 0) return unknownListings();
  return submitted(options, async (accepted, { intent, priority, signal }) => {
    const kind: BatchKind = onSale === 'activate' ? 'activated' : 'deactivated';
    for (const { merchantSku, hbSku } of listings) {
      const request = postActivation(client.merchantId, hbSku, onSale);
      await client.send(request, { intent, priority, signal, conflict: 'channel/request-refused' });
      accepted.push({ kind, id: skuList([merchantSku]) });
    }
    return accepted;
  });
}

export async function unlockListings(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  options: WriteOptions,
): Promise<SubmitResult> {
  const listings = await namesOf(client, externalIds, options.signal);
  if (listings.length === 0) return unknownListings();
  return submitted(options, async (_accepted, { intent, priority, signal }) => {
    const request = postUnlock(
      client.merchantId,
      listings.map(({ hbSku }) => hbSku),
    );
    await client.send(request, { intent, priority, signal });
    return [{ kind: 'unlocked', id: skuList(listings.map(({ merchantSku }) => merchantSku)) }];
  });
}

/** Listings are deleted at once; products that have none, but wait in the catalogue, by a process of their own. */
export async function deleteListings(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  options: WriteOptions,
): Promise<SubmitResult> {
  const listings = await namesOf(client, externalIds, options.signal);
  const listed = new Set(listings.map(({ merchantSku }) => merchantSku));
  const waiting = [...new Set(externalIds)].filter((sku) => !listed.has(sku));
  return submitted(options, async (accepted, { intent, priority, signal }) => {
    for (const listing of listings) {
      await client.send(deleteListing(client.merchantId, listing), { intent, priority, signal });
      accepted.push({ kind: 'removed', id: skuList([listing.merchantSku]) });
    }
    if (waiting.length > 0) {
      const request = postDeleteProcess(client.merchantId, waiting);
      const response = await client.send(request, { intent, priority, signal });
      accepted.push({ kind: 'delete', id: receiptId(response, intent, request.endpoint) });
    }
    return accepted;
  });
}

async function namesOf(
  client: HepsiburadaClient,
  externalIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Named[]> {
  const wanted = [...new Set(externalIds)];
  if (wanted.length === 0) throw new RangeError('no listing is named');
  const rows = await readListingRows(client, wanted, { priority: PRIORITY.content, signal });
  return wanted.flatMap((merchantSku) => {
    const row = rows.get(merchantSku);
    const hbSku = row?.hepsiburadaSku ?? row?.hbSku ?? null;
    return hbSku === null ? [] : [{ merchantSku, hbSku }];
  });
}

function unknownListings(): SubmitResult {
  const reason: Problem = problem('channel/not-found', { marketplace: 'Hepsiburada' }, 'no such listing');
  return { kind: 'refused', problem: reason };
}

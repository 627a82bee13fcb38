import { isProblemError, problem, ProblemError } from '#contract/problem.ts';
import type { z } from 'zod';
import type { WriteOptions } from '../kit/catalogue.ts';
import type { FurtherServices, Place, ProductVideo, UploadedFile } from '../kit/further.ts';
import type { PackageAction } from '../kit/order-desk.ts';
import { PRIORITY } from '../kit/priority.ts';
import { postClaim } from './api-after-sales.ts';
import { getBaseInfo, getPlaces, getVideos, postBrand, postVideo } from './api-catalogue.ts';
import { postWarranty, putServiceDelivery, putWarehouse } from './api-packages.ts';
import type { TrendyolClient } from './client.ts';
import { readOwner } from './invoices.ts';
import { invalid } from './order-desk.ts';
import { sendForPackage } from './package-write.ts';
import type { TrendyolRequest } from './request.ts';
import { CreatedClaim } from './wire-after-sales.ts';
import { BaseInfo, Countries, CreatedBrand, CreatedVideo, Places, Videos } from './wire-catalogue.ts';

/** Numbers of the carriers for returns (list of 2026); everywhere else they go by their codes. */
const CARRIERS: Readonly<Record<string, string>> = {
  SENDEOMP: '38',
  KOLAYGELSINMP: '38',
  CEVATEDARIK: '30',
  DHLECOMMP: '10',
  PTTMP: '19',
  SURATMP: '9',
  TEXMP: '17',
  HOROZMP: '6',
  CEVAMP: '20',
  YKMP: '4',
  ARASMP: '7',
};
const VIDEO_PAGE = 100;
const VIDEO_CONTENTS = 100;

/** A creation whose answer names what was made; without that name nobody can tell what became of it. */
async function create<T extends z.ZodType>(
  client: TrendyolClient,
  of: {
    readonly request: TrendyolRequest;
    readonly shape: T;
    readonly named: (made: z.output<T>) => boolean;
  },
  { intent, priority, signal }: WriteOptions,
): Promise<z.output<T>> {
  const { request, shape } = of;
  const response = await client.send(request, { intent, priority, signal });
  const parsed = shape.safeParse(response.json);
  if (parsed.success && of.named(parsed.data)) return parsed.data;
  intent.outcomeUnknown('no id');
  const params = { marketplace: 'Trendyol', endpoint: request.endpoint, status: response.status };
  throw new ProblemError(problem('channel/outcome-unknown', params, 'no id in the answer'));
}

export async function createBrand(
  client: TrendyolClient,
  brand: { readonly name: string; readonly images: readonly UploadedFile[] },
  options: WriteOptions,
): Promise<{ readonly brandId: string }> {
  if (brand.name.trim() === '') throw invalid('name');
  if (brand.images.length < 1 || brand.images.length > 3) throw invalid('images');
  const request = postBrand(client.sellerId, brand.name.trim(), brand.images);
  const named = (made: z.output<typeof CreatedBrand>): boolean => made.brandId !== null;
  const { brandId } = await create(client, { request, shape: CreatedBrand, named }, options);
  return { brandId: brandId! };
}

export async function readListingBrief(
  client: TrendyolClient,
  barcode: string,
  signal?: AbortSignal,
): ReturnType<NonNullable<FurtherServices['readListingBrief']>> {
  try {
    const options = { priority: PRIORITY.listings, signal };
    const info = await client.read(getBaseInfo(client.sellerId, barcode), BaseInfo, options);
    const { approved, archived, contentId } = info;
    return { approved: approved === true, archived: archived === true, contentId };
  } catch (error) {
    if (isProblemError(error) && error.problem.code === 'channel/not-found') return null;
    // An unknown barcode is told by name as well as by status.
    if (isProblemError(error) && /product\.not\.found/.test(error.problem.detail ?? '')) return null;
    throw error;
  }
}

/** .mp4 or .mov at an https address, 8 to 120 seconds, one for each content (3 Jul 2026). */
export async function sendVideo(
  client: TrendyolClient,
  video: Parameters<NonNullable<FurtherServices['sendVideo']>>[0],
  options: WriteOptions,
): Promise<{ readonly videoId: string }> {
  if (video.title.length < 3 || video.title.length > 50) throw invalid('title');
  if (video.description.length > 500) throw invalid('description');
  if (!/^https:\/\/\S+$/i.test(video.videoUrl)) throw invalid('videoUrl');
  if (video.contentIds.length === 0 || video.contentIds.length > VIDEO_CONTENTS) throw invalid('contentIds');
  const request = postVideo(client.sellerId, video);
  const named = (made: z.output<typeof CreatedVideo>): boolean => made.videoId !== null;
  const { videoId } = await create(client, { request, shape: CreatedVideo, named }, options);
  return { videoId: videoId! };
}

const VIDEO_STATES: Readonly<Record<string, ProductVideo['state']>> = {
  IN_PROGRESS: 'in-progress',
  SUCCESS: 'accepted',
  FAILED: 'rejected',
};

export async function* readVideos(
  client: TrendyolClient,
  signal?: AbortSignal,
): AsyncGenerator<readonly ProductVideo[]> {
  for (let page = 0; ; page += 1) {
    const request = getVideos(client.sellerId, page, VIDEO_PAGE);
    const answer = await client.read(request, Videos, { priority: PRIORITY.insight, signal });
    const videos = answer.data.flatMap(({ id, title, status, videoUrl, productContentIds, errorCode }) =>
      id === null
        ? []
        : [
            {
              videoId: id,
              title,
              url: videoUrl === '' ? null : videoUrl,
              state: Object.hasOwn(VIDEO_STATES, status) ? VIDEO_STATES[status]! : ('other' as const),
              rawState: [status, errorCode].filter((part) => part !== '').join(': '),
              contentIds: productContentIds,
            },
          ],
    );
    if (videos.length > 0) yield videos;
    if (answer.data.length === 0 || page + 1 >= (answer.meta?.totalPage ?? 1)) return;
  }
}

/** Sellers with Trendyol Express only, and before the parcel is on its way. */
export async function changeWarehouse(
  client: TrendyolClient,
  action: PackageAction & { readonly warehouseId: string },
): Promise<void> {
  if (!/^\d+$/.test(action.warehouseId)) throw invalid('warehouseId');
  await sendForPackage(client, putWarehouse(client.sellerId, action.packageId, action.warehouseId), action);
}

export async function reportServiceDelivery(client: TrendyolClient, action: PackageAction): Promise<void> {
  await sendForPackage(client, putServiceDelivery(client.sellerId, action.packageId), action);
}

export async function sendWarrantyDocument(
  client: TrendyolClient,
  action: PackageAction & { readonly lineId: string; readonly file: UploadedFile },
): Promise<void> {
  await sendForPackage(client, postWarranty(client.sellerId, action), action);
}

/** Trendyol wants the customer's number with it: the package tells it. */
export async function createReturn(
  client: TrendyolClient,
  wish: Parameters<NonNullable<FurtherServices['createReturn']>>[0],
): Promise<{ readonly returnId: string; readonly trackingNumber: string }> {
  const { intent, signal } = wish;
  if (wish.lines.length === 0) throw new RangeError('a return has lines');
  if (!Object.hasOwn(CARRIERS, wish.cargoCompanyId)) throw invalid('cargoCompanyId');
  const { customerId } = await readOwner(client, wish.packageId, signal);
  const cargoCompanyId = CARRIERS[wish.cargoCompanyId]!;
  const request = postClaim(client.sellerId, { ...wish, customerId, cargoCompanyId });
  const named = (made: z.output<typeof CreatedClaim>): boolean => made.claimId !== null;
  const options = { intent, priority: PRIORITY.orderActions, ...(signal ? { signal } : {}) };
  const made = await create(client, { request, shape: CreatedClaim, named }, options);
  return { returnId: made.claimId!, trackingNumber: made.cargoTrackingNumber };
}

/** By ids: a province's code in place of its id was answered 500 (May 2026). Turkey and Azerbaijan have their own branch. */
export async function readPlaces(
  client: TrendyolClient,
  path: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Place[]> {
  const options = { priority: PRIORITY.content, signal };
  try {
    return await client.read(getPlaces(path), path.length === 0 ? Countries : Places, options);
  } catch (error) {
    const elsewhere =
      path.length === 3 && isProblemError(error) && error.problem.code === 'channel/not-found';
    if (!elsewhere) throw error;
    return client.read(getPlaces(path, 'below-country'), Places, options);
  }
}

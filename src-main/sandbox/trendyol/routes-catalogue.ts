import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { refusal } from './answers.ts';
import { asList, asObject, asText, queryNumber } from './body-fields.ts';
import { formFiles, formText } from './form.ts';
import { cleanBarcode, isOnSale, toLira } from './listings.ts';
import { brandOf } from './product-lookups.ts';
import { takeProducts } from './product-writes.ts';
import { fileRoute, PRODUCTS, route, type Route } from './route.ts';
import type { Call } from './world.ts';

const VIDEOS = '/video/sellers/{sellerId}/videos';

export const CATALOGUE_ROUTES: readonly Route[] = [
  route('POST', `${PRODUCTS}/v2/products`, 'product-create', 'product-write', takeProducts('create')),
  route(
    'POST',
    `${PRODUCTS}/products/unapproved-bulk-update`,
    'unapproved-update',
    'product-write',
    takeProducts('unapproved'),
  ),
  route(
    'POST',
    `${PRODUCTS}/products/content-bulk-update`,
    'content-update',
    'product-write',
    takeProducts('content'),
  ),
  route(
    'POST',
    `${PRODUCTS}/products/variant-bulk-update`,
    'variant-update',
    'product-write',
    takeProducts('variant'),
  ),
  route(
    'POST',
    `${PRODUCTS}/products/delivery-info-bulk-update`,
    'delivery-update',
    'product-write',
    takeProducts('delivery'),
  ),
  route(
    'PUT',
    `${PRODUCTS}/products/archive-state`,
    'product-archive',
    'product-write',
    takeProducts('archive'),
  ),
  route('PUT', `${PRODUCTS}/products/unlock`, 'product-unlock', 'product-write', takeProducts('unlock')),
  route('DELETE', `${PRODUCTS}/products`, 'product-delete', 'product-write', takeProducts('delete')),
  route('POST', `${PRODUCTS}/products/buybox-information`, 'buybox', 'product-write', postBuyBox),
  route('GET', `${PRODUCTS}/products/{contentId}/update-audits`, 'update-audits', 'product-read', getAudits),
  fileRoute('POST', `${PRODUCTS}/brands`, 'brand-create', 'product-write', postBrand),
  route('POST', VIDEOS, 'video-create', 'video-write', postVideo),
  route('GET', VIDEOS, 'videos', 'videos', getVideos),
];

/** Ten at most; barcodes that are not on sale are left out. Every third listing has a cheaper rival. */
function postBuyBox(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const barcodes = asList(asObject(call.body, 'istek', nowMs)['barcodes'], 'barcodes', nowMs);
  if (barcodes.length === 0 || barcodes.length > 10)
    throw refusal(400, 'barcodes.size.exceeded', 'barcodes 1 ile 10 arasında olmalıdır')(nowMs);
  const listings = barcodes.flatMap((barcode) => {
    const listing = call.world.state.listings.get(cleanBarcode(asText(barcode, 'barcode', nowMs)));
    return listing && isOnSale(listing) ? [listing] : [];
  });
  return jsonAnswer(200, {
    buyboxInfo: listings.map(({ barcode, saleKurus, variantId }) => {
      const rival = variantId % 3 === 0 ? saleKurus - Math.ceil(saleKurus / 20) : null;
      return {
        barcode,
        buyboxOrder: rival === null ? 1 : 2,
        buyboxPrice: toLira(rival ?? saleKurus),
        hasMultipleSeller: rival !== null,
        secondBuyboxPrice: rival === null ? null : toLira(saleKurus),
        thirdBuyboxPrice: null,
      };
    }),
  });
}

/** Newest first; the page's number begins at 1 in the sample. */
function getAudits(call: Call): SandboxAnswer {
  const own = call.world.state.audits.filter(
    ({ contentId }) => String(contentId) === call.params['contentId'],
  );
  return jsonAnswer(200, {
    page: 1,
    size: 20,
    totalPage: 1,
    content: own.slice(0, 20).map(({ barcode, contentId, batchRequestId, requestedMs, types, status }) => ({
      barcode,
      contentId,
      batchRequestId,
      requestDate: new Date(requestedMs).toISOString(),
      updates: types.map((type) => ({
        type,
        status,
        completedDate: status === 'RUNNING' ? null : new Date(requestedMs).toISOString(),
        rejectReasons:
          status === 'FAIL'
            ? [{ type: 'BANNED_WORD_IN_ATTRIBUTE', reason: 'Yasaklı kelime', detail: '', parameters: [] }]
            : [],
      })),
    })),
  });
}

function postBrand(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const name = formText(call.form, 'name').trim();
  const images = formFiles(call.form, 'images');
  if (name === '' || images.length < 1 || images.length > 3)
    throw refusal(400, 'invalid.brand', 'name ve 1-3 images gereklidir')(nowMs);
  if (!call.world.state.brands.includes(name)) call.world.state.brands.push(name);
  return jsonAnswer(201, { brandId: brandOf(name).id });
}

function postVideo(call: Call): SandboxAnswer {
  const nowMs = call.world.now();
  const body = asObject(call.body, 'istek', nowMs);
  const title = asText(body['title'], 'title', nowMs);
  const videoUrl = asText(body['videoUrl'], 'videoUrl', nowMs);
  const contentIds = asList(body['productContentIds'], 'productContentIds', nowMs).map(String);
  const fits =
    title.length >= 3 &&
    title.length <= 50 &&
    videoUrl.startsWith('https://') &&
    contentIds.length > 0 &&
    contentIds.length <= 100;
  if (!fits || body['videoContentType'] !== 'PRODUCT_PROMOTION')
    throw refusal(400, 'invalid.video', 'Video bilgileri hatalı')(nowMs);
  const videoId = call.world.random.uuid();
  call.world.state.videos.push({
    videoId,
    title,
    description: asText(body['description'] ?? '', 'description', nowMs),
    videoUrl,
    contentIds,
  });
  return jsonAnswer(200, { videoId });
}

function getVideos(call: Call): SandboxAnswer {
  const page = queryNumber(call.query, 'page', 0) ?? 0;
  const size = queryNumber(call.query, 'size', 20) ?? 20;
  const all = call.world.state.videos;
  return jsonAnswer(200, {
    meta: { page, total: all.length, totalPage: Math.ceil(all.length / size), size },
    data: all.slice(page * size, (page + 1) * size).map(({ videoId, contentIds, ...video }) => ({
      id: videoId,
      ...video,
      status: 'SUCCESS',
      productContentIds: contentIds,
      isApproved: true,
    })),
  });
}

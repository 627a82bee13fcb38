import { createBrand, sendVideo } from '../publishing/make-once.ts';
import { readBuyBox, readCommissions, readVideos, serviceOf } from '../publishing/market-services.ts';
import { once, os } from './implement.ts';

export const marketHandlers = {
  buyBox: os.market.buyBox.handler(({ input, context }) => readBuyBox(context, input)),
  commissions: os.market.commissions.handler(({ input, context }) => readCommissions(context, input)),
  search: os.market.search.handler(async ({ input, context }) => {
    const { channelId, barcode, text } = input;
    const query = { ...(barcode === '' ? {} : { barcode }), ...(text === '' ? {} : { text }) };
    return [...(await serviceOf(context, channelId, 'searchCatalogue')(query))];
  }),
  listing: os.market.listing.handler(({ input, context }) =>
    serviceOf(context, input.channelId, 'readListingBrief')(input.externalId),
  ),
  places: os.market.places.handler(async ({ input, context }) => [
    ...(await serviceOf(context, input.channelId, 'readPlaces')(input.path)),
  ]),
  videos: os.market.videos.handler(({ input, context }) => readVideos(context, input.channelId)),
  sendVideo: os.market.sendVideo.handler(({ input, context }) =>
    once(context, 'market.sendVideo', input.requestId, () => sendVideo(context, input)),
  ),
  createBrand: os.market.createBrand.handler(({ input, context }) =>
    once(context, 'market.createBrand', input.requestId, () => createBrand(context, input)),
  ),
};

import type { Database } from 'better-sqlite3';
import { drawSamplePicture, samplePictureAddress } from '#common/sample-picture.ts';

type Row = { readonly product_id: number; readonly images: string };

/**
 * Pictures that an earlier program drew into the shop get an address: marketplaces take no others. Pictures that somebody
 * put there stay. The product counts as saved, so that its pictures are read again.
 */
export function givePicturesAddresses(database: Database): void {
  const rows = database.prepare<[], Row>('SELECT product_id, images FROM product').all();
  const write = database.prepare(
    "UPDATE product SET images = ?, date_modified = datetime(date_modified, '+1 second') WHERE product_id = ?",
  );
  for (const { product_id: productId, images } of rows) {
    const before = JSON.parse(images) as readonly string[]; // Written by this room only.
    const after = before.map((image) => addressOf(image, productId) ?? image);
    if (after.some((image, place) => image !== before[place])) write.run(JSON.stringify(after), productId);
  }
}

/** Null for a picture that is not this product's own drawing. */
function addressOf(image: string, productId: number): string | null {
  if (!image.startsWith('data:image/svg+xml,')) return null;
  const colour = /fill%3D'%23([0-9a-f]{6})'/.exec(image)?.[1];
  const letters = /%3E([^<>]{0,60})%3C%2Ftext%3E/.exec(image)?.[1];
  if (colour === undefined || letters === undefined) return null;
  const picture = { colour: `#${colour}`, letters: decodeURIComponent(letters), position: productId };
  return drawSamplePicture(picture) === image ? samplePictureAddress(picture) : null;
}

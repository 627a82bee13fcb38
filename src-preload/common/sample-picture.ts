/**
 * The pictures of the sample shop. A marketplace wants an address that it could open, and the page has to show the picture
 * without a network: so the address says all that the picture consists of, and whoever shows it draws it from there. The
 * domain is reserved (RFC 2606): nobody can own it and nothing is ever fetched from it.
 */
export const SAMPLE_SHOP_ORIGIN = 'https://ornek-magaza.example';

export type SamplePicture = {
  /** Six hexadecimal digits with `#` in front. */
  readonly colour: string;
  /** What stands on it. */
  readonly letters: string;
  /** Turns and shapes the figure behind the letters; any natural number. */
  readonly position: number;
};

const ADDRESS = new RegExp(
  `^${SAMPLE_SHOP_ORIGIN.replaceAll('.', '\\.')}/image/urun-(\\d{1,9})-([0-9a-f]{6})-([^/?#]{0,60})\\.jpg$`,
);

/** The first letters of up to two words of a brand. */
export function brandLetters(brand: string): string {
  return brand
    .split(/[\s&]+/)
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2)
    .toLocaleUpperCase('tr');
}

/** `https://ornek-magaza.example/image/urun-42-1c7ed6-AY.jpg` */
export function samplePictureAddress({ colour, letters, position }: SamplePicture): string {
  return `${SAMPLE_SHOP_ORIGIN}/image/urun-${position}-${colour.slice(1).toLowerCase()}-${encodeURIComponent(letters)}.jpg`;
}

/** What an address of the sample shop consists of; null for any other address. */
export function readSamplePicture(address: string): SamplePicture | null {
  const [, position, colour, letters] = ADDRESS.exec(address) ?? [];
  if (position === undefined || colour === undefined || letters === undefined) return null;
  try {
    return { position: Number(position), colour: `#${colour}`, letters: decodeURIComponent(letters) };
  } catch {
    return null; // A broken % sequence: no address of ours.
  }
}

/** Where a picture can be looked at without a network: a drawing for the sample shop's, the same address for any other. */
export function shownPicture(address: string): string {
  const picture = readSamplePicture(address);
  return picture === null ? address : drawSamplePicture(picture);
}

/** The goods' colour, a shape that differs from product to product, and the letters; about 400 bytes. */
export function drawSamplePicture({ colour, letters, position }: SamplePicture): string {
  const turn = (position * 37) % 180;
  const shape =
    position % 2 === 0
      ? `<circle cx='60' cy='60' r='${30 + (position % 12)}' fill='#fff' fill-opacity='.35'/>`
      : `<rect x='28' y='28' width='64' height='64' rx='${4 + (position % 24)}' fill='#fff' fill-opacity='.35' transform='rotate(${turn} 60 60)'/>`;
  const shown = letters.replace(/[<>&'"]/g, '');
  const svg =
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 120'><rect width='120' height='120' fill='${colour}'/>` +
    `${shape}<text x='60' y='72' font-family='sans-serif' font-size='34' font-weight='600' text-anchor='middle' fill='#fff'>${shown}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

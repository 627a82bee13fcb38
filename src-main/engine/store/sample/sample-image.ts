/**
 * A small picture that needs no network: the goods' colour, a shape that differs from product to product, and the
 * brand's first letters. About 400 bytes.
 */
export function sampleImage(picture: {
  readonly colour: string;
  readonly brand: string;
  readonly position: number;
}): string {
  const letters = picture.brand
    .split(/[\s&]+/)
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2)
    .toLocaleUpperCase('tr');
  const turn = (picture.position * 37) % 180;
  const shape =
    picture.position % 2 === 0
      ? `<circle cx='60' cy='60' r='${30 + (picture.position % 12)}' fill='#fff' fill-opacity='.35'/>`
      : `<rect x='28' y='28' width='64' height='64' rx='${4 + (picture.position % 24)}' fill='#fff' fill-opacity='.35' transform='rotate(${turn} 60 60)'/>`;
  const svg =
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 120'><rect width='120' height='120' fill='${picture.colour}'/>` +
    `${shape}<text x='60' y='72' font-family='sans-serif' font-size='34' font-weight='600' text-anchor='middle' fill='#fff'>${letters}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

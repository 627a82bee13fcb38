import { ATTRIBUTES, BRANDS } from './catalogue-data.ts';
import type { BatchRow } from './state.ts';
import { asList, asObject, type PazaramaWorld } from './world.ts';

/** Why a new product is refused; texts as the portal's example has them where one is known. Null where it is taken. */
export function whyCreationFails(world: PazaramaWorld, row: BatchRow): string | null {
  const code = row['code'];
  if (typeof code !== 'string' || code === '' || code.length > 500) return 'Barkod boş olmamalıdır!';
  if (world.state.listings.has(code)) return `${code} barkodlu ürün zaten mevcut`;
  return whyTextsFail(row) ?? whyFiguresFail(row, code) ?? whyPlaceFails(row);
}

function whyTextsFail(row: BatchRow): string | null {
  const longest = { name: 100, displayName: 250, stockCode: 100, groupCode: 10 };
  for (const [field, most] of Object.entries(longest)) {
    const text = row[field];
    if (typeof text !== 'string' || text === '') return `${field} boş olmamalıdır!`;
    if (text.length > most) return `${field} en fazla ${most} karakter olmalıdır!`;
  }
  return typeof row['description'] === 'string' && row['description'] !== ''
    ? null
    : 'description boş olmamalıdır!';
}

function whyFiguresFail(row: BatchRow, code: string): string | null {
  const { salePrice, listPrice, stockCount, desi, vatRate } = row;
  if (typeof salePrice !== 'number' || salePrice <= 0)
    return `${code} İndirimli satış fiyatı boş olmamalıdır!`;
  if (typeof listPrice !== 'number' || listPrice < salePrice)
    return 'salePrice, listPrice değerinden büyük olamaz';
  if (!Number.isInteger(stockCount) || (stockCount as number) < 0) return 'stockCount geçersiz';
  if (!Number.isInteger(desi) || (desi as number) < 0) return 'desi geçersiz';
  return [0, 1, 10, 20].includes(vatRate as number) ? null : 'vatRate geçersiz';
}

function whyPlaceFails(row: BatchRow): string | null {
  const wanted = ATTRIBUTES.get(String(row['categoryId']));
  if (!wanted) return 'Kategori geçersiz: yaprak kategori olmalıdır';
  if (!BRANDS.some(({ id }) => id === row['brandId'])) return 'Marka bulunamadı';
  const images = asList(row['images']).map((image) => asObject(image)['imageurl']);
  if (images.length === 0 || !images.every((url) => String(url).startsWith('https://')))
    return 'Görsel geçersiz';
  const given = asList(row['attributes']).map(asObject);
  for (const { id, isRequired, values } of wanted) {
    const own = given.find(({ attributeId }) => attributeId === id);
    const known = values.some((value) => value.id === own?.['attributeValueId']);
    if (own ? !known : isRequired) return "Product'a ait attribute bulunamadı!";
  }
  return null;
}

import { ATTRIBUTES, TEMPLATES } from './catalogue-data.ts';
import type { N11Listing } from './state.ts';
import { asList, asObject, type N11World } from './world.ts';

type Row = Readonly<Record<string, unknown>>;

const MAX_QUANTITY = 999_999;

/** Why a row of a stock-and-price task fails; texts as n11 has them where one is known (sheet §9). */
export function whyOfferFails(row: Row, listing: N11Listing | undefined): string | null {
  if (!listing) return `${String(row['stockCode'])} stok kodlu ürün bulunamadı`;
  if (row['salePrice'] === undefined && row['listPrice'] === undefined && row['quantity'] === undefined)
    return 'quantity, salePrice ve listPrice alanlarından en az biri gereklidir';
  return (
    (row['quantity'] === undefined ? null : whyQuantityFails(row['quantity'])) ?? whyPriceFails(row, false)
  );
}

function whyQuantityFails(value: unknown): string | null {
  const good = Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_QUANTITY;
  return good ? null : 'quantity alanı 0 ile 999.999 arasında olmalıdır';
}

function whyPriceFails(row: Row, required: boolean): string | null {
  const { salePrice, listPrice, currencyType } = row;
  if (!required && salePrice === undefined && listPrice === undefined) return null;
  if (typeof salePrice !== 'number' || typeof listPrice !== 'number')
    return 'salePrice ve listPrice alanları birlikte gönderilmelidir';
  if (salePrice <= 0) return 'salePrice alanı geçersizdir';
  if ([salePrice, listPrice].some((price) => !/^\d+(\.\d{1,2})?$/.test(String(price))))
    return 'Fiyat alanları en fazla 2 ondalık basamak içerebilir';
  if (listPrice < salePrice) return 'listPrice salePrice dan küçük olamaz';
  return ['TL', 'USD', 'EUR'].includes(String(currencyType)) ? null : 'currencyType alanı geçersizdir';
}

/** Why a row of a product-create task fails. */
export function whyCreationFails(world: N11World, row: Row, rows: readonly Row[]): string | null {
  const stockCode = row['stockCode'];
  if (typeof stockCode !== 'string' || stockCode.trim() === '' || stockCode.length > 255)
    return 'stockCode alanı geçersizdir';
  const twice = rows.filter((each) => each['stockCode'] === stockCode).length > 1;
  if (twice || world.state.listings.has(stockCode))
    return `Girdiğiniz ${stockCode} seller stock code tarafınızdan kullanılmaktadır`;
  if (typeof row['title'] !== 'string' || row['title'].length < 15)
    return 'Ürün ekleme isteğinizde 15 karakter altında ürün adları tespit edilmiştir';
  if (typeof row['description'] !== 'string' || row['description'] === '')
    return 'description alanı boş olamaz';
  return (
    whyTermsFail(row) ??
    whyPriceFails(row, true) ??
    whyQuantityFails(row['quantity']) ??
    whyContentFails(row, rows)
  );
}

function whyTermsFail(row: Row): string | null {
  if (![0, 1, 10, 20].includes(row['vatRate'] as number)) return 'vatRate alanı boş olamaz';
  if (!Number.isInteger(row['preparingDay'])) return 'preparingDay alanı boş olamaz';
  if (!TEMPLATES.some((name) => name === row['shipmentTemplate']))
    return 'shipmentTemplate alanı geçersizdir';
  const most = row['maxPurchaseQuantity'] ?? null;
  return most === null || Number.isInteger(most) ? null : 'maxPurchaseQuantity alanı geçersizdir';
}

function whyContentFails(row: Row, rows: readonly Row[]): string | null {
  const wanted = ATTRIBUTES.get(row['categoryId'] as number);
  if (!wanted) return 'category alanı geçersizdir';
  if (typeof row['productMainId'] !== 'string' || row['productMainId'] === '')
    return `${String(row['categoryId'])} kategorisinde mainId girişi zorunludur.`;
  if ((row['catalogId'] ?? null) !== null) return null;
  const images = asList(row['images']);
  const shown = images.every((image) => String(asObject(image)?.['url']).startsWith('https://'));
  if (images.length === 0 || !shown) return 'images alanı geçersizdir';
  return whyAttributesFail(row, wanted) ?? whyGroupFails(row, rows);
}

function whyAttributesFail(
  row: Row,
  wanted: NonNullable<ReturnType<(typeof ATTRIBUTES)['get']>>,
): string | null {
  const given = asList(row['attributes']).map((each) => asObject(each) ?? {});
  for (const attribute of wanted) {
    const own = given.find(({ id }) => id === attribute.attributeId);
    const valueId = own?.['valueId'] ?? null;
    const custom = own?.['customValue'] ?? null;
    if (valueId !== null && custom !== null) return 'TASK_ERR_001';
    if (valueId === null && custom === null) {
      if (!attribute.isMandatory) continue;
      return attribute.attributeId === 1
        ? 'Marka bilgisi girilmelidir'
        : `${attribute.attributeName} özelliği zorunludur`;
    }
    const listed = attribute.attributeValues.some(({ id }) => id === valueId);
    if (valueId !== null && !listed)
      return attribute.attributeId === 1
        ? 'Marka ve Kategori id değerlerini doğru girdiğinizi kontrol edin'
        : `${JSON.stringify(valueId)} idli özellik değeri ${String(row['categoryId'])} kategorisinde bulunmamaktadır`;
    if (valueId === null && !attribute.isCustomValue)
      return `${attribute.attributeName} özellik değeri geçersizdir`;
  }
  return null;
}

/** Two rows of one group with the same values of what tells variants apart. */
function whyGroupFails(row: Row, rows: readonly Row[]): string | null {
  const group = rows.filter((each) => each['productMainId'] === row['productMainId']);
  const keys = group.map((each) => JSON.stringify(each['attributes']));
  const mixed = group.some((each) => each['categoryId'] !== row['categoryId']);
  return mixed || new Set(keys).size < keys.length
    ? 'Girilen bilgiler ürün grubu bilgisiyle uyumlu değil'
    : null;
}

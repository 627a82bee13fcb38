import type { ArchiveColumn, ArchiveField } from '#contract/archive.ts';
import { delimiterOf, readCsv, type CsvRecord } from '#common/csv.ts';
import { judgeGtin } from '#common/gtin.ts';
import { foldKey } from '#common/turkish-text.ts';
import { readLooseAmount, readLooseTime, readPercentE4, readPieces } from './read-figures.ts';
import {
  invoiceOrNull,
  remark,
  type ListingRecord,
  type ReadArchive,
  type Remark,
  type SaleRecord,
} from './records.ts';

/** Headers as integrators and people write them, folded (`foldKey`). */
const HEADERS: Readonly<Record<Exclude<ArchiveField, 'ignore'>, readonly string[]>> = {
  productId: [
    'productid',
    'product id',
    'urun no',
    'urun numarasi',
    'ilan no',
    'urun id',
    'gittigidiyor urun no',
  ],
  itemId: [
    'itemid',
    'item id',
    'stok kodu',
    'stokkodu',
    'sku',
    'urun kodu',
    'stock code',
    'magaza urun kodu',
    'stockcode',
  ],
  title: ['title', 'baslik', 'urun adi', 'urun', 'producttitle', 'urun basligi', 'ilan basligi'],
  subtitle: ['subtitle', 'alt baslik'],
  description: ['description', 'aciklama', 'urun aciklamasi'],
  category: ['categorycode', 'kategori', 'kategori kodu', 'category'],
  brand: ['brand', 'marka'],
  barcode: ['barcode', 'barkod', 'gtin', 'ean', 'globaltradeitemno', 'urun barkodu'],
  mpn: ['mpn', 'manufacturerpartno', 'uretici kodu', 'parca no'],
  price: ['buynowprice', 'hemen al fiyati', 'fiyat', 'satis fiyati', 'birim fiyat', 'birim fiyati'],
  listPrice: ['marketprice', 'piyasa fiyati', 'liste fiyati'],
  quantity: ['productcount', 'stok', 'stok adedi', 'stok miktari', 'quantity'],
  desi: ['desi'],
  images: ['images', 'resim', 'resimler', 'gorsel', 'gorseller', 'foto', 'resim linki', 'photos'],
  status: ['status', 'durum', 'siparis durumu', 'satis durumu'],
  saleCode: ['salecode', 'satis kodu', 'siparis no', 'siparis numarasi', 'satis no', 'siparis kodu'],
  basket: ['combinedsalecodes', 'sepet no', 'sepet', 'birlesik satis kodlari'],
  amount: ['amount', 'adet', 'miktar', 'satilan adet'],
  total: ['total', 'price', 'tutar', 'toplam', 'toplam tutar', 'satis tutari'],
  soldAt: ['enddate', 'satis tarihi', 'siparis tarihi', 'tarih', 'islem tarihi'],
  paidAt: ['moneydate', 'odeme tarihi', 'para transfer tarihi'],
  commission: ['commissionrate', 'komisyon', 'komisyon orani'],
  invoiceName: ['fullname', 'fatura adi', 'alici', 'alici adi', 'musteri', 'ad soyad', 'alici adi soyadi'],
  company: ['companytitle', 'firma', 'firma unvani', 'sirket'],
  taxOffice: ['taxoffice', 'vergi dairesi'],
  taxNumber: ['taxnumber', 'vergi no', 'vergi numarasi', 'vkn'],
  identityNumber: ['tccertificate', 'tc', 'tc kimlik no', 'tckn', 'kimlik no'],
  address: ['address', 'adres', 'fatura adresi'],
  district: ['district', 'ilce', 'fatura ilce'],
  city: ['city', 'il', 'sehir', 'fatura il'],
};

const KNOWN = new Map(
  Object.entries(HEADERS).flatMap(([field, names]) =>
    names.map((name) => [name, field as Exclude<ArchiveField, 'ignore'>] as const),
  ),
);

export type ReadTable = ReadArchive & { readonly columns: readonly ArchiveColumn[] };

/** A table as text; what parts its cells is found out. */
export function readTable(text: string, told: ReadonlyMap<string, ArchiveField>): ReadTable {
  const { body, delimiter, skipped } = delimiterOf(text);
  const csv = readCsv(body, delimiter);
  const table = readRows(
    csv.records.map(({ line, cells }) => ({ line: line + skipped, cells })),
    told,
  );
  if (!csv.fault) return table;
  const broken = remark(
    String(csv.fault.line + skipped),
    'error',
    'Tırnak işareti yerinde değil; bu satırdan sonrası okunamadı.',
    'A quotation mark is out of place; nothing after this line could be read.',
  );
  return { ...table, remarks: [broken, ...table.remarks] };
}

/**
 * A header and its lines. Columns that nobody recognises are named and not used. A line is a sale where it has a sale code,
 * else a listing.
 */
export function readRows(
  [header, ...records]: readonly CsvRecord[],
  told: ReadonlyMap<string, ArchiveField>,
): ReadTable {
  const columns = (header?.cells ?? []).map((cell) => ({ header: cell.trim(), field: fieldOf(cell, told) }));
  const remarks: Remark[] = [];
  const listings: ListingRecord[] = [];
  const sales: SaleRecord[] = [];
  for (const record of records) {
    const { line, cells } = record;
    const place = String(line);
    if (cells.length !== columns.length) {
      remarks.push(
        remark(
          place,
          'error',
          `Satırda ${cells.length} hücre var, başlıkta ${columns.length}; satır atlandı.`,
          `The line has ${cells.length} cells, the header ${columns.length}; the line was left out.`,
        ),
      );
      continue;
    }
    const row = rowOf(columns, record);
    if (row('saleCode') !== '') sales.push(saleOf(row, place, remarks));
    else listings.push(...listingOf(row, place, remarks));
  }
  return { listings, sales, remarks, columns };
}

function fieldOf(header: string, told: ReadonlyMap<string, ArchiveField>): ArchiveField | null {
  const folded = foldKey(header.replaceAll('_', ' '));
  return told.get(folded) ?? KNOWN.get(folded) ?? null;
}

/** What a column is remembered under. */
export function columnKey(header: string): string {
  return foldKey(header.replaceAll('_', ' '));
}

const AMOUNTS: ReadonlySet<ArchiveField> = new Set(['price', 'listPrice', 'total']);

type Row = (field: ArchiveField) => string;

/** The first filled one where two columns mean the same. */
function rowOf(columns: readonly ArchiveColumn[], { cells, numbers }: CsvRecord): Row {
  const byField = new Map<ArchiveField, string>();
  columns.forEach(({ field }, index) => {
    const written = cells[index]!.trim();
    // A number of a workbook can't be mistaken; with a fourth decimal, three of them are not taken for a group.
    const isExact = numbers?.has(index) && field !== null && AMOUNTS.has(field) && /\.\d{3}$/.test(written);
    const text = isExact ? `${written}0` : written;
    if (field !== null && text !== '' && !byField.has(field)) byField.set(field, text);
  });
  return (field) => byField.get(field) ?? '';
}

function listingOf(row: Row, place: string, remarks: Remark[]): readonly ListingRecord[] {
  const productId = row('productId');
  const ownCode = code(row('itemId'), place, remarks);
  if (row('title') === '' || (productId === '' && ownCode === '')) {
    remarks.push(
      remark(
        place,
        'error',
        'Başlık ya da ürün numarası/stok kodu yok; satır atlandı.',
        'There is no title, or neither a product number nor a stock code; the line was left out.',
      ),
    );
    return [];
  }
  const barcode = code(row('barcode'), place, remarks);
  const verdict = judgeGtin(barcode);
  const good = verdict === 'valid' || verdict === 'empty';
  if (!good)
    remarks.push(
      remark(
        place,
        'warning',
        'Barkodu geçerli bir GTIN değil; alınmadı.',
        'Its barcode is no valid GTIN and was not taken.',
      ),
    );
  return [
    {
      externalId: productId || `stok-${ownCode}`,
      ownCode,
      groupId: ownCode || productId,
      title: row('title'),
      subtitle: row('subtitle'),
      description: row('description'),
      category: row('category'),
      brand: row('brand'),
      barcode: good ? barcode : '',
      mpn: row('mpn'),
      attributes: row('brand') === '' ? [] : [{ name: 'Marka', value: row('brand') }],
      images: row('images')
        .split(/[\s,;|]+/)
        .filter((url) => /^https?:\/\//i.test(url)),
      priceE4: figure(row('price'), readLooseAmount, place, remarks),
      listPriceE4: figure(row('listPrice'), readLooseAmount, place, remarks),
      quantityThen: figure(row('quantity'), readPieces, place, remarks),
      desi: Number(row('desi').replace(',', '.')) || null,
      statusThen: row('status'),
    },
  ];
}

function saleOf(row: Row, place: string, remarks: Remark[]): SaleRecord {
  const amount = figure(row('amount'), readPieces, place, remarks);
  const unit = figure(row('price'), readLooseAmount, place, remarks);
  const told = figure(row('total'), readLooseAmount, place, remarks);
  return {
    saleCode: row('saleCode'),
    together: row('basket')
      .split(/[\s,;|]+/)
      .filter((each) => each !== ''),
    externalId: row('productId'),
    ownCode: code(row('itemId'), place, remarks),
    title: row('title'),
    amount,
    totalE4: told ?? (unit !== null && amount !== null ? unit * amount : null),
    statusThen: row('status'),
    soldAtMs: figure(row('soldAt'), readLooseTime, place, remarks),
    paidAtMs: figure(row('paidAt'), readLooseTime, place, remarks),
    commissionPercentE4: figure(row('commission'), readPercentE4, place, remarks),
    invoice: invoiceOrNull({
      name: row('invoiceName'),
      company: row('company'),
      taxOffice: row('taxOffice'),
      taxNumber: row('taxNumber'),
      identityNumber: row('identityNumber'),
      address: row('address'),
      district: row('district'),
      city: row('city'),
    }),
  };
}

/** A spreadsheet that took a code for a number has lost its last figures (`8,69E+12`). */
function code(text: string, place: string, remarks: Remark[]): string {
  if (!/^\d[.,]?\d*E\+?\d+$/i.test(text)) return text;
  remarks.push(
    remark(
      place,
      'warning',
      `Tablo programı bir kodu sayıya çevirmiş (${text}); kod alınmadı.`,
      `The spreadsheet turned a code into a number (${text}); the code was not taken.`,
    ),
  );
  return '';
}

function figure(
  text: string,
  read: (text: string) => number | null,
  place: string,
  remarks: Remark[],
): number | null {
  if (text === '') return null;
  const value = read(text);
  if (value === null)
    remarks.push(
      remark(
        place,
        'warning',
        `“${text.slice(0, 40)}” tek bir anlama gelmiyor; boş bırakıldı.`,
        `“${text.slice(0, 40)}” has no single meaning; it was left empty.`,
      ),
    );
  return value;
}

import type { Language } from '#contract/basics.ts';
import type { ArchiveCounts } from '#contract/archive.ts';

/** What the commands about the archive say in their own words. */
export type ArchiveWords = {
  readonly code: string;
  readonly number: string;
  readonly title: string;
  readonly priceThen: string;
  readonly stockThen: string;
  readonly sale: string;
  readonly soldAt: string;
  readonly amount: string;
  readonly total: string;
  readonly status: string;
  readonly place: string;
  readonly remark: string;
  readonly missing: string;
  readonly listings: (counts: ArchiveCounts) => string;
  readonly sales: (counts: ArchiveCounts) => string;
  readonly unknownColumns: (headers: readonly string[]) => string;
  readonly dryRun: string;
  readonly kept: string;
  readonly found: (count: number) => string;
  readonly moved: (count: number, ready: number) => string;
};

const counted =
  (word: string, parts: readonly [string, string, string, string]) =>
  ({ found, added, known, filled, differs }: ArchiveCounts): string =>
    `${found} ${word}: ${added} ${parts[0]}, ${known} ${parts[1]}, ${filled} ${parts[2]}, ${differs} ${parts[3]}.`;

const TR_PARTS = ['yeni', 'zaten var', 'tamamlandı', 'arşivdekinden farklı (arşivdeki kaldı)'] as const;
const EN_PARTS = ['new', 'known', 'completed', 'different from the archive (which stays)'] as const;

const TR: ArchiveWords = {
  code: 'Stok kodu',
  number: 'Ürün no',
  title: 'Ürün',
  priceThen: 'O günkü fiyat',
  stockThen: 'O günkü stok',
  sale: 'Satış kodu',
  soldAt: 'Tarih',
  amount: 'Adet',
  total: 'Tutar',
  status: 'Durum',
  place: 'Yer',
  remark: 'Not',
  missing: 'Eksik',
  listings: counted('ürün', TR_PARTS),
  sales: counted('satış', TR_PARTS),
  unknownColumns: (headers) =>
    `Tanınmayan sütunlar alınmadı: ${headers.join(', ')}. Ne olduklarını --map "Başlık=alan" ile söyleyin.`,
  dryRun: 'Deneme: hiçbir şey kaydedilmedi.',
  kept: 'Arşive kaydedildi; arşiv değişmez ve hiçbir yere gönderilmez.',
  found: (count) => `${count} kayıt`,
  moved: (count, ready) => `${count} taslak, ${ready} tanesi eksiksiz. Hiçbir şey gönderilmedi.`,
};

const EN: ArchiveWords = {
  code: 'Stock code',
  number: 'Product no',
  title: 'Product',
  priceThen: 'Price then',
  stockThen: 'Stock then',
  sale: 'Sale code',
  soldAt: 'Date',
  amount: 'Pieces',
  total: 'Amount',
  status: 'State',
  place: 'Place',
  remark: 'Remark',
  missing: 'Missing',
  listings: counted('listings', EN_PARTS),
  sales: counted('sales', EN_PARTS),
  unknownColumns: (headers) =>
    `Columns that were not recognised were not taken: ${headers.join(', ')}. Say what they hold with --map "Header=field".`,
  dryRun: 'A dry run: nothing was kept.',
  kept: 'Kept in the archive, which never changes and is never sent.',
  found: (count) => `${count} rows`,
  moved: (count, ready) => `${count} drafts, ${ready} of them complete. Nothing was sent.`,
};

export function archiveWords(language: Language): ArchiveWords {
  return language === 'tr' ? TR : EN;
}

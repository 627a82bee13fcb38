import type { Language } from '#contract/basics.ts';

const TR = {
  id: 'Kimlik',
  name: 'Ad',
  path: 'Kategori',
  open: 'Ürüne açık',
  required: 'Zorunlu',
  kind: 'Tür',
  state: 'Durum',
  product: 'Ürün',
  stockCode: 'Stok kodu',
  reason: 'Neden',
  order: 'Sipariş',
  channel: 'Kanal',
  deadline: 'Son tarih',
  date: 'Tarih',
  amount: 'Tutar',
  text: 'Metin',
  yes: 'evet',
  no: '–',
  none: 'Kayıt yok.',
  found: (count: number) => `${count} kayıt.`,
  previewed: (ready: number, held: number, requests: number) =>
    `Deneme: ${ready} hazır, ${held} bekletiliyor, ${requests} istek. Hiçbir şey gönderilmedi.`,
  carries: (items: number) => `${items} ürün`,
  published: (done: number, failed: number, held: number, open: number) =>
    `${done} tamam, ${failed} olmadı, ${held} bekletiliyor, ${open} sonuç bekliyor.`,
  states: {
    waiting: 'sırada',
    sent: 'gönderildi',
    done: 'tamam',
    failed: 'olmadı',
    unknown: 'sonucu belirsiz',
    held: 'bekletiliyor',
  },
  saved: (file: string) => `Kaydedildi: ${file}`,
  done: 'Pazaryerine iletildi.',
};

type SellingWords = typeof TR;

const EN: SellingWords = {
  id: 'Id',
  name: 'Name',
  path: 'Category',
  open: 'Takes products',
  required: 'Required',
  kind: 'Kind',
  state: 'State',
  product: 'Product',
  stockCode: 'Stock code',
  reason: 'Reason',
  order: 'Order',
  channel: 'Channel',
  deadline: 'Deadline',
  date: 'Date',
  amount: 'Amount',
  text: 'Text',
  yes: 'yes',
  no: '–',
  none: 'Nothing found.',
  found: (count) => `${count} found.`,
  previewed: (ready, held, requests) =>
    `Dry run: ${ready} ready, ${held} held back, ${requests} requests. Nothing was sent.`,
  carries: (items) => (items === 1 ? '1 item' : `${items} items`),
  published: (done, failed, held, open) =>
    `${done} done, ${failed} failed, ${held} held back, ${open} waiting for a result.`,
  states: {
    waiting: 'in line',
    sent: 'sent',
    done: 'done',
    failed: 'failed',
    unknown: 'outcome unknown',
    held: 'held back',
  },
  saved: (file) => `Saved: ${file}`,
  done: 'Told the marketplace.',
};

/** What the commands about selling say in their own words. */
export function sellingWords(language: Language): SellingWords {
  return language === 'tr' ? TR : EN;
}

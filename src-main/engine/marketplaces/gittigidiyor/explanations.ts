import { explainBy, type Explanation, type ExplanationRow } from '../kit/explain.ts';

/**
 * GittiGidiyor's refusals by their telling words. No list of its codes or texts was ever published (sheet §4, §10), so the
 * rows name what the documented rules can refuse, and everything else keeps its raw words.
 */
export const ROWS: readonly ExplanationRow[] = [
  {
    sign: /\b(sign|signature|imza|api ?key|role|rol)\b.*(invalid|wrong|gecersiz|hatali|yanlis|not valid)|(invalid|gecersiz|hatali|yanlis).*\b(sign|signature|imza|api ?key)\b/,
    code: 'channel/wrong-key',
    tr: [
      'GittiGidiyor API anahtarını ya da imzayı kabul etmedi.',
      'Hiçbir şey okunmadı, hiçbir şey değişmedi.',
      'API anahtarı, gizli anahtar, rol adı ve rol şifresini denetleyin; bilgisayarın saati doğru olmalı.',
    ],
    en: [
      'GittiGidiyor did not accept the API key or the signature.',
      'Nothing was read and nothing changed.',
      'Check API key, secret key, role name and role password; the computer’s clock must be right.',
    ],
  },
  {
    sign: /(urun|product|item).*(bulunamadi|not found|does not exist|mevcut degil)/,
    tr: [
      'GittiGidiyor’da bu numarayla bir ürün yok.',
      'Bu ürünün değişikliği uygulanmadı.',
      'Listelemeleri yeniden okuyun; ürün yeniden listelendiyse numarası değişmiştir.',
    ],
    en: [
      'GittiGidiyor has no product of this number.',
      'The change of this product was not applied.',
      'Read the listings again; a relisted product has another number.',
    ],
  },
  {
    sign: /(satis|sale).*(bulunamadi|not found)/,
    code: 'channel/not-found',
    tr: [
      'GittiGidiyor’da bu kodla bir satış yok.',
      'Bu sipariş için hiçbir şey yapılmadı.',
      'Satış kodunu denetleyin.',
    ],
    en: [
      'GittiGidiyor has no sale of this code.',
      'Nothing was done for this order.',
      'Check the sale code.',
    ],
  },
  {
    sign: /kargo.*(verildi|gonderildi)|(already )?shipped|(durum|status).*(uygun degil|not suitable|gecersiz)/,
    code: 'order/wrong-state',
    tr: [
      'Satış bu işe uygun durumda değil.',
      'Siparişte hiçbir şey değişmedi.',
      'Siparişleri yeniden okuyup durumuna bakın.',
    ],
    en: [
      'The sale is not in a state for this.',
      'Nothing changed in the order.',
      'Read the orders again and look at its state.',
    ],
  },
  {
    sign: /(zorunlu|required|mandatory).*(ozellik|spec)|(ozellik|spec).*(zorunlu|required|eksik|missing)/,
    tr: [
      'Kategorinin zorunlu bir özelliği eksik.',
      'Ürün açılmadı ya da güncellenmedi.',
      'Eksik özelliği doldurup yeniden gönderin.',
    ],
    en: [
      'A required spec of the category is missing.',
      'The product was not created or changed.',
      'Fill in the missing spec and send it again.',
    ],
  },
  {
    sign: /(urun kodu|itemid|item id).*(kullanil|zaten|in use|exists)/,
    tr: [
      'GittiGidiyor’da bu stok koduyla bir ürün zaten var.',
      'İkinci kez açılmadı.',
      'Listelemeleri yeniden okuyup var olan ürünü eşleştirin.',
    ],
    en: [
      'GittiGidiyor already has a product under this stock code.',
      'It was not created a second time.',
      'Read the listings again and link the one that is there.',
    ],
  },
  {
    sign: /(yeni urun|listeleme|insert|listing).*(kapali|kapandi|closed|durduruldu|ended)/,
    code: 'channel/retired-endpoint',
    tr: [
      'GittiGidiyor yeni ürün listelemeyi kapattı (20 Haziran 2022).',
      'Ürün açılmadı.',
      'Ürünü başka bir kanala taşıyın.',
    ],
    en: [
      'GittiGidiyor has ended the listing of new products (20 June 2022).',
      'The product was not created.',
      'Move the product to another channel.',
    ],
  },
];

/** The first row that one of the texts matches, as params that `describeProblem` prefers over the general text. */
export function explain(texts: readonly string[]): Explanation | null {
  return explainBy(ROWS, texts);
}

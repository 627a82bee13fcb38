import { formatMoney, formatNumber } from '#common/localised-figures.ts';
import type { Language } from './basics.ts';
import type { GuardId, Hold } from './guards.ts';
import { fillText } from './problem-texts.ts';

type GuardTexts = Readonly<Record<GuardId, string>>;

const TR: GuardTexts = {
  'price/missing': 'Mağazada satılabilir bir fiyat yok; boş fiyat sıfır sayılmaz, gönderilmez.',
  'price/not-positive': 'Fiyat sıfır ya da eksi; böyle bir fiyat gönderilmez.',
  'price/not-whole-kurus': 'Fiyat tam kuruş değil.',
  'price/wrong-currency':
    'Mağazanın para birimi {storeCurrency}, kanalınki {channelCurrency}; kur bilinmeden fiyat gönderilmez.',
  'price/list-below-sale': 'Liste fiyatı satış fiyatından düşük.',
  'price/below-floor': 'Fiyat, taban fiyatın ({floor}) altında.',
  'price/above-ceiling': 'Fiyat, tavan fiyatın ({ceiling}) üstünde.',
  'price/large-step': 'Fiyat bir adımda %{percent} değişiyor; sınır %{limit}.',
  'price/decimal-slip': 'Yeni fiyat eskisinin tam {factor}; virgül kayması olabilir.',
  'price/bulk-brake':
    'Bu plan {count} ürünün fiyatını %15’ten çok değiştiriyor; toplu bir hata olabilir, insan onayı bekliyor.',
  'stock/negative': 'Stok eksi olamaz.',
  'stock/above-store': 'Gönderilecek stok ({sent}) mağazada satılabilenden ({available}) çok.',
  'stock/above-marketplace-limit': 'Stok, pazaryerinin üst sınırını ({limit}) aşıyor.',
  'stock/store-reading-suspicious':
    'Mağazadan okunan değer beklenmedik biçimde değişti; yeniden okunup doğrulanana ya da siz onaylayana dek stok artırılmaz, fiyat değiştirilmez.',
  'stock/held-by-marketplace':
    'Bu listelemenin stokunu pazaryeri kendi deposunda tutuyor; stok gönderilmez, yalnız fiyat gönderilir.',
  'listing/duplicate-barcode':
    'Bu barkod mağazada birden çok üründe var ({barcode}); hangisi olduğu belirsizken değişiklik gönderilmez.',
  'listing/not-for-sale': 'Listeleme pazaryerinde satışa kapalı[ ({state})].',
  'listing/view-not-read':
    'Ürünün bu kanal için seçilen mağaza, müşteri grubu ya da para birimindeki fiyatı henüz okunmadı veya mağazada artık yok; okunana dek fiyat gönderilmez, stok artırılmaz. Eşitleme hâlâ okuyamıyorsa kanalın kurallarındaki seçimi denetleyin.',
};

const EN: GuardTexts = {
  'price/missing': 'The shop has no price to sell at; a blank is not zero and is not sent.',
  'price/not-positive': 'The price is zero or below; such a price is not sent.',
  'price/not-whole-kurus': 'The price is not a whole number of kuruş.',
  'price/wrong-currency':
    'The shop’s currency is {storeCurrency}, the channel’s {channelCurrency}; no price is sent without a known rate.',
  'price/list-below-sale': 'The list price is below the sale price.',
  'price/below-floor': 'The price is below the floor ({floor}).',
  'price/above-ceiling': 'The price is above the ceiling ({ceiling}).',
  'price/large-step': 'The price moves by {percent}% in one step; the limit is {limit}%.',
  'price/decimal-slip': 'The new price is exactly {factor} the old one; the decimal point may have slipped.',
  'price/bulk-brake':
    'This plan moves the price of {count} products by more than 15%; it may be a mistake in bulk and waits for a person.',
  'stock/negative': 'Stock cannot be negative.',
  'stock/above-store': 'The stock to be sent ({sent}) is more than the shop can sell ({available}).',
  'stock/above-marketplace-limit': 'The stock is above the marketplace’s limit ({limit}).',
  'stock/store-reading-suspicious':
    'What was read from the shop changed in an unexpected way; until a new reading confirms it or you approve it, stock is not raised and prices are not changed.',
  'stock/held-by-marketplace':
    'The marketplace keeps this listing’s stock in its own warehouse; no stock is sent, only the price.',
  'listing/duplicate-barcode':
    'Several products of the shop carry this barcode ({barcode}); nothing is sent while it is unclear which one is meant.',
  'listing/not-for-sale': 'The listing is closed for sale on the marketplace[ ({state})].',
  'listing/view-not-read':
    'The product’s price in the store, customer group or currency chosen for this channel was not read yet, or the shop no longer has it; until it is read no price is sent and stock is not raised. If a sync still cannot read it, check the choice in the channel’s rules.',
};

const STATES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  tr: {
    'off-sale': 'satış durdurulmuş',
    archived: 'arşivde',
    locked: 'kilitli',
    'waiting-approval': 'pazaryerinin onayında',
    rejected: 'pazaryeri reddetti',
    gone: 'artık orada yok',
    other: 'bilinmeyen durum',
  },
  en: {
    'off-sale': 'taken off sale',
    archived: 'archived',
    locked: 'locked',
    'waiting-approval': 'in the marketplace’s review',
    rejected: 'rejected by the marketplace',
    gone: 'no longer there',
    other: 'unknown state',
  },
};

const FACTORS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  tr: {
    '×10': '10 katı',
    '×100': '100 katı',
    '×1000': '1.000 katı',
    '÷10': 'onda biri',
    '÷100': 'yüzde biri',
    '÷1000': 'binde biri',
  },
  en: {
    '×10': '10 times',
    '×100': '100 times',
    '×1000': '1,000 times',
    '÷10': 'a tenth of',
    '÷100': 'a hundredth of',
    '÷1000': 'a thousandth of',
  },
};

/** One sentence on why a change is held back, in the merchant's language. */
export function describeHold(hold: Hold, language: Language): string {
  return fillText((language === 'tr' ? TR : EN)[hold.guard], wordParams(hold.params, language));
}

/** Numbers as the language writes them; `…E4` amounts as money of the hold's `currency`; a listing's state as a word. */
function wordParams(params: Hold['params'], language: Language): Record<string, string> {
  const currency = String(params['currency'] ?? '');
  const worded = Object.entries(params).map(([name, value]): [string, string] => {
    if (name.endsWith('E4')) return [name.slice(0, -2), formatMoney(Number(value), currency, language)];
    if (typeof value === 'number') return [name, formatNumber(value, language)];
    if (name === 'state') return [name, STATES[language][value] ?? value];
    return [name, name === 'factor' ? (FACTORS[language][value] ?? value) : value];
  });
  return Object.fromEntries(worded);
}

import { formatNumber } from '#common/localised-figures.ts';
import type { Language } from './basics.ts';
import type { EditRemark } from './edits.ts';
import { fillText } from './problem-texts.ts';

type RemarkTexts = Readonly<Record<EditRemark['code'] | 'amount-out-of-range', string>>;

/** Blanks as in `problem-texts`: `{name}`, and `[…]` for what is left out where its blank is empty. */
const TEXTS: Readonly<Record<Language, RemarkTexts>> = {
  tr: {
    'wrong-kind': 'Bu alan böyle bir değer tutamaz.',
    empty: 'Boş bırakılamaz.',
    'too-long': 'Çok uzun: {width}; mağaza en çok {limit} karakter tutar.',
    'out-of-range': '{least} ile {greatest} arasında olmalı.',
    'amount-out-of-range': '{leastE4} veya üstü, {belowE4} altında olmalı.',
    'zero-price': 'Fiyat sıfır: ürün mağazada bedava olur.',
    'no-date': '“{value}” geçerli bir tarih değil (YYYY-AA-GG).',
    'dates-crossed': 'Son gün ({dateEnd}) ilk günden ({dateStart}) önce.',
    'no-id': '“{value}” mağazada bir numara olamaz.',
    twice: '“{path}” iki kez var.',
    'unknown-prefix': 'Mağaza yalnız + ve − tanır; “{prefix}” yazılamaz.',
    'no-such-field': 'Mağazada bu ürünün böyle bir alanı yok.',
    'no-such-product': 'Ürün mağazada yok.',
    'not-in-shop': 'Seçilen kayıt mağazada yok[: {id}].',
    'price-below-nothing': 'Fiyat sıfır veya altı olurdu.',
    'price-jump': 'Fiyat yarıdan çok değişiyor; virgülün yerine bakın.',
    'variant-product': 'Varyant ürün: ana ürünü OpenCart’ta kaydedilirse bu değerin üzerine yazılabilir.',
    'in-conflict': 'Mağazayla çelişiyor; çelişki çözülmeden toplu düzenleme ona dokunmaz.',
  },
  en: {
    'wrong-kind': 'This field cannot hold such a value.',
    empty: 'It cannot be empty.',
    'too-long': 'Too long: {width}; the shop holds at most {limit} characters.',
    'out-of-range': 'It must be between {least} and {greatest}.',
    'amount-out-of-range': 'It must be {leastE4} or more, and below {belowE4}.',
    'zero-price': 'The price is zero: the shop would give the product away.',
    'no-date': '“{value}” is not a date (YYYY-MM-DD).',
    'dates-crossed': 'The last day ({dateEnd}) is before the first ({dateStart}).',
    'no-id': '“{value}” cannot be a number of the shop’s.',
    twice: '“{path}” is there twice.',
    'unknown-prefix': 'The shop knows + and − only; “{prefix}” cannot be written.',
    'no-such-field': 'The shop has no such field for this product.',
    'no-such-product': 'The shop does not have the product.',
    'not-in-shop': 'The shop does not have what was chosen[: {id}].',
    'price-below-nothing': 'The price would be zero or less.',
    'price-jump': 'The price changes by more than half; look where the point is.',
    'variant-product':
      'A variant product: when its master is saved in OpenCart, this value may be overwritten.',
    'in-conflict': 'In conflict with the shop; a bulk edit leaves it alone until that is decided.',
  },
};

/** A remark as a sentence. `amount` writes what params ending in `E4` hold: 1/10000 of the currency unit. */
export function describeEditRemark(
  { code, params }: Pick<EditRemark, 'code' | 'params'>,
  language: Language,
  amount: (valueE4: number) => string,
): string {
  const written = Object.entries(params).map(([name, value]): [string, string] => {
    if (typeof value === 'string') return [name, value];
    return [name, name.endsWith('E4') ? amount(value) : formatNumber(value, language)];
  });
  const key = code === 'out-of-range' && 'leastE4' in params ? 'amount-out-of-range' : code;
  return fillText(TEXTS[language][key], Object.fromEntries(written));
}

import type { Language } from '#contract/basics.ts';
import type { CodeOutcome } from '#contract/codes.ts';

/** What the commands about variants' codes say in their own words. */
export type CodeWords = {
  readonly variant: string;
  readonly title: string;
  readonly option: string;
  readonly barcode: string;
  readonly stockCode: string;
  readonly inShop: string;
  readonly line: string;
  readonly outcome: string;
  readonly outcomes: Readonly<Record<CodeOutcome, string>>;
  readonly fitting: (count: number) => string;
  readonly sharedWith: (variantId: string) => string;
  readonly badCheckDigit: string;
  readonly found: (count: number) => string;
  readonly judged: (set: number, refused: number) => string;
  readonly kept: (set: number, refused: number) => string;
  readonly toKeep: string;
};

const TR: CodeWords = {
  variant: 'Varyant',
  title: 'Ürün',
  option: 'Seçenek',
  barcode: 'Barkod',
  stockCode: 'Stok kodu',
  inShop: 'Mağazadaki',
  line: 'Satır',
  outcome: 'Sonuç',
  outcomes: {
    set: 'verilecek',
    same: 'zaten böyle',
    'not-found': 'mağazada bulunamadı',
    several: 'birden çok varyanta uyuyor',
    'named-twice': 'aynı varyant başka kodlarla bir daha yazılmış',
    duplicate: 'bu barkod başka bir varyantta',
    'not-a-code': 'kod değil, “yok” anlamında bir sözcük',
  },
  fitting: (count) => `${count} varyant; seçeneği yazın`,
  sharedWith: (variantId) => `barkod ${variantId} varyantında`,
  badCheckDigit: 'uyarı: barkodun denetim basamağı tutmuyor',
  found: (count) => `${count} varyant`,
  judged: (set, refused) => `${set} varyanta kod verilecek, ${refused} satır verilemez.`,
  kept: (set, refused) => `${set} varyanta kod verildi, ${refused} satır verilemedi.`,
  toKeep: 'Kaydetmek için --apply ekleyin.',
};

const EN: CodeWords = {
  variant: 'Variant',
  title: 'Product',
  option: 'Option',
  barcode: 'Barcode',
  stockCode: 'Stock code',
  inShop: 'In the shop',
  line: 'Line',
  outcome: 'Outcome',
  outcomes: {
    set: 'to be set',
    same: 'is so already',
    'not-found': 'not found in the shop',
    several: 'fits several variants',
    'named-twice': 'the same variant stands there again with other codes',
    duplicate: 'another variant has this barcode',
    'not-a-code': 'no code but a word for “none”',
  },
  fitting: (count) => `${count} variants; write the option`,
  sharedWith: (variantId) => `variant ${variantId} has the barcode`,
  badCheckDigit: 'warning: the barcode’s check digit is wrong',
  found: (count) => `${count} variants`,
  judged: (set, refused) => `${set} variants would get codes, ${refused} lines cannot be used.`,
  kept: (set, refused) => `${set} variants got codes, ${refused} lines could not be used.`,
  toKeep: 'Add --apply to keep them.',
};

export function codeWords(language: Language): CodeWords {
  return language === 'tr' ? TR : EN;
}

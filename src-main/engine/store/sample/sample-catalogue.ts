import { assertNever } from '#common/assert-never.ts';
import { gtinCheckDigit } from '#common/gtin.ts';
import { E4, removePercentE4 } from '#common/money.ts';
import { brandLetters, samplePictureAddress } from '#common/sample-picture.ts';
import { describeProduct } from './sample-descriptions.ts';
import { addDirt } from './sample-dirt.ts';
import { SAMPLE_FAMILIES } from './sample-families.ts';
import type { OptionKind, SampleFamily } from './sample-family.ts';
import type { SampleOption, SampleProduct, SampleSpecial } from './sample-product.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';

const SEED = 20_261_124;
const FIRST_PRODUCT_ID = 101;

const OPTION_VALUES: Readonly<
  Record<'Beden' | 'Numara (kadın)' | 'Numara' | 'Renk' | 'Yaş', readonly string[]>
> = {
  Beden: ['S', 'M', 'L', 'XL'],
  'Numara (kadın)': ['36', '37', '38', '39', '40'],
  Numara: ['40', '41', '42', '43', '44'],
  Renk: ['Siyah', 'Kırmızı', 'Lacivert'],
  Yaş: ['3-4 Yaş', '5-6 Yaş', '7-8 Yaş'],
};

/** The sample shop's catalogue: always the same more than 600 products, in ascending order of their ids. */
export function sampleCatalogue(): readonly SampleProduct[] {
  const random = seededRandom(SEED);
  const counter = { product: FIRST_PRODUCT_ID, optionValue: 1_001, barcode: 1 };
  const products: SampleProduct[] = [];
  for (const family of SAMPLE_FAMILIES) {
    for (const name of namesOf(family)) products.push(makeProduct({ family, ...name, random, counter }));
  }
  return addDirt(products);
}

/** Every kind in every make; each fourth of them by a second brand too. */
function namesOf(
  family: SampleFamily,
): readonly { readonly brand: string; readonly kind: string; readonly make: string }[] {
  return family.kinds.flatMap((kind, kindAt) =>
    family.makes.flatMap((make, makeAt) => {
      const at = kindAt * family.makes.length + makeAt;
      const count = at % 4 === 0 ? Math.min(2, family.brands.length) : 1;
      return Array.from({ length: count }, (_, extra) => ({
        brand: family.brands[(at + extra) % family.brands.length]!,
        kind,
        make,
      }));
    }),
  );
}

type Counter = { product: number; optionValue: number; barcode: number };
type Making = {
  readonly family: SampleFamily;
  readonly brand: string;
  readonly kind: string;
  readonly make: string;
  readonly random: SeededRandom;
  readonly counter: Counter;
};

function makeProduct(making: Making): SampleProduct {
  const { family, brand, random, counter } = making;
  const productId = counter.product;
  counter.product += 1;
  const title = `${brand} ${making.make} ${making.kind}`;
  const model = `${stem(brand)}-${productId}`;
  const netPriceE4 = removePercentE4(shelfPriceE4(family, random), family.kdv * E4);
  const options = makeOptions(making, { productId, model });
  const quantity = options.length > 0 ? stockOf(options[0]!) : stockLevel(random);
  return {
    productId,
    title,
    model,
    sku: options.length > 0 ? '' : `${model}-TEK`,
    ean: options.length > 0 ? '' : nextBarcode(counter),
    manufacturer: brand,
    category: family.category,
    html: describeProduct({ family, brand, title, position: productId }),
    images: [
      samplePictureAddress({ colour: family.colour, letters: brandLetters(brand), position: productId }),
    ],
    kdv: family.kdv,
    netPriceE4,
    quantity,
    enabled: true,
    modifiedAt: `2026-${random.between(2, 10).toString().padStart(2, '0')}-${random.between(1, 28).toString().padStart(2, '0')} ${random.between(9, 18).toString().padStart(2, '0')}:${random.between(10, 59)}:00`,
    special: makeSpecial(netPriceE4, random),
    options,
  };
}

function makeOptions(making: Making, product: { productId: number; model: string }): readonly SampleOption[] {
  const names = optionNames(making.family.option, making.family.category);
  return names.map((name, position) => ({
    optionId: product.productId * 10 + position,
    name: name.replace(/ \(.*\)$/, ''),
    values: OPTION_VALUES[name].map((value) => {
      const optionValueId = making.counter.optionValue;
      making.counter.optionValue += 1;
      // Two options at once: the shop has stock and codes per value only, never per combination (as in OpenCart).
      const coded = names.length === 1;
      return {
        optionValueId,
        name: value,
        quantity: stockLevel(making.random),
        netPriceE4: value === 'XL' ? removePercentE4(20 * E4, making.family.kdv * E4) : 0,
        sku: coded ? `${product.model}-${stem(value)}` : '',
        ean: coded ? nextBarcode(making.counter) : '',
      };
    }),
  }));
}

function optionNames(kind: OptionKind, category: string): readonly (keyof typeof OPTION_VALUES)[] {
  switch (kind) {
    case 'none':
      return [];
    case 'beden':
      return ['Beden'];
    case 'numara':
      return [category.endsWith('Kadın') ? 'Numara (kadın)' : 'Numara'];
    case 'renk':
      return ['Renk'];
    case 'yaş':
      return ['Yaş'];
    case 'beden-renk':
      return ['Beden', 'Renk'];
    default:
      return assertNever(kind, 'kind of option');
  }
}

function stockOf(option: SampleOption): number {
  return option.values.reduce((sum, value) => sum + value.quantity, 0);
}

/** Mostly a handful, now and then none or a full shelf. */
function stockLevel(random: SeededRandom): number {
  const chance = random.fraction();
  if (chance < 0.05) return 0;
  return chance < 0.85 ? random.between(1, 40) : random.between(41, 400);
}

/** Prices as they stand on a Turkish shelf: 349,90 · 350,00 · 349,99. */
function shelfPriceE4(family: SampleFamily, random: SeededRandom): number {
  const lira = random.between(family.priceFrom, family.priceTo);
  return lira * E4 + random.pick([9_000, 9_000, 9_000, 9_900, 0, 5_000]);
}

function makeSpecial(netPriceE4: number, random: SeededRandom): SampleSpecial | null {
  const chance = random.fraction();
  if (chance >= 0.14) return null;
  const reduced = Math.round((netPriceE4 * random.pick([95, 90, 85, 80])) / 100);
  if (chance < 0.1) return { netPriceE4: reduced, start: '', end: '' };
  if (chance < 0.12) return { netPriceE4: reduced, start: '2026-01-01', end: '2026-02-01' };
  return { netPriceE4: reduced, start: '2099-01-01', end: '' };
}

/** In GS1's range for use inside one company (prefix 28): no product of anybody's can be meant. */
function nextBarcode(counter: Counter): string {
  const body = `28${String((counter.barcode * 104_729 + 31_337) % 10_000_000_000).padStart(10, '0')}`;
  counter.barcode += 1;
  return `${body}${gtinCheckDigit(body)}`;
}

function stem(text: string): string {
  const plain = text
    .toLocaleUpperCase('tr')
    .replace(/[ÇĞİÖŞÜ]/g, (letter) => PLAIN_LETTERS[letter] ?? letter);
  return plain.replace(/[^A-Z0-9]/g, '').slice(0, 5);
}

const PLAIN_LETTERS: Readonly<Record<string, string>> = { Ç: 'C', Ğ: 'G', İ: 'I', Ö: 'O', Ş: 'S', Ü: 'U' };

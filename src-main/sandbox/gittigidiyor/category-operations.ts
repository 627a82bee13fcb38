import { Failure, cutPage, type Operation } from './operation.ts';
import { text, type SoapCall } from './soap.ts';

/** Codes are short letters that grow with depth. Made up: the real tree is not public any more. */
const CATEGORIES: readonly (readonly [code: string, name: string])[] = [
  ['g', 'Giyim, Aksesuar'],
  ['ga', 'Kadın Giyim'],
  ['gab', 'Gömlek'],
  ['gac', 'Tişört'],
  ['e', 'Ev, Bahçe'],
  ['ea', 'Mutfak'],
  ['eab', 'Çay ve Kahve'],
  ['xyz', 'Diğer Her Şey'],
  ['xyz1', 'Diğer'],
];

function isDeepest(code: string): boolean {
  return !CATEGORIES.some(([other]) => other !== code && other.startsWith(code));
}

function required(call: SoapCall): string {
  const code = text(call.params['categoryCode']);
  if (!CATEGORIES.some(([known]) => known === code))
    throw new Failure('category not found', 'Kategori bulunamadı.');
  return code;
}

export const CATEGORY_OPERATIONS: Readonly<Record<string, Operation>> = {
  getCategories: {
    params: ['startOffSet', 'rowCount', 'withSpecs', 'withDeepest', 'withCatalog'],
    writes: 'nothing',
    act: (world, call) => {
      const wish = {
        offset: Number(text(call.params['startOffSet'])),
        size: Number(text(call.params['rowCount'])),
      };
      const page = cutPage(world, 'CategoryService', CATEGORIES, wish);
      return {
        categoryCount: page.total,
        categories: {
          category: page.rows.map(([categoryCode, categoryName]) => ({
            '@deepest': isDeepest(categoryCode),
            '@hasCatalog': false,
            categoryCode,
            categoryName,
          })),
        },
      };
    },
  },
  getCategorySpecs: {
    params: ['categoryCode'],
    writes: 'nothing',
    act: (_world, call) => {
      required(call);
      return {
        specs: {
          spec: [
            {
              '@name': 'Marka',
              '@required': true,
              '@type': 'Combo',
              values: { value: ['Örnek', 'Şirin', 'Diğer'] },
            },
            {
              '@name': 'Durumu',
              '@required': false,
              '@type': 'Combo',
              values: { value: ['Sıfır', 'İkinci El'] },
            },
          ],
        },
      };
    },
  },
  getRequiredCategorySpecs: {
    params: ['categoryCode'],
    writes: 'nothing',
    act: (_world, call) => {
      required(call);
      return { count: 1, catalogRequired: false, requiredSpecs: { spec: [{ '@name': 'Marka' }] } };
    },
  },
  getCategoryVariantSpecs: {
    params: ['categoryCode'],
    writes: 'nothing',
    act: (_world, call) => {
      if (!required(call).startsWith('g')) return { specs: '' };
      const axis = (nameId: number, name: string, base: boolean, values: readonly string[]) => ({
        '@name': name,
        '@nameId': nameId,
        '@orderNumber': nameId,
        '@type': 'Combo',
        '@base': base,
        specValues: {
          specValue: values.map((value, index) => ({
            '@value': value,
            '@valueId': nameId * 100 + index,
            '@orderNumber': index,
          })),
        },
      });
      return {
        specs: {
          spec: [axis(1, 'Renk', true, ['Kırmızı', 'Mavi']), axis(2, 'Beden', false, ['S', 'M', 'İri'])],
        },
      };
    },
  },
};

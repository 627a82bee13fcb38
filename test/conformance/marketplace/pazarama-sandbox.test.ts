import { ROWS } from '#engine/marketplaces/pazarama/explanations-rows.ts';
import { ATTRIBUTES, BRANDS, CATEGORIES } from '../../../src-main/sandbox/pazarama/catalogue-data.ts';
import { marketplaceConformance } from './marketplace-conformance.ts';
import { openPazarama } from './pazarama-world.ts';

const shirts = CATEGORIES.find(({ name }) => name === 'Tişört')!.id;
const size = ATTRIBUTES.get(shirts)![0]!;

const draft = () => ({
  stockCode: 'YENI-1',
  barcode: '8690000000012',
  groupId: 'YENI-MODEL-2026',
  title: 'Örnek Marka Pamuklu Tişört',
  subtitle: '',
  description: '<p>Yüzde yüz pamuk.</p>',
  categoryId: shirts,
  brandId: BRANDS[0]!.id,
  brandName: 'Örnek Marka',
  attributes: [{ attributeId: size.id, name: 'Beden', valueId: size.values[0]!.id, text: null, unit: null }],
  images: ['https://cdn.example.com/1.jpg'],
  vatRate: 10,
  quantity: 12,
  salePriceE4: 2_499_000,
  listPriceE4: 2_999_000,
  currency: 'TRY',
  desi: 1.5,
  catalogueId: null,
  fields: {},
});

marketplaceConformance('Pazarama (the sandbox)', openPazarama, {
  wire: 'json',
  errorTable: ROWS,
  draft,
  states: ['on-sale', 'archived', 'waiting-approval', 'rejected'],
  without: {
    'repeated-body': 'nothing is written of bodies that come twice',
    split: 'an order is one package, whose lines have statuses of their own',
    pick: 'orders are never “invoiced”; its own tests pick',
    'order-totals': 'its list of orders is read until a page is empty',
  },
});

import { ROWS } from '#engine/marketplaces/n11/explanations.ts';
import { marketplaceConformance } from './marketplace-conformance.ts';
import { openN11 } from './n11-world.ts';

const draft = () => ({
  stockCode: 'YENI-1',
  barcode: '',
  groupId: 'YENI',
  title: 'Örnek Marka Pamuklu Tişört',
  subtitle: '',
  description: '<p>Yüzde yüz pamuk.</p>',
  categoryId: '1000100',
  brandId: '900004',
  brandName: 'Örnek Marka',
  attributes: [{ attributeId: '429', name: 'Beden', valueId: '910002', text: null, unit: null }],
  images: ['https://cdn.example.com/1.jpg'],
  vatRate: 10,
  quantity: 12,
  salePriceE4: 2_499_000,
  listPriceE4: 2_999_000,
  currency: 'TRY',
  desi: null,
  catalogueId: null,
  fields: { preparingDay: '2', shipmentTemplate: 'Standart' },
});

marketplaceConformance('N11 (the sandbox)', openN11, {
  wire: 'json',
  errorTable: ROWS,
  draft,
  // What a day delivered is settled two weeks later.
  bookedAfterMs: 15 * 86_400_000,
  without: {
    session: 'its keys go with every request',
    'repeated-body': 'a body may come again once its task is done',
    split: 'a split needs a package that is being picked; its own tests split',
    pick: 'packages are never “invoiced”; its own tests pick',
    'order-totals': 'its list of orders is read until a page is empty',
  },
  shown: ({ externalId }) => ({ stockCode: externalId }),
});

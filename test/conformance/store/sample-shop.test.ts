import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPercentE4, parseDecimalE4 } from '#common/money.ts';
import { DEFAULT_ORDER_SETTINGS } from '#contract/shop.ts';
import { sampleCatalogue } from '#engine/store/sample/sample-catalogue.ts';
import { openSampleStore, type SampleStore } from '#engine/store/sample/open-sample-store.ts';
import { realClock, seededChance } from '../../support/steady-host.ts';
import { storeConformance, type ShopUnderTest } from './store-conformance.ts';
import { storeEditingConformance, type EditableShopUnderTest } from './store-editing-conformance.ts';

storeConformance('The sample shop (SQLite)', sampleShop);
storeEditingConformance('The sample shop (SQLite)', sampleShop);

async function sampleShop(): Promise<EditableShopUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'sample-conformance-'));
  const store = openSampleStore({
    file: join(folder, 'shop.sqlite'),
    clock: realClock,
    random: seededChance('shop'),
  });
  const catalogue = sampleCatalogue();
  const plain = catalogue.filter(
    (product) =>
      product.options.length === 0 &&
      product.quantity >= 20 &&
      product.enabled &&
      product.netPriceE4 > 0 &&
      !product.special,
  );
  const withOption = catalogue.find(
    (product) =>
      product.options.length === 1 && product.quantity >= 5 && product.options[0]!.values[0]!.quantity >= 5,
  )!;
  return {
    store,
    settings: {
      barcodeSource: 'ean',
      stockCodeSource: 'sku',
      pricesIncludeTax: false,
      newOrderStatusId: '2',
      cancelledOrderStatusId: '7',
      ...DEFAULT_ORDER_SETTINGS,
    },
    goods: {
      plain: String(plain[0]!.productId),
      other: String(plain[1]!.productId),
      withOption: {
        productId: String(withOption.productId),
        optionValueId: String(withOption.options[0]!.values[0]!.optionValueId),
      },
    },
    truth: truthOf(store),
    saveInAdmin: async (productId) => store.saveInAdmin(productId, {}),
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function truthOf(store: SampleStore): ShopUnderTest['truth'] {
  const ofProduct = (productId: string) =>
    sampleCatalogue().find((one) => String(one.productId) === productId)!;
  return {
    quantityOf: async (productId) => store.quantityOf(`p${productId}`),
    optionQuantityOf: async (optionValueId) => store.optionQuantityOf(optionValueId),
    setQuantity: async (productId, quantity) => store.setQuantity(`p${productId}`, quantity),
    setPrice: async (productId, price) =>
      store.setPrice(productId, addPercentE4(parseDecimalE4(price)!, ofProduct(productId).kdv * 10_000)),
    removeProduct: async (productId) => store.deleteProduct(productId),
    orderRows: async (storeOrderId) => {
      const row = store.orders().find((order) => order.storeOrderId === storeOrderId)!;
      return { statusId: row.statusId, totalE4: row.totals['total']! };
    },
    countOrders: async () => store.orders().length,
    cancelInShop: async (storeOrderId) => store.changeOrderStatus(storeOrderId, '7'),
  };
}

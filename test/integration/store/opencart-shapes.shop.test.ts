import {
  addForeignColumns,
  addForeignSoftware,
  convertEngine,
  convertToUtf8mb4,
  mixEngines,
  renamePrefix,
} from '../../support/opencart-shapes.ts';
import { shapeConformance } from '../../conformance/store/shape-conformance.ts';

shapeConformance([
  {
    name: 'a 3.0 with another prefix beside other software, its tables InnoDB',
    version: '3.0.4.1',
    prefix: 'ocab_',
    transactional: true,
    change: async (shop) => {
      await convertEngine(shop, 'InnoDB');
      await renamePrefix(shop, 'ocab_');
      await addForeignSoftware(shop);
    },
  },
  {
    name: 'a 4.1 without any prefix beside other software, its tables MyISAM',
    version: '4.1.0.4',
    prefix: '',
    transactional: false,
    change: async (shop) => {
      await convertEngine(shop, 'MyISAM');
      await renamePrefix(shop, '');
      await addForeignSoftware(shop);
    },
  },
  {
    name: 'a 2.3 whose prefix is one letter without a line below',
    version: '2.3.0.2',
    prefix: 'X',
    transactional: false,
    change: (shop) => renamePrefix(shop, 'X'),
  },
  { name: 'a 3.0 in utf8mb4', version: '3.0.4.1', transactional: false, change: convertToUtf8mb4 },
  {
    name: 'a 3.0 with an extension’s columns in its orders',
    version: '3.0.4.1',
    transactional: false,
    change: addForeignColumns,
  },
  {
    name: 'a 4.0.0 with an extension’s columns in its orders',
    version: '4.0.0.0',
    transactional: true,
    change: addForeignColumns,
  },
  {
    name: 'a 4.1 with an extension’s columns in its orders',
    version: '4.1.0.4',
    transactional: true,
    change: addForeignColumns,
  },
  {
    name: 'a 4.0 of which the host converted some tables and not others',
    version: '4.0.2.3',
    transactional: false,
    change: mixEngines,
  },
  {
    name: 'a 3.0 without its optional tables',
    version: '3.0.4.1',
    transactional: false,
    change: async (shop) => {
      await shop.run(
        'DROP TABLE oc_product_special, oc_manufacturer, oc_extension, oc_order_voucher, oc_order_shipment, oc_attribute, oc_stock_status, oc_store',
      );
    },
  },
]);

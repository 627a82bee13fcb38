import type { OpencartShop } from './opencart-shop.ts';

/** The tables of Related Options as its installer makes them: see store/opencart/read/related-options.ts. */
export function relatedOptionsTables(engine: 'MyISAM' | 'InnoDB'): string {
  return `CREATE TABLE oc_relatedoptions (relatedoptions_id int(11) NOT NULL AUTO_INCREMENT,
      relatedoptions_variant_product_id int(11) NOT NULL, product_id int(11) NOT NULL, quantity int(4) NOT NULL,
      model varchar(64) NOT NULL, sku varchar(64) NOT NULL, upc varchar(12) NOT NULL, ean varchar(14) NOT NULL,
      location varchar(128) NOT NULL, PRIMARY KEY (relatedoptions_id), KEY product_id (product_id)) ENGINE=${engine};
    CREATE TABLE oc_relatedoptions_option (relatedoptions_id int(11) NOT NULL, product_id int(11) NOT NULL,
      option_id int(11) NOT NULL, option_value_id int(11) NOT NULL, KEY relatedoptions_id (relatedoptions_id))
      ENGINE=${engine};`;
}

/**
 * The demo shop's camera (product 30, red 15 and blue 16) with a size besides (small 901, large 902), and combinations of
 * colour and size counted as a whole: 1 red/small, 2 red/large, 3 blue/small, 4 blue/large; 5 is the colour blue alone.
 * The extension is put into its tables and switched on.
 */
export async function countCombinations(shop: OpencartShop, engine: 'MyISAM' | 'InnoDB'): Promise<void> {
  await shop.run(`${relatedOptionsTables(engine)}
    INSERT INTO oc_product_option SET product_option_id = 900, product_id = 30, option_id = 11, value = '', required = 1;
    INSERT INTO oc_product_option_value (product_option_value_id, product_option_id, product_id, option_id,
      option_value_id, quantity, subtract, price, price_prefix, points, points_prefix, weight, weight_prefix)
      VALUES (901, 900, 30, 11, 46, 500, 1, 0, '+', 0, '+', 0, '+'), (902, 900, 30, 11, 48, 500, 1, 0, '+', 0, '+', 0, '+');
    UPDATE oc_product_option_value SET quantity = 500, subtract = 1 WHERE product_id = 30;
    UPDATE oc_product SET quantity = 1000, subtract = 1 WHERE product_id IN (30, 40);
    INSERT INTO oc_relatedoptions (relatedoptions_id, relatedoptions_variant_product_id, product_id, quantity, model,
      sku, upc, ean, location) VALUES (1, 1, 30, 100, '', '', '', '', ''), (2, 1, 30, 100, '', '', '', '', ''),
      (3, 1, 30, 100, '', '', '', '', ''), (4, 1, 30, 100, '', '', '', '', ''), (5, 1, 30, 100, '', '', '', '', ''),
      (6, 1, 40, 100, '', '', '', '', '');
    INSERT INTO oc_relatedoptions_option SELECT combination.id, 30, value.option_id, value.option_value_id
      FROM oc_product_option_value value JOIN (SELECT 1 AS id, 15 AS chosen UNION ALL SELECT 1, 901
        UNION ALL SELECT 2, 15 UNION ALL SELECT 2, 902 UNION ALL SELECT 3, 16 UNION ALL SELECT 3, 901
        UNION ALL SELECT 4, 16 UNION ALL SELECT 4, 902 UNION ALL SELECT 5, 16) combination
      ON combination.chosen = value.product_option_value_id;
    INSERT INTO oc_extension SET ${shop.version.startsWith('4') ? "extension = 'liveopencart'," : ''}
      type = 'module', code = 'related_options'`);
}

/** What the extension lets be bought of the combinations 1 to 6; 6 is of no option value at all. */
export async function combinationStock(shop: OpencartShop): Promise<readonly number[]> {
  const rows = await shop.rows('SELECT quantity FROM oc_relatedoptions ORDER BY relatedoptions_id');
  return rows.map((row) => Number(row.quantity));
}

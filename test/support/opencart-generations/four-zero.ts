import { IDENTIFIER_COLUMNS, NAMED_PLACES } from './four-one.ts';

/** What all of 4.0 has and 4.1 has no more, and the other way round. */
const FOUR_ZERO = `
  ${NAMED_PLACES}
  UPDATE oc_country SET name = 'Turkey' WHERE iso_code_2 = 'TR';
  ALTER TABLE oc_country MODIFY name VARCHAR(128) NOT NULL;
  ALTER TABLE oc_zone MODIFY name VARCHAR(128) NOT NULL;
  ${IDENTIFIER_COLUMNS}
  DROP TABLE oc_product_code, oc_identifier, oc_antispam, oc_article, oc_article_comment, oc_article_description,
    oc_article_rating, oc_article_to_layout, oc_article_to_store;
  ALTER TABLE oc_product_discount DROP special, DROP type;
  CREATE TABLE oc_product_special (product_special_id INT(11) NOT NULL AUTO_INCREMENT, product_id INT(11) NOT NULL,
    customer_group_id INT(11) NOT NULL, priority INT(5) NOT NULL DEFAULT 1,
    price DECIMAL(15,4) NOT NULL DEFAULT 0.0000, date_start DATE NOT NULL, date_end DATE NOT NULL,
    PRIMARY KEY (product_special_id), KEY product_id (product_id));
  INSERT INTO oc_product_special VALUES (419, 42, 1, 1, 90, '0000-00-00', '0000-00-00'),
    (439, 30, 1, 2, 90, '0000-00-00', '0000-00-00'), (438, 30, 1, 1, 80, '0000-00-00', '0000-00-00');
  CREATE TABLE oc_voucher (voucher_id INT(11) NOT NULL AUTO_INCREMENT, order_id INT(11) NOT NULL,
    code VARCHAR(10) NOT NULL, amount DECIMAL(15,4) NOT NULL, status TINYINT(1) NOT NULL, PRIMARY KEY (voucher_id));
  CREATE TABLE oc_order_voucher (order_voucher_id INT(11) NOT NULL AUTO_INCREMENT, order_id INT(11) NOT NULL,
    voucher_id INT(11) NOT NULL, description VARCHAR(255) NOT NULL, code VARCHAR(10) NOT NULL,
    amount DECIMAL(15,4) NOT NULL, PRIMARY KEY (order_voucher_id));
  ALTER TABLE oc_category ADD top TINYINT(1) NOT NULL, ADD \`column\` INT(3) NOT NULL,
    ADD date_added DATETIME NOT NULL, ADD date_modified DATETIME NOT NULL;
  ALTER TABLE oc_geo_zone ADD date_added DATETIME NOT NULL, ADD date_modified DATETIME NOT NULL;
  ALTER TABLE oc_tax_rate ADD date_added DATETIME NOT NULL, ADD date_modified DATETIME NOT NULL;
  ALTER TABLE oc_tax_class ADD date_added DATETIME NOT NULL, ADD date_modified DATETIME NOT NULL;
  ALTER TABLE oc_product_description MODIFY description TEXT NOT NULL;
  ALTER TABLE oc_order DROP KEY email, DROP KEY order_status_id;
  UPDATE oc_setting SET \`key\` = 'config_language' WHERE \`key\` = 'config_language_catalog';
  DELETE FROM oc_setting WHERE \`key\` IN ('config_void_status_id', 'config_stock_status_id');
`;

/** 4.0.2.3: its orders are those of 4.1 already. */
export const FOUR_ZERO_TWO = FOUR_ZERO;

/** 4.0.0.0: orders as in 3.0, with plain texts and codes, though their totals already name an extension. */
export const FOUR_ZERO_ZERO = `
  ${FOUR_ZERO}
  ALTER TABLE oc_order DROP subscription_id, DROP transaction_id, DROP payment_address_id, DROP shipping_address_id,
    DROP language_code, MODIFY payment_method VARCHAR(128) NOT NULL,
    ADD payment_code VARCHAR(128) NOT NULL AFTER payment_method, MODIFY shipping_method VARCHAR(128) NOT NULL,
    ADD shipping_code VARCHAR(128) NOT NULL AFTER shipping_method;
  ALTER TABLE oc_product DROP rating;
`;

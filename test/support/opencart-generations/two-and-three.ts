/**
 * 2.3.0.2: addresses in `url_alias`, `menu` and `affiliate` tables of its own, settings of totals and payments without
 * their kind in front, no time zone, and order lines without an index.
 */
export const TWO_THREE = `
  CREATE TABLE oc_url_alias (url_alias_id INT(11) NOT NULL AUTO_INCREMENT, query VARCHAR(255) NOT NULL,
    keyword VARCHAR(255) NOT NULL, PRIMARY KEY (url_alias_id), KEY query (query), KEY keyword (keyword));
  INSERT INTO oc_url_alias (url_alias_id, query, keyword) SELECT seo_url_id, query, keyword FROM oc_seo_url;
  DROP TABLE oc_seo_url, oc_session, oc_order_shipment, oc_shipping_courier, oc_statistics, oc_customer_affiliate,
    oc_customer_approval, oc_extension_install, oc_extension_path, oc_googleshopping_category,
    oc_googleshopping_product, oc_googleshopping_product_status, oc_googleshopping_product_target,
    oc_googleshopping_target;
  CREATE TABLE oc_menu (menu_id INT(11) NOT NULL AUTO_INCREMENT, store_id INT(11) NOT NULL, type VARCHAR(6) NOT NULL,
    link VARCHAR(255) NOT NULL, sort_order INT(3) NOT NULL, status TINYINT(1) NOT NULL, PRIMARY KEY (menu_id));
  CREATE TABLE oc_menu_description (menu_id INT(11) NOT NULL, language_id INT(11) NOT NULL,
    name VARCHAR(64) NOT NULL, PRIMARY KEY (menu_id, language_id));
  CREATE TABLE oc_affiliate (affiliate_id INT(11) NOT NULL AUTO_INCREMENT, firstname VARCHAR(32) NOT NULL,
    lastname VARCHAR(32) NOT NULL, email VARCHAR(96) NOT NULL, code VARCHAR(64) NOT NULL,
    commission DECIMAL(4,2) NOT NULL DEFAULT '0.00', status TINYINT(1) NOT NULL, approved TINYINT(1) NOT NULL,
    date_added DATETIME NOT NULL, PRIMARY KEY (affiliate_id));
  ALTER TABLE oc_customer ADD approved TINYINT(1) NOT NULL AFTER status;
  ALTER TABLE oc_order_product DROP KEY order_id;
  DELETE FROM oc_setting WHERE \`key\` = 'config_timezone';
  UPDATE oc_setting SET \`key\` = SUBSTRING(\`key\`, 7), code = SUBSTRING(code, 7) WHERE LEFT(code, 6) = 'total_';
  UPDATE oc_setting SET \`key\` = SUBSTRING(\`key\`, 9), code = SUBSTRING(code, 9) WHERE LEFT(code, 8) = 'payment_';
`;

/** 3.0.5: utf8mb4, no shipments, and the company of the delivery as wide as that of the invoice. */
export const THREE_ZERO_FIVE = `
  DROP TABLE oc_order_shipment, oc_shipping_courier;
  ALTER TABLE oc_order MODIFY shipping_company VARCHAR(60) NOT NULL;
`;

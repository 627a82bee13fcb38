/** Up to 4.1.0.0 countries and zones carry their names themselves. */
export const NAMED_PLACES = `
  ALTER TABLE oc_country ADD name VARCHAR(128) AFTER country_id;
  ALTER TABLE oc_zone ADD name VARCHAR(128) AFTER country_id;
  UPDATE oc_country place JOIN oc_country_description text ON text.country_id = place.country_id AND text.language_id = 1
    SET place.name = text.name;
  UPDATE oc_zone place JOIN oc_zone_description text ON text.zone_id = place.zone_id AND text.language_id = 1
    SET place.name = text.name;
  DROP TABLE oc_country_description, oc_zone_description;
`;

/** Identifiers as columns of the product: alive up to 4.1.0.0, dead in 4.1.0.1 to 4.1.0.3. */
export const IDENTIFIER_COLUMNS = `
  ALTER TABLE oc_product ADD sku VARCHAR(64) NOT NULL DEFAULT '' AFTER model,
    ADD upc VARCHAR(12) NOT NULL DEFAULT '' AFTER sku, ADD ean VARCHAR(14) NOT NULL DEFAULT '' AFTER upc,
    ADD jan VARCHAR(13) NOT NULL DEFAULT '' AFTER ean, ADD isbn VARCHAR(17) NOT NULL DEFAULT '' AFTER jan,
    ADD mpn VARCHAR(64) NOT NULL DEFAULT '' AFTER isbn;
`;

/** Before 4.1.0.4 a description held 64 KiB, and an order was not indexed by its status. */
const BEFORE_FOUR_ONE_FOUR = `
  ALTER TABLE oc_product_description MODIFY description TEXT;
  ALTER TABLE oc_order DROP KEY order_status_id;
`;

/** 4.1.0.0: specials already in \`product_discount\`, identifiers still in \`product\`, categories still dated. */
export const FOUR_ONE_ZERO = `
  ${BEFORE_FOUR_ONE_FOUR}
  ${NAMED_PLACES}
  ${IDENTIFIER_COLUMNS}
  DROP TABLE oc_product_code, oc_identifier;
  ALTER TABLE oc_category ADD \`column\` INT(3) NOT NULL DEFAULT 0, ADD date_added DATETIME, ADD date_modified DATETIME;
`;

/** 4.1.0.1 to 4.1.0.3, freshly installed: the identifier columns stand beside \`product_code\` and nobody reads them. */
export const FOUR_ONE_ONE = `
  ${BEFORE_FOUR_ONE_FOUR}
  ${IDENTIFIER_COLUMNS}
  ALTER TABLE oc_product_code DROP KEY product_id;
`;

import type { Migration } from './migration.ts';

/** What is asked of every product's sheet at once, beside the sheets themselves, which are long and lie on pages of their own. */
export const sheetIndex: Migration = {
  version: 40,
  name: 'sheet-index',
  up: (database) => {
    database.exec(
      'CREATE INDEX product_sheet_short ON product_sheet (product_id, fingerprint, quantity, date_modified)',
    );
  },
};

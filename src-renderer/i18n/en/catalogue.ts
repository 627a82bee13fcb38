import type { Translated } from '../translated.ts';
import type { catalogue as source } from '../tr/catalogue.ts';

export const catalogue: Translated<typeof source> = {
  kept: 'What is kept of the catalogue',
  part: 'Part',
  count: 'Count',
  age: 'Read',
  again: 'Again',
  parts: {
    categories: 'Categories',
    brands: 'Brands',
    choices: 'Carriers, addresses, templates',
    attributes: 'Categories whose attributes are kept',
  },
  brandAge: 'read while one searches',
  attributeAge: 'read when a category is mapped',
  never: 'never read',
  read: 'Read',
  readPart: '{{part}}: read again',
  readAll: 'Read all again',
  nothingOffered: 'This marketplace does not show its catalogue.',
  found_one: '{{number}} change found; below.',
  found_other: '{{number}} changes found; below.',
  changes: 'What changed on the marketplace',
  seenToo: 'Seen ones too',
  markSeen: 'Seen',
  markAll: 'Seen all',
  noUnseen: 'No change that was not seen',
  noChanges: 'No change was seen yet',
  noChangesText:
    'Where a category, attribute or value goes away, closes or becomes required, it is shown here with the number of your products it affects.',
  affects_one: 'affects {{number}} product',
  affects_other: 'affects {{number}} products',
  affectsNone: 'affects none of yours',
  more: 'and {{number}} more',
  putRight: 'Go to the mapping',
  first: 'The first {{number}} changes are shown.',
};

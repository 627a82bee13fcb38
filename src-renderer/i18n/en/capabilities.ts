import type { Translated } from '../translated.ts';
import type { capabilities as source } from '../tr/capabilities.ts';

export const capabilities: Translated<typeof source> = {
  title: 'What the marketplaces offer',
  open: 'See what works',
  back: 'All channels',
  count: '{{shown}} of {{all}} rows',
  search: 'Search a capability or a reason',
  filter: 'By state',
  filters: {
    all: 'All',
    differs: 'Different by marketplace',
    works: 'Working',
    'not-built': 'Not in this version',
    'not-offered': 'Not offered by the marketplace',
  },
  marketplaces: 'Marketplaces',
  reasons: 'Show reasons',
  table: 'Marketplaces and capabilities',
  capability: 'Capability',
  states: {
    works: 'works',
    'not-built': 'not in this version',
    'not-offered': 'not offered',
    'not-listed': 'does not apply',
    closed: 'closed',
  },
  closed: 'closed: {{day}}',
  nothing: 'No row fits this filter',
  nothingText: 'Clear the search or the filter to see every capability.',
  clear: 'Clear filter and search',
  empty: 'This program knows no marketplace',
};

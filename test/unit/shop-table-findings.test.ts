import { expect, it } from 'vitest';
import type { ShopTable } from '#contract/shop.ts';
import { describeTableFinding, shopTableFindings } from '#contract/shop-table-findings.ts';

function table(name: string, change: Partial<ShopTable> = {}): ShopTable {
  return { name, engine: 'InnoDB', collation: 'utf8mb4_unicode_ci', charsets: ['utf8mb4'], ...change };
}

it('a shop whose tables are all alike has nothing to be told', () => {
  expect(shopTableFindings({ tables: [] })).toEqual([]);
  expect(
    shopTableFindings({ tables: [table('oc_order'), table('oc_order_total', { charsets: [] })] }),
  ).toEqual([]);
});

it('a table whose letters can be lost is a warning; three bytes are only good to know', () => {
  const tables = [
    table('oc_order'),
    table('oc_product', { charsets: ['utf8mb3', 'utf8mb4'] }),
    table('oc_old', { charsets: ['latin5'] }),
  ];
  expect(shopTableFindings({ tables })).toMatchObject([
    { kind: 'other-charsets', weight: 'warning', tables: ['oc_old'] },
    { kind: 'three-byte', weight: 'note', tables: ['oc_product'] },
  ]);
});

it('of mixed engines and collations those tables are named that differ from most', () => {
  const odd = { engine: 'MyISAM', collation: 'utf8mb4_general_ci' };
  const tables = [table('oc_a'), table('oc_b'), table('oc_c', odd)];
  expect(shopTableFindings({ tables })).toMatchObject([
    {
      kind: 'mixed-collations',
      tables: ['oc_c'],
      counts: [
        ['utf8mb4_unicode_ci', 2],
        ['utf8mb4_general_ci', 1],
      ],
    },
    {
      kind: 'mixed-engines',
      tables: ['oc_c'],
      counts: [
        ['InnoDB', 2],
        ['MyISAM', 1],
      ],
    },
  ]);
});

it('a long list of tables is cut short in the sentence, in both languages, and says what can be done', () => {
  const many = Array.from({ length: 9 }, (_, at) => table(`oc_${at}`, { charsets: ['utf8mb3'] }));
  const [finding] = shopTableFindings({ tables: many });
  expect(describeTableFinding(finding!, 'tr').means).toContain('oc_5 ve 3 tablo daha');
  expect(describeTableFinding(finding!, 'en').means).toContain('oc_5 and 3 more');
  for (const language of ['tr', 'en'] as const) {
    expect(Object.values(describeTableFinding(finding!, language)).every((part) => part !== '')).toBe(true);
  }
});

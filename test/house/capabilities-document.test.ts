import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { capabilityMatrix } from '#engine/handlers/capability-matrix.ts';
import { adapters } from '#engine/marketplaces/registry.ts';

const SIGNS = {
  works: '✓',
  'not-built': 'henüz yok',
  'not-offered': '–',
  'not-listed': '',
  closed: 'kapandı',
} as const;

/** Made from the manifests; brought up to date with `npx vitest run --project fast test/house/capabilities-document.test.ts -u`. */
it('tells in docs/CAPABILITIES.md what each marketplace offers, as its manifest says', async () => {
  const { marketplaces, rows } = capabilityMatrix(Array.from(adapters.values(), ({ manifest }) => manifest));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = ['Yetenek / Capability', ...marketplaces.map(({ name }) => name)];
  const closed = marketplaces.flatMap(({ name, closed: told }) =>
    told === null ? [] : [`- **${name} · kapandı / closed**: ${told.tr} / ${told.en}`],
  );
  const reasons = rows.flatMap(({ label, cells }) =>
    cells.flatMap(({ marketplace, reason, state }) =>
      reason === null || state === 'works'
        ? []
        : [`- **${marketplace} · ${label.tr}**: ${reason.tr} / ${reason.en}`],
    ),
  );
  const text = [
    '# Pazaryerlerinin sundukları / What the marketplaces offer',
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(({ label, cells }) =>
      line([`${label.tr} / ${label.en}`, ...cells.map(({ state }) => SIGNS[state])]),
    ),
    '',
    '## Neden olmadığı / Why not',
    '',
    ...closed,
    ...reasons,
    '',
  ].join('\n');
  const options = await resolveConfig('docs/CAPABILITIES.md');
  const formatted = await format(text, { ...options, parser: 'markdown' });
  await expect(formatted).toMatchFileSnapshot('../../docs/CAPABILITIES.md');
});

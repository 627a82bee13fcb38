import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { EXPECTATIONS } from '../conformance/marketplace/marketplace-conformance.ts';

const ALL = Object.values(EXPECTATIONS).flat();

it('expects more than sixty things of every marketplace, each by a name of its own', () => {
  expect(ALL.length).toBeGreaterThan(60);
  expect(new Set(ALL.map(({ sentence }) => sentence)).size).toBe(ALL.length);
});

/** Brought up to date with `npx vitest run --project fast test/house/conformance-document.test.ts -u`. */
it('tells in docs/CONFORMANCE.md what is expected of every marketplace, as the suite asks it', async () => {
  const text = [
    '# What is expected of every marketplace',
    '',
    `Each of these ${ALL.length} expectations is asked of every adapter over real HTTP, against its sandbox and through a tap in`,
    'between that cuts, garbles and repeats (`test/conformance/marketplace/`). What a marketplace has not is printed with its',
    'reason; where the manifest must say so, the expectation is that it does.',
    '',
    ...Object.entries(EXPECTATIONS).flatMap(([subject, expectations]) => [
      `## ${subject[0]!.toUpperCase()}${subject.slice(1)}`,
      '',
      'A marketplace’s adapter',
      '',
      ...expectations.map(({ sentence, needs, offers }) => {
        const asked = needs !== undefined || offers !== undefined ? ' _(where it is offered)_' : '';
        return `- ${sentence}${asked}`;
      }),
      '',
    ]),
  ].join('\n');
  const options = await resolveConfig('docs/CONFORMANCE.md');
  await expect(await format(text, { ...options, parser: 'markdown' })).toMatchFileSnapshot(
    '../../docs/CONFORMANCE.md',
  );
});

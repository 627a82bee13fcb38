import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const ENGINE = 'src-main/engine';
const SUITE = 'test/conformance/marketplace';

let house: string;
beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'new-marketplace-'));
});
afterEach(() => {
  rmSync(house, { recursive: true, force: true });
});

function generate(...words: readonly string[]): { readonly status: number | null; readonly said: string } {
  const tool = join(ROOT, 'tools/new-marketplace.mjs');
  const run = spawnSync(process.execPath, [tool, ...words, '--into', house], { encoding: 'utf8' });
  return { status: run.status, said: `${run.stdout}${run.stderr}` };
}

/** A second house whose rooms are this one's, but for where new files come in. */
function furnish(): void {
  for (const file of ['package.json', 'tsconfig.base.json']) cpSync(join(ROOT, file), join(house, file));
  const link = (path: string): void => symlinkSync(join(ROOT, path), join(house, path));
  for (const path of ['node_modules', 'src-preload']) link(path);
  mkdirSync(join(house, ENGINE, 'marketplaces'), { recursive: true });
  mkdirSync(join(house, 'src-main/sandbox'));
  mkdirSync(join(house, SUITE), { recursive: true });
  for (const room of readdirSync(join(ROOT, ENGINE))) if (room !== 'marketplaces') link(`${ENGINE}/${room}`);
  for (const entry of readdirSync(join(ROOT, ENGINE, 'marketplaces')))
    link(`${ENGINE}/marketplaces/${entry}`);
  for (const file of readdirSync(join(ROOT, 'src-main/sandbox'))) link(`src-main/sandbox/${file}`);
  for (const file of readdirSync(join(ROOT, SUITE))) if (!file.endsWith('.test.ts')) link(`${SUITE}/${file}`);
  link('test/support');
}

describe('a new marketplace’s files', () => {
  it('are the same as every other’s, and type-check before a line of them is changed', () => {
    furnish();
    expect(generate('ornekpazar', 'Örnek Pazar', 'https://api.ornekpazar.example')).toMatchObject({
      status: 0,
    });
    const folder = join(house, ENGINE, 'marketplaces/ornekpazar');
    const common = readdirSync(join(ROOT, ENGINE, 'marketplaces/trendyol')).filter((file) =>
      readdirSync(join(ROOT, ENGINE, 'marketplaces/n11')).includes(file),
    );
    const needed = common.filter((file) =>
      /^(README|adapter|api|capabilities|client|endpoints|errors|explanations|limits|manifest|map-order|offers|read-.*|verify-credentials|wire)\./.test(
        file,
      ),
    );
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(needed));
    const rooms = {
      extends: './tsconfig.base.json',
      compilerOptions: { types: ['node'], lib: ['ES2024', 'DOM'], incremental: false },
      include: ['src-main/engine/marketplaces/ornekpazar', 'src-main/sandbox/ornekpazar'],
      files: [
        'src-main/sandbox/seed-ornekpazar.ts',
        `${SUITE}/ornekpazar-world.ts`,
        `${SUITE}/ornekpazar-sandbox.test.ts`,
      ],
    };
    writeFileSync(join(house, 'tsconfig.json'), JSON.stringify(rooms));
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const checked = spawnSync(process.execPath, [compiler, '-p', house, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    expect(checked.stdout).toBe('');
  });

  it('leave no placeholder behind, and say of nothing that it works', () => {
    generate('ornekpazar', 'Örnek Pazar');
    const files = readdirSync(house, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    const texts = files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((text) => /__(?:id|Id|Name|BASE)__/.test(text))).toEqual([]);
    const capabilities = texts.find((text) => text.includes('ornekpazarCapabilities: readonly'))!;
    expect(capabilities).toMatch(/WORKS: readonly Row\[\] = \[\];/);
    const suite = texts.find((text) => text.includes("marketplaceConformance('Örnek Pazar"))!;
    expect(suite).not.toMatch(/\bskip\b|\btodo\(/);
  });

  it('never overwrite what is there, and want an id that channels can be kept under', () => {
    expect(generate('ornekpazar', 'Örnek Pazar').status).toBe(0);
    const mine = join(house, ENGINE, 'marketplaces/ornekpazar/adapter.ts');
    writeFileSync(mine, '// mine');
    expect(generate('ornekpazar', 'Örnek Pazar')).toMatchObject({
      status: 1,
      said: expect.stringContaining('adapter.ts'),
    });
    expect(readFileSync(mine, 'utf8')).toBe('// mine');
    for (const bad of ['Örnek', 'ornek-pazar', '1pazar', '']) expect(generate(bad, 'X Y').status).toBe(2);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonOf, runCommand } from '../support/command-line.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meschain-demo-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('meschain demo --once', () => {
  it('tells a merchant first what it came to, in words and figures of the language, then the rows behind it', async () => {
    const ran = await runCommand(['demo', '--once'], { dataFolder: folder });
    expect([ran.code, ran.out.split('\n')[0]]).toEqual([0, 'Özet']);
    expect(ran.out).toMatch(/Mağaza +659 ürün, 1\.161 varyant/);
    expect(ran.out).toMatch(/Trendyol \(deneme\) +1\.044 listeleme; 1\.020 tanesi eşleşti/);
    expect(ran.out).toMatch(/Tutulan +\d+ değişiklik; nedenleri aşağıda/);
    expect(ran.out).toContain('virgül kayması olabilir');
    expect(ran.out).toMatch(/\d\.\d{3},\d{2} ₺/);
    // No state of the program's own: every one is worded.
    expect(ran.out).not.toMatch(
      /\b(held|none|waiting|imported|reserved|history|picking|Picking|Created|off-sale)\b/,
    );
    expect(Math.max(...ran.out.split('\n').map((line) => line.length))).toBeLessThan(180);
  });

  it('says the same in English and as one JSON document', async () => {
    const english = await runCommand(['demo', '--once'], {
      dataFolder: folder,
      env: { LANG: 'en_GB.UTF-8' },
    });
    expect(english.out).toMatch(/Shop +659 products, 1,161 variants/);
    const again = await runCommand(['--json', 'demo', '--once'], { dataFolder: folder });
    const told = jsonOf<{ readonly store: unknown; readonly channels: object; readonly held: unknown[] }>(
      again,
    );
    expect(told.store).toMatchObject({ products: 659, variants: 1_161 });
    expect(Object.keys(told.channels)).toEqual(['Trendyol (deneme)']);
    expect(told.held.length).toBeGreaterThan(0);
  });
});

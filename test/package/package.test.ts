import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { makeStandInElectron } from '../support/stand-in-electron.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const builder = join(createRequire(import.meta.url).resolve('electron-builder/package.json'), '../cli.js');

const PLATFORMS = [
  {
    platform: 'linux',
    flag: '--linux',
    folder: 'linux-unpacked',
    program: 'meschain-sync',
    native: 'linux-x64.node',
  },
  {
    platform: 'win32',
    flag: '--win',
    folder: 'win-unpacked',
    program: 'MesChain Sync.exe',
    native: 'win32-x64.node',
  },
] as const;

describe.each(PLATFORMS)('the package for $platform', ({ platform, flag, folder, program, native }) => {
  let output: string;
  let packed: string;
  let asar: string;

  beforeAll(async () => {
    output = mkdtempSync(join(tmpdir(), 'meschain-package-'));
    const electronDist = await makeStandInElectron(platform);
    const options = [`-c.electronDist=${electronDist}`, `-c.directories.output=${output}`, '--publish=never'];
    await run(
      process.execPath,
      [builder, flag, 'dir', '--x64', '-c', 'electron-builder.config.ts', ...options],
      { cwd: root },
    );
    rmSync(electronDist, { recursive: true });
    packed = join(output, folder);
    asar = join(packed, 'resources', 'app.asar');
  });
  afterAll(() => rmSync(output, { recursive: true, force: true }));

  it('holds the built program and its two runtime dependencies, no sources, no tests, no maps', () => {
    const paths = listPackage(asar, { isPack: false }).map((path) =>
      path.replaceAll('\\', '/').replace(/^\//, ''),
    );
    const tops = new Set(paths.map((path) => path.split('/')[0]));
    expect(tops).toEqual(new Set(['node_modules', 'out', 'package.json', 'resources']));
    expect(paths.filter((path) => /\.map$|\.ts$/.test(path) && !path.startsWith('node_modules/'))).toEqual(
      [],
    );
    for (const wanted of Object.keys(packageFile.dependencies))
      expect(paths).toContain(`node_modules/${wanted}/package.json`);
    for (const absent of ['react', 'vitest', 'electron', 'playwright-core', 'electron-builder']) {
      expect(paths).not.toContain(`node_modules/${absent}/package.json`);
    }
  });

  it('carries exactly one native module, its own platform’s, outside the archive', () => {
    const unpacked = filesBelow(`${asar}.unpacked`);
    expect(unpacked.filter((path) => path.endsWith('.node'))).toEqual([
      join('node_modules/better-sqlite3/prebuilds', native),
    ]);
  });

  it('has two languages of Chromium’s own texts', () => {
    const locales = readdirSync(join(packed, 'locales')).filter((name) => name.endsWith('.pak'));
    expect(locales.toSorted()).toEqual(['en-US.pak', 'tr.pak']);
  });

  it('has every fuse set as decided', async () => {
    const wire = await getCurrentFuseWire(join(packed, program));
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    for (let fuse = 0; fuse < 8; fuse += 1) {
      // The wire holds characters: 0 is off, 1 is on.
      const state = String.fromCharCode(Number(wire[fuse as FuseV1Options]));
      expect(state, FuseV1Options[fuse]).toBe(on.includes(fuse) ? '1' : '0');
    }
  });

  if (platform === 'win32') {
    it('tells Windows what the archive must hash to', () => {
      const bytes = readFileSync(join(packed, program));
      const name = Buffer.from('INTEGRITY', 'utf16le');
      expect(bytes.includes(name) || bytes.includes('INTEGRITY')).toBe(true);
      expect(bytes.includes('resources\\\\app.asar')).toBe(true);
    });
  }

  if (platform === 'linux') {
    it('runs: the packed command line answers from a profile of its own', async () => {
      const extracted = join(output, 'extracted');
      extractAll(asar, extracted);
      const command = join(extracted, 'out/main/meschain.js');
      const version = await run(process.execPath, [command, '--version'], { cwd: output });
      expect(version.stdout.trim()).toBe(packageFile.version);
      const data = join(output, 'profile');
      const status = await run(process.execPath, [command, '--data', data, 'status', '--json'], {
        cwd: output,
      });
      expect(JSON.parse(status.stdout)).toMatchObject({ channels: [], store: { connected: false } });
    });
  }
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [relative(folder, join(entry.parentPath, entry.name))] : [],
  );
}

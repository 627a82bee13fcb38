import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NtExecutable, NtExecutableResource } from 'pe-library';
import { Resource } from 'resedit';

/** Marks where Electron's fuses stand in its executable (`@electron/fuses`, constants.ts). */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Version 1 of the wire, eight fuses, each off: what is on after packing was switched on by our configuration. */
const FUSE_WIRE = Buffer.concat([
  Buffer.from(FUSE_SENTINEL, 'latin1'),
  Buffer.from([1, 8]),
  Buffer.from('00000000', 'latin1'),
]);

/**
 * A folder that looks like Electron's own to the packager, for computers that cannot have the real one: everything that
 * is checked about a package (what is in it, its fuses, its resources) is then done by the real packager.
 */
export async function makeStandInElectron(platform: 'linux' | 'win32'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `meschain-electron-${platform}-`));
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'resources.pak'])
    await writeFile(join(folder, name), name);
  await writeFile(join(folder, 'version'), '45.4.1');
  await mkdir(join(folder, 'resources'));
  await mkdir(join(folder, 'locales'));
  for (const locale of ['en-US', 'tr', 'de', 'fr'])
    await writeFile(join(folder, 'locales', `${locale}.pak`), locale);
  if (platform === 'linux') {
    await writeFile(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), FUSE_WIRE]));
    await chmod(join(folder, 'electron'), 0o755);
  } else {
    await writeFile(join(folder, 'electron.exe'), Buffer.concat([makeExecutable(), FUSE_WIRE]));
  }
  return folder;
}

/** The smallest Windows program with a version resource, which the packager rewrites. */
function makeExecutable(): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setFileVersion(45, 4, 1, 0, 1033);
  version.setStringValues(
    { lang: 1033, codepage: 1200 },
    { FileDescription: 'Electron', ProductName: 'Electron' },
  );
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

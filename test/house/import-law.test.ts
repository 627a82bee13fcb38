import { dirname, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles, type SourceFile } from '../support/source-files.ts';

const ALIASES: Readonly<Record<string, string>> = {
  '#contract/': 'src-preload/contract/',
  '#common/': 'src-preload/common/',
  '#engine/': 'src-main/engine/',
};

/** Rooms of the engine from top to bottom: a room may import itself and what stands below it. */
const ENGINE_ORDER: readonly (readonly string[])[] = [
  ['handlers'],
  ['jobs', 'sessions'],
  ['orders', 'linking', 'publishing', 'after-sales', 'archive'],
  ['planner', 'privacy', 'monitor'],
  ['cache', 'store', 'gateway', 'vault', 'marketplaces'],
  // Pure: what an edit is and how it merges, known to the tables that keep edits and to the shop that takes them.
  ['editing'],
];
/** Files of the engine that every room may import: what it is handed, and the types of what is shared. */
const ENGINE_GROUND = new Set(['host.ts', 'context.ts']);
/** Shapes of what the engine works with; the marketplaces' stand in several files. */
const PORTS = [
  /^src-main\/engine\/.*\/(port|facts)\.ts$/,
  /^src-main\/engine\/marketplaces\/kit\/(catalogue|order-desk|after-sales|further|batch-report)\.ts$/,
];
/** The engine's front door for hosts and the sandbox. */
const FRONT_DOOR = [
  /^src-main\/engine\/(main|host)\.ts$/,
  ...PORTS,
  /^src-main\/engine\/store\/sample\//,
  /^src-main\/engine\/vault\/create-vault\.ts$/,
  /^src-main\/engine\/monitor\/(redact|log-fields)\.ts$/,
];

type Import = { readonly from: string; readonly target: string; readonly written: string };

function resolveImport(file: SourceFile, written: string): Import {
  const alias = Object.keys(ALIASES).find((prefix) => written.startsWith(prefix));
  const target = alias
    ? ALIASES[alias]! + written.slice(alias.length)
    : written.startsWith('.')
      ? posix.join(dirname(file.path), written)
      : `npm:${written}`;
  return { from: file.path, target, written };
}

function importsUnder(folder: string): readonly Import[] {
  return sourceFiles(folder).flatMap((file) =>
    importsOf(file.text).map((written) => resolveImport(file, written)),
  );
}

function breaches(imports: readonly Import[], allowed: (entry: Import) => boolean, advice: string): string[] {
  return imports
    .filter((entry) => !allowed(entry))
    .map((entry) => `${entry.from} imports ${entry.written}: ${advice}`);
}

const isBorder = (target: string): boolean => /^src-preload\/(contract|common)\//.test(target);
const isPackage = (target: string): boolean =>
  target.startsWith('npm:') && !target.startsWith('npm:node:') && target !== 'npm:electron';

describe('the import law', () => {
  it('lets the border import itself, zod and the contract builder only', () => {
    const imports = [...importsUnder('src-preload/contract'), ...importsUnder('src-preload/common')];
    expect(imports.length).toBeGreaterThan(10);
    const advice = 'the border is pure; move what needs more into the engine or the page';
    const allowed = ({ target }: Import): boolean =>
      isBorder(target) || target === 'npm:zod' || target === 'npm:@orpc/contract';
    expect(breaches(imports, allowed, advice)).toEqual([]);
  });

  it('keeps the preload to electron and contract types', () => {
    const file = sourceFiles('src-preload').find(({ path }) => path === 'src-preload/index.ts');
    expect(file, 'src-preload/index.ts is missing').toBeDefined();
    const imports = importsOf(file!.text).map((written) => resolveImport(file!, written));
    const allowed = ({ target }: Import): boolean =>
      target === 'npm:electron' || target.startsWith('src-preload/contract/');
    expect(breaches(imports, allowed, 'a sandboxed preload can load nothing else')).toEqual([]);
  });

  it('keeps the page away from the engine, from Node and from electron', () => {
    const imports = importsUnder('src-renderer');
    expect(imports.length).toBeGreaterThan(50);
    const allowed = ({ target }: Import): boolean =>
      target.startsWith('src-renderer/') || isBorder(target) || isPackage(target);
    expect(breaches(imports, allowed, 'ask for it through the contract instead')).toEqual([]);
  });

  it('keeps the engine free of electron and of its hosts', () => {
    const imports = importsUnder('src-main/engine');
    expect(imports.length).toBeGreaterThan(100);
    const allowed = ({ target }: Import): boolean =>
      target.startsWith('src-main/engine/') ||
      isBorder(target) ||
      (target.startsWith('npm:') && target !== 'npm:electron' && !target.startsWith('npm:electron/'));
    expect(breaches(imports, allowed, 'let the host hand it in through engine/host.ts')).toEqual([]);
  });

  it('lets calls inside the engine go down only', () => {
    const roomOf = (path: string): string => path.replace('src-main/engine/', '').split('/')[0]!;
    const levelOf = (room: string): number => ENGINE_ORDER.findIndex((level) => level.includes(room));
    const imports = importsUnder('src-main/engine').filter(({ target }) =>
      target.startsWith('src-main/engine/'),
    );
    const unknown = new Set(
      imports
        .flatMap(({ from, target }) => [roomOf(from), roomOf(target)])
        .filter((room) => !room.endsWith('.ts') && levelOf(room) < 0),
    );
    expect([...unknown], 'name new rooms of the engine in ENGINE_ORDER and in ARCHITECTURE.md').toEqual([]);
    const allowed = ({ from, target }: Import): boolean => {
      const [fromRoom, targetRoom] = [roomOf(from), roomOf(target)];
      if (ENGINE_GROUND.has(targetRoom) || fromRoom.endsWith('.ts') || fromRoom === targetRoom) return true;
      // Every room may know the shape of a port; only who makes it is a matter of order.
      if (PORTS.some((port) => port.test(target))) return true;
      return levelOf(fromRoom) < levelOf(targetRoom);
    };
    expect(
      breaches(imports, allowed, 'a lower room must not call a higher one; pass the value down'),
    ).toEqual([]);
  });

  it('keeps offline editing pure: the border, zod and the shapes of ports', () => {
    const imports = importsUnder('src-main/engine/editing');
    expect(imports.length).toBeGreaterThan(5);
    const allowed = ({ target }: Import): boolean =>
      target.startsWith('src-main/engine/editing/') ||
      target === 'src-main/engine/store/port.ts' ||
      target === 'npm:zod' ||
      isBorder(target);
    expect(breaches(imports, allowed, 'hand the value in')).toEqual([]);
  });

  it('lets a marketplace import its kit and nothing of another marketplace', () => {
    const imports = importsUnder('src-main/engine/marketplaces').filter(({ from }) =>
      /marketplaces\/(?!kit\/)[^/]+\//.test(from),
    );
    const allowed = ({ from, target }: Import): boolean => {
      const own = posix.dirname(from);
      return (
        target.startsWith(`${own}/`) ||
        target.startsWith('src-main/engine/marketplaces/kit/') ||
        target === 'src-main/engine/gateway/port.ts' ||
        target === 'src-main/engine/host.ts' ||
        isBorder(target) ||
        isPackage(target) ||
        target.startsWith('npm:node:')
      );
    };
    expect(breaches(imports, allowed, 'put what marketplaces share into marketplaces/kit')).toEqual([]);
  });

  it.each(['electron', 'headless', 'node-host', 'sandbox'])(
    'lets src-main/%s use only the front door of the engine',
    (room) => {
      const imports = importsUnder(`src-main/${room}`);
      const allowed = ({ target }: Import): boolean => {
        if (target.startsWith(`src-main/${room}/`) || isBorder(target)) return true;
        if (target.startsWith('src-main/engine/')) return FRONT_DOOR.some((door) => door.test(target));
        if (target.startsWith('src-main/sandbox/')) return room === 'headless';
        if (target.startsWith('src-main/node-host/')) return room === 'headless' || room === 'electron';
        if (target === 'npm:electron') return room === 'electron';
        return target.startsWith('npm:');
      };
      const advice = 'go through engine/main.ts, host.ts or a port';
      expect(breaches(imports, allowed, advice)).toEqual([]);
    },
  );

  it('keeps the product free of its tests and of its hosts', () => {
    const imports = [
      ...importsUnder('src-main'),
      ...importsUnder('src-preload'),
      ...importsUnder('src-renderer'),
    ];
    const allowed = ({ from, target }: Import): boolean =>
      !target.startsWith('test/') &&
      !(target.startsWith('src-main/electron/') && !from.startsWith('src-main/electron/')) &&
      !(target.startsWith('src-main/headless/') && !from.startsWith('src-main/headless/')) &&
      !(target.startsWith('src-main/sandbox/') && !/^src-main\/(sandbox|headless)\//.test(from));
    expect(breaches(imports, allowed, 'nobody imports a host or a test')).toEqual([]);
  });
});

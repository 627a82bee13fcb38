/**
 * Writes the files of a new marketplace: adapter, sandbox, seed and the conformance suite's world. They type-check as they
 * stand, refuse what is not built, and their tests fail until it is. The steps from there: docs/ADDING-A-MARKETPLACE.md.
 *
 *   npm run new-marketplace -- <id> <name> [base URL] [--into <folder>]
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';

const root = resolve(import.meta.dirname, '..');
const templates = join(import.meta.dirname, 'new-marketplace');

const { values, positionals } = parseArgs({
  options: { into: { type: 'string' } },
  allowPositionals: true,
});
const [id = '', name = '', base = 'https://api.example.com'] = positionals;
const complaint = complain();
if (complaint !== null) {
  console.error(`new-marketplace: ${complaint}`);
  console.error('usage: npm run new-marketplace -- <id> <name> [base URL] [--into <folder>]');
  process.exit(2);
}

const into = resolve(root, values.into ?? '.');
const files = [
  ...from('engine', (file) => `src-main/engine/marketplaces/${id}/${file}`),
  ...from('sandbox', (file) => {
    if (file === 'seed.ts') return `src-main/sandbox/seed-${id}.ts`;
    return `src-main/sandbox/${id}/${file === 'sandbox.ts' ? `${id}-sandbox.ts` : file}`;
  }),
  ...from('test', (file) => `test/conformance/marketplace/${id}-${file}`),
];
const taken = files.map(({ target }) => target).filter((target) => existsSync(join(into, target)));
if (taken.length > 0) {
  console.error(
    `new-marketplace: nothing was written, because these are there already:\n${taken.join('\n')}`,
  );
  process.exit(1);
}
const style = await resolveConfig(join(root, 'package.json'));
for (const { source, target } of files) {
  const path = join(into, target);
  const parser = target.endsWith('.md') ? 'markdown' : 'typescript';
  const text = await format(filled(readFileSync(source, 'utf8')), { ...style, parser });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
const pascal = `${id[0].toUpperCase()}${id.slice(1)}`;
console.log(`${files.length} files written below ${relative(process.cwd(), into) || '.'}. Now one line each in:
  src-main/engine/marketplaces/registry.ts   ${id} from './${id}/adapter.ts'
  src-main/sandbox/marketplaces.ts           ${id}: create${pascal}Sandbox
  src-main/sandbox/seed-sandbox.ts           ${id}: { isEmpty: …, seed: seed${pascal} }
and on with docs/ADDING-A-MARKETPLACE.md; every TODO in the files is a step of it.`);

function complain() {
  if (!/^[a-z][a-z0-9]{1,30}$/.test(id)) return 'the id is one word of small letters and digits';
  if (!/^[\p{L}\p{N} .&-]{2,40}$/u.test(name)) return 'the name is what merchants call the marketplace';
  if (!URL.canParse(base) || new URL(base).protocol !== 'https:') return 'the base URL begins with https://';
  return null;
}

function from(room, targetOf) {
  return readdirSync(join(templates, room)).map((file) => ({
    source: join(templates, room, file),
    target: targetOf(file.replace(/\.txt$/, '')),
  }));
}

function filled(text) {
  return text
    .replaceAll('__Id__', `${id[0].toUpperCase()}${id.slice(1)}`)
    .replaceAll('__id__', id)
    .replaceAll('__Name__', name)
    .replaceAll('__BASE__', base);
}

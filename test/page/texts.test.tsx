import { describe, expect, it } from 'vitest';
import { createTranslations, english, turkish } from '../../src-renderer/i18n/index.ts';

type Tree = { readonly [key: string]: string | Tree };

function flatten(tree: Tree, path = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') flat.set(at, value);
    else for (const [inner, text] of flatten(value, at)) flat.set(inner, text);
  }
  return flat;
}

function blanksOf(text: string): string[] {
  return Array.from(text.matchAll(/\{\{(\w+)/g), (match) => match[1]!).toSorted();
}

describe('the texts of the page', () => {
  const source = flatten(turkish);
  const translated = flatten(english);

  it('has every Turkish text in English, and no other', () => {
    expect([...translated.keys()].toSorted()).toEqual([...source.keys()].toSorted());
  });

  it.each(Object.keys(turkish))(
    'says something in both languages everywhere in %s, with the same blanks',
    (part) => {
      const own = [...source].filter(([key]) => key.startsWith(`${part}.`));
      expect(
        own.filter(([key, text]) => text.trim() === '' || (translated.get(key) ?? '').trim() === ''),
      ).toEqual([]);
      const blanks = (texts: ReadonlyMap<string, string>) =>
        own.map(([key]) => [key, blanksOf(texts.get(key) ?? '')]);
      expect(blanks(translated)).toEqual(blanks(source));
    },
  );

  it('has no exclamation marks: the program states, it does not cheer', () => {
    const loud = [...source, ...translated].filter(([, text]) => text.includes('!'));
    expect(loud).toEqual([]);
  });

  it('has both plural forms of whatever it counts in two', () => {
    const keys = new Set(source.keys());
    const half = [...keys].filter(
      (key) =>
        (key.endsWith('_one') && !keys.has(key.replace(/_one$/, '_other'))) ||
        (key.endsWith('_other') && !keys.has(key.replace(/_other$/, '_one'))),
    );
    expect(half).toEqual([]);
  });

  it('writes numbers inside sentences as everywhere else', () => {
    const tr = createTranslations('tr');
    const en = createTranslations('en');
    expect(tr.t('status.queue', { count: 12_480 })).toBe('Kuyrukta 12.480');
    expect(en.t('status.queue', { count: 12_480 })).toBe('12,480 in the queue');
  });

  it('never runs a text of the marketplace as markup', () => {
    const text = createTranslations('tr').t('sync.channel', { channel: '<b>{{x}}</b>' });
    expect(text).toContain('<b>');
  });
});

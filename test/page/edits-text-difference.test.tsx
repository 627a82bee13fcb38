import { describe, expect, it } from 'vitest';
import { readingText } from '../../src-renderer/features/edits/reading-text.ts';
import {
  countWords,
  textDifference,
  withContext,
} from '../../src-renderer/features/edits/text-difference.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';

const WORDS = ['emaye', 'çaydanlık', 'Işıl', 'ısıya', 'dayanıklı', ' ', '<b>', '</b>', '\n', ',', '2', 'L'];

describe('what changed in a text', () => {
  it('is told word by word, with the shared words left alone', () => {
    expect(textDifference('Emaye çaydanlık 2 L', 'Emaye mavi çaydanlık 2 L')).toEqual([
      { kind: 'same', text: 'Emaye ' },
      { kind: 'added', text: 'mavi ' },
      { kind: 'same', text: 'çaydanlık 2 L' },
    ]);
    expect(textDifference('Kırmızı kupa', 'Mavi kupa')).toEqual([
      { kind: 'removed', text: 'Kırmızı' },
      { kind: 'added', text: 'Mavi' },
      { kind: 'same', text: ' kupa' },
    ]);
  });

  it('is told as the old text and the new one where they share no word', () => {
    expect(textDifference('Keten yazlık elbise', 'Yün kışlık kazak')).toEqual([
      { kind: 'removed', text: 'Keten yazlık elbise' },
      { kind: 'added', text: 'Yün kışlık kazak' },
    ]);
  });

  it('holds both whole texts, whatever they are', () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const { between, pick } = seededRandom(seed);
    for (let round = 0; round < 300; round += 1) {
      const text = (): string => Array.from({ length: between(0, 40) }, () => pick(WORDS)).join('');
      const [before, after] = [text(), text()];
      const pieces = textDifference(before, after);
      const side = (other: 'removed' | 'added'): string =>
        pieces
          .filter(({ kind }) => kind !== other)
          .map((piece) => piece.text)
          .join('');
      expect(side('added'), `seed ${seed}, round ${round}`).toBe(before);
      expect(side('removed'), `seed ${seed}, round ${round}`).toBe(after);
    }
  });

  it('is told at once for two long descriptions that share nothing', () => {
    const long = (word: string): string => Array.from({ length: 9_000 }, (_, at) => `${word}${at}`).join(' ');
    const pieces = textDifference(long('eski'), long('yeni'));
    expect(countWords(pieces)).toEqual({ removed: 9_000, added: 9_000 });
  });

  it('leaves out what is far from any change', () => {
    const far = 'uzak '.repeat(200);
    const shown = withContext(textDifference(`${far}eski ${far}`, `${far}yeni ${far}`), 20);
    expect(shown.map(({ text }) => text.length).reduce((one, other) => one + other)).toBeLessThan(80);
    expect(shown.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same']);
  });
});

describe('a description as it reads', () => {
  const picture = (name: string): string => `[${name}]`;

  it('keeps paragraphs and points apart and names its pictures', () => {
    const html =
      '<p>Isıya &amp; darbeye  dayanıklı.</p><ul><li>2 L</li><li>Mavi<br>Beyaz</li></ul><img src="/a/caydanlik.jpg">';
    expect(readingText(html, picture)).toBe(
      'Isıya & darbeye dayanıklı.\n• 2 L\n• Mavi\nBeyaz\n[caydanlik.jpg]',
    );
  });

  it('runs nothing that stands in it', () => {
    const html = '<script>window.hacked = true</script><img src=x onerror="window.hacked = true"><b>kupa</b>';
    expect(readingText(html, picture)).toBe('[x]kupa');
    expect('hacked' in window).toBe(false);
  });
});

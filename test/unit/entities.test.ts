import { describe, expect, it } from 'vitest';
import { decodeOnce, decodeText, encodeText } from '#engine/store/opencart/text/entities.ts';
import { seededRandom } from '#engine/store/sample/seeded-random.ts';

const PIECES = [
  '&',
  '"',
  '<',
  '>',
  "'",
  'amp;',
  'lt;',
  '#39;',
  '#039;',
  '&amp;',
  '&lt;',
  'quot;',
  'ş',
  ' ',
  '\n',
];

describe('a text on its way into OpenCart and back', () => {
  it('is the merchant’s own again, entities typed by hand included', () => {
    const seed = 20_261_124;
    const random = seededRandom(seed);
    for (let round = 0; round < 5_000; round += 1) {
      const text = Array.from({ length: random.between(0, 12) }, () => random.pick(PIECES));
      const written = text.join('');
      expect(decodeOnce(encodeText(written)), `seed ${seed}, round ${round}`).toBe(written);
    }
  });

  it('keeps the entities of an HTML description that is to be edited', () => {
    expect(decodeOnce('&lt;b&gt;5 &amp;lt; 6&lt;/b&gt;')).toBe('<b>5 &lt; 6</b>');
    expect(decodeOnce('&amp;#39;')).toBe('&#39;');
  });

  it('that was encoded twice is read as it was meant', () => {
    expect(decodeText('A &amp;amp; B')).toBe('A & B');
    expect(decodeText('it&amp;#39;s')).toBe("it's");
    expect(decodeText('A &amp; B')).toBe('A & B');
  });
});

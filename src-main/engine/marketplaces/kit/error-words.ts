import { asRecord } from './record.ts';

const MOST_WORDS = 20;
const DEEPEST = 3;

export type WordOptions = {
  /** Where a body of this marketplace may carry its words, the telling ones first. */
  readonly fields: readonly string[];
  /** Whether its codes come as bare numbers too. */
  readonly numbers: boolean;
};

/** All words of an error body, in the order of their importance; of plain texts and web pages what can be read. */
export function readErrorWords(json: unknown, text: string, options: WordOptions): readonly string[] {
  const words = wordsOf(json, options);
  if (words.length > 0) return words;
  const plain = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
  return plain === '' || /^[[{"]/.test(plain) ? [] : [plain];
}

/** The words of one value alone, each once. */
export function wordsOf(value: unknown, options: WordOptions): readonly string[] {
  const words: string[] = [];
  collectWords(value, { ...options, words, depth: 0 });
  return words;
}

function collectWords(
  value: unknown,
  at: WordOptions & { readonly words: string[]; readonly depth: number },
): void {
  const { words, fields, numbers, depth } = at;
  if (words.length >= MOST_WORDS || depth > DEEPEST) return;
  if (typeof value === 'string' || (numbers && typeof value === 'number')) {
    const word = String(value).trim();
    if (word !== '' && !words.includes(word)) words.push(word);
    return;
  }
  const deeper = { ...at, depth: depth + 1 };
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, MOST_WORDS)) collectWords(entry, deeper);
    return;
  }
  const record = asRecord(value);
  if (record) for (const field of fields) collectWords(record[field], deeper);
}

/** One mark per row number: 1 where the row is among them. Row numbers at or beyond its length are not. */
export type RowMarks = Uint8Array;

/** Answers for so many terms are kept; a term that is typed letter by letter leaves one for each letter. */
const KEPT_TERMS = 24;
/** Changed rows are looked at one by one; from this share of all rows on it is time to build anew. */
const STALE_SHARE = 0.2;
const STALE_LEAST = 2_000;
/** More changed rows than this at once, and every kept answer is cheaper to find again than to mend. */
const MENDED_AT_ONCE = 2_000;

/**
 * Which rows have a term somewhere in their folded search key, for any term of one letter and more. Held in memory:
 * every different word once in one long text, and for each word the rows it stands in. 100,000 rows take about 15 MB
 * and answer in a few milliseconds, where an index on the disk took up to a hundred and slowed down every write.
 */
export class WordIndex {
  /** All words, each between two line ends, which no word holds. */
  readonly #text: string;
  /** Where in `#text` each word begins, and one more for the end. */
  readonly #starts: Uint32Array;
  /** The rows of word `n` are `#rows` from `#firsts[n]` to before `#firsts[n + 1]`. */
  readonly #firsts: Uint32Array;
  readonly #rows: Uint32Array;
  /** Rows that changed since, with their key as it is now; null when they are gone. */
  readonly #changed = new Map<number, string | null>();
  readonly #answers = new Map<string, RowMarks>();
  #capacity: number;
  readonly #count: number;

  constructor(made: {
    readonly words: readonly string[];
    readonly firsts: Uint32Array;
    readonly rows: Uint32Array;
    readonly capacity: number;
    readonly count: number;
  }) {
    this.#text = `\n${made.words.join('\n')}\n`;
    this.#starts = new Uint32Array(made.words.length + 1);
    let start = 1;
    for (const [index, word] of made.words.entries()) {
      this.#starts[index] = start;
      start += word.length + 1;
    }
    this.#starts[made.words.length] = start;
    this.#firsts = made.firsts;
    this.#rows = made.rows;
    this.#capacity = made.capacity;
    this.#count = made.count;
  }

  /** `keys`: row numbers, each once, with their folded search keys (words with one blank between them). */
  static build(keys: Iterable<readonly [row: number, key: string]>): WordIndex {
    const builder = new WordIndexBuilder();
    for (const [row, key] of keys) builder.add(row, key);
    return builder.finish();
  }

  /** Whether so much changed that building anew is cheaper than going on. */
  get isStale(): boolean {
    return this.#changed.size > Math.max(STALE_LEAST, this.#count * STALE_SHARE);
  }

  /** Takes over rows that were added, changed or removed (`null`). */
  put(changes: readonly (readonly [row: number, key: string | null])[]): void {
    for (const [row, key] of changes) {
      this.#changed.set(row, key);
      if (row >= this.#capacity) {
        this.#capacity = Math.ceil(row * 1.25) + 1;
        this.#answers.clear();
      }
    }
    if (changes.length > MENDED_AT_ONCE) this.#answers.clear();
    for (const [term, marks] of this.#answers) {
      for (const [row, key] of changes) marks[row] = key !== null && key.includes(term) ? 1 : 0;
    }
  }

  /** The rows in which every one of the folded terms (at least one, none with a blank) occurs. Not to be written to. */
  find(terms: readonly string[]): RowMarks {
    const [first, ...others] = terms;
    if (first === undefined) throw new RangeError('nothing to look for');
    if (others.length === 0) return this.#marksOf(first);
    const all = Uint8Array.from(this.#marksOf(first));
    for (const term of others) {
      const marks = this.#marksOf(term);
      for (let row = 0; row < all.length; row += 1) all[row]! &= marks[row]!;
    }
    return all;
  }

  #marksOf(term: string): RowMarks {
    const known = this.#answers.get(term);
    const marks = known ?? this.#look(term);
    // The newest last, so that the one to make room is the one that nobody asked for the longest.
    this.#answers.delete(term);
    this.#answers.set(term, marks);
    if (this.#answers.size > KEPT_TERMS) {
      const oldest = this.#answers.keys().next();
      if (!oldest.done) this.#answers.delete(oldest.value);
    }
    return marks;
  }

  #look(term: string): RowMarks {
    const marks = new Uint8Array(this.#capacity);
    const [text, starts, firsts, rows] = [this.#text, this.#starts, this.#firsts, this.#rows];
    let word = 0;
    let at = text.indexOf(term, 1);
    while (at >= 0) {
      while (starts[word + 1]! <= at) word += 1;
      const end = firsts[word + 1]!;
      for (let index = firsts[word]!; index < end; index += 1) marks[rows[index]!] = 1;
      at = text.indexOf(term, starts[word + 1]);
    }
    for (const [row, key] of this.#changed) marks[row] = key !== null && key.includes(term) ? 1 : 0;
    return marks;
  }
}

/** Makes a {@link WordIndex} a few rows at a time. */
export class WordIndexBuilder {
  readonly #numbers = new Map<string, number>();
  readonly #pairs = new Pairs();
  #capacity = 0;
  #count = 0;

  add(row: number, key: string): void {
    this.#capacity = Math.max(this.#capacity, row + 1);
    this.#count += 1;
    for (const word of key.split(' ')) {
      let number = this.#numbers.get(word);
      if (number === undefined) this.#numbers.set(word, (number = this.#numbers.size));
      this.#pairs.add(number, row);
    }
  }

  finish(): WordIndex {
    const words = [...this.#numbers.keys()];
    const grouped = this.#pairs.grouped(words.length);
    return new WordIndex({ words, ...grouped, capacity: this.#capacity, count: this.#count });
  }
}

/** Pairs of a word's number and a row, as they come. */
class Pairs {
  #words = new Uint32Array(1_024);
  #rows = new Uint32Array(1_024);
  #count = 0;

  add(word: number, row: number): void {
    if (this.#count === this.#words.length) {
      this.#words = doubled(this.#words);
      this.#rows = doubled(this.#rows);
    }
    this.#words[this.#count] = word;
    this.#rows[this.#count] = row;
    this.#count += 1;
  }

  /** The rows word by word, and where each word's rows begin. */
  grouped(wordCount: number): { readonly firsts: Uint32Array; readonly rows: Uint32Array } {
    const firsts = new Uint32Array(wordCount + 1);
    for (let index = 0; index < this.#count; index += 1) firsts[this.#words[index]! + 1]! += 1;
    for (let word = 0; word < wordCount; word += 1) firsts[word + 1]! += firsts[word]!;
    const next = firsts.slice();
    const rows = new Uint32Array(this.#count);
    for (let index = 0; index < this.#count; index += 1) {
      const place = next[this.#words[index]!]!;
      rows[place] = this.#rows[index]!;
      next[this.#words[index]!] = place + 1;
    }
    return { firsts, rows };
  }
}

function doubled(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(from.length * 2);
  larger.set(from);
  return larger;
}

import type { Language } from './basics.ts';
import type { ProblemText } from './problem-text.ts';
import type { ShopTable, StoreReport } from './shop.ts';

/** Something about the shop's tables that the merchant should know; nothing of it keeps the program from working. */
export type ShopTableFinding = {
  readonly kind: 'other-charsets' | 'three-byte' | 'mixed-collations' | 'mixed-engines';
  /** Whether it can spoil what is written, or is only good to know. */
  readonly weight: 'warning' | 'note';
  /** The tables meant, by their full names. */
  readonly tables: readonly string[];
  /** Further facts for the sentences: character sets, collations or engines, with how many tables have each. */
  readonly counts: readonly (readonly [name: string, tables: number])[];
};

/** Character sets in which every letter of Turkish and every character that the program writes has a place. */
const UNICODE: ReadonlySet<string> = new Set(['utf8mb4', 'utf8mb3', 'ascii']);

/** Judges character sets, collations and engines of the shop's tables; empty where all is well or nothing is known. */
export function shopTableFindings({ tables }: Pick<StoreReport, 'tables'>): readonly ShopTableFinding[] {
  const others = tables.filter(({ charsets }) => charsets.some((charset) => !UNICODE.has(charset)));
  const threeByte = tables.filter(({ charsets }) => charsets.includes('utf8mb3'));
  const charsets = countBy(tables.flatMap((table) => table.charsets));
  return [
    ...(others.length > 0 ? [finding('other-charsets', 'warning', others, charsets)] : []),
    ...(threeByte.length > 0 ? [finding('three-byte', 'note', threeByte, charsets)] : []),
    ...mixed(tables, 'mixed-collations', (table) => table.collation),
    ...mixed(tables, 'mixed-engines', (table) => table.engine),
  ];
}

/** Where the tables do not all have the same, those that differ from most of them. */
function mixed(
  tables: readonly ShopTable[],
  kind: 'mixed-collations' | 'mixed-engines',
  of: (table: ShopTable) => string,
): readonly ShopTableFinding[] {
  const counts = countBy(tables.map(of).filter((name) => name !== ''));
  const [most, ...rest] = counts;
  if (most === undefined || rest.length === 0) return [];
  const differing = tables.filter((table) => of(table) !== '' && of(table) !== most[0]);
  return [finding(kind, 'note', differing, counts)];
}

function finding(
  kind: ShopTableFinding['kind'],
  weight: ShopTableFinding['weight'],
  tables: readonly ShopTable[],
  counts: ShopTableFinding['counts'],
): ShopTableFinding {
  return { kind, weight, tables: tables.map(({ name }) => name), counts };
}

/** How often each stands there, the most frequent first. */
function countBy(names: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

/** Named one by one as far as a person reads on. */
const NAMED = 6;

/** The finding in its three parts: what was found, what it means for the shop, what can be done about it. */
export function describeTableFinding(value: ShopTableFinding, language: Language): ProblemText {
  const { kind, tables, counts } = value;
  const listed = tables.slice(0, NAMED).join(', ');
  const more = tables.length - NAMED;
  const kinds = counts.map(([name, count]) => `${name}: ${count}`).join(' · ');
  return language === 'tr'
    ? TR[kind](kinds, more > 0 ? `${listed} ve ${more} tablo daha` : listed)
    : EN[kind](kinds, more > 0 ? `${listed} and ${more} more` : listed);
}

type Sentences = Readonly<Record<ShopTableFinding['kind'], (counts: string, tables: string) => ProblemText>>;

const TR: Sentences = {
  'other-charsets': (counts, tables) => ({
    happened: `Bazı tabloların karakter kümesi UTF-8 değil (${counts}).`,
    means: `Bu tablolara her harf sığmaz; sığmayan bir harf “?” olarak saklanabilir ya da yazma geri çevrilebilir: ${tables}.`,
    action:
      'Yedek aldıktan sonra barındırma firmanızdan bu tabloları utf8mb4 karakter kümesine çevirmesini isteyin.',
  }),
  'three-byte': (counts, tables) => ({
    happened: `Tablolar üç baytlık UTF-8 kullanıyor (${counts}).`,
    means: `Türkçe harfler tam saklanır. Emoji ve bazı ender karakterler sığmaz: siparişlerde atlanır, ürün düzenlemelerinde kabul edilmez. Tablolar: ${tables}.`,
    action:
      'OpenCart 3 ve öncesinde olağandır, bir şey yapmak gerekmez. Emoji gerekiyorsa yedek alıp tabloları utf8mb4 karakter kümesine çevirtin.',
  }),
  'mixed-collations': (counts, tables) => ({
    happened: `Tabloların harf sıralaması (collation) aynı değil (${counts}).`,
    means: `Bu program bundan etkilenmez; ama iki tabloyu karşılaştıran eklentiler “Illegal mix of collations” hatası verebilir ve aramalar yavaşlar. Çoğunluktan ayrılanlar: ${tables}.`,
    action: 'Hata görürseniz yedek alıp ayrılan tabloları çoğunluğun sıralamasına çevirtin.',
  }),
  'mixed-engines': (counts, tables) => ({
    happened: `Tablolar farklı motorlarda (${counts}).`,
    means: `MyISAM tabloları yarım kalan yazmayı geri almaz ve yazılırken bütünüyle kilitlenir. Bu program siparişi ve stoku yine de tek adımda yazar; başka eklentiler yarım kalabilir. Çoğunluktan ayrılanlar: ${tables}.`,
    action: 'Zorunlu değildir. Yedek aldıktan sonra bütün tabloları InnoDB motoruna çevirtmek en sağlamıdır.',
  }),
};

const EN: Sentences = {
  'other-charsets': (counts, tables) => ({
    happened: `The character set of some tables is not UTF-8 (${counts}).`,
    means: `These tables can not hold every letter; one that does not fit may be kept as “?”, or the write may be refused: ${tables}.`,
    action: 'After a backup, ask your hosting to convert these tables to the character set utf8mb4.',
  }),
  'three-byte': (counts, tables) => ({
    happened: `Tables use UTF-8 of three bytes (${counts}).`,
    means: `Turkish letters are kept whole. Emoji and some rare characters do not fit: they are left out of orders, and product edits with them are refused. Tables: ${tables}.`,
    action:
      'Usual up to OpenCart 3; nothing has to be done. Where emoji are needed, have the tables converted to utf8mb4 after a backup.',
  }),
  'mixed-collations': (counts, tables) => ({
    happened: `The tables do not share one collation, their way of sorting letters (${counts}).`,
    means: `This program is not affected; but extensions that compare two tables can fail with “Illegal mix of collations”, and searching slows down. Unlike most: ${tables}.`,
    action:
      'Where that error is seen, have the differing tables converted to the collation of most, after a backup.',
  }),
  'mixed-engines': (counts, tables) => ({
    happened: `The tables have different engines (${counts}).`,
    means: `MyISAM tables do not take an unfinished write back, and lock as a whole while they are written. This program writes an order and its stock in one step all the same; extensions may stop half-way. Unlike most: ${tables}.`,
    action: 'Not required. Having all tables converted to InnoDB, after a backup, is the soundest.',
  }),
};

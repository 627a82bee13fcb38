/** A stretch of text that both versions share, or that only one of them has. */
export type Piece = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string };

/** Tags of HTML stay whole, words stay whole, everything else goes sign by sign. */
const TOKENS = /<[^>]*>|\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;

/**
 * Beyond this many differing words the changed stretch is shown as one: nobody reads a finer answer, and the search
 * grows with its square.
 */
const MOST_STEPS = 1_000;

/**
 * What turns one text into another, word by word: the shortest such script (E. Myers, "An O(ND) Difference Algorithm
 * and Its Variations", Algorithmica 1, 1986). Put together, `same` and `removed` are the first text, `same` and `added`
 * the second.
 */
export function textDifference(before: string, after: string): readonly Piece[] {
  const old = before.match(TOKENS) ?? [];
  const fresh = after.match(TOKENS) ?? [];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1;
  let tail = 0;
  const most = Math.min(old.length, fresh.length) - head;
  while (tail < most && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
  return joined([
    ...old.slice(0, head).map((text): Piece => ({ kind: 'same', text })),
    ...readable(shortestScript(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail))),
    ...old.slice(old.length - tail).map((text): Piece => ({ kind: 'same', text })),
  ]);
}

/** Two stretches that share no word are told one after the other: blanks alone do not make a text out of both. */
function readable(script: readonly Piece[]): readonly Piece[] {
  if (script.some(({ kind, text }) => kind === 'same' && WORD.test(text))) return script;
  const side = (kind: 'removed' | 'added'): readonly Piece[] =>
    script
      .filter((piece) => piece.kind === kind || piece.kind === 'same')
      .map(({ text }) => ({ kind, text }));
  return script.every(({ kind }) => kind === 'same') ? script : [...side('removed'), ...side('added')];
}

const WORD = /[\p{L}\p{N}_]/u;

/** How many words each side has alone. */
export function countWords(pieces: readonly Piece[]): { readonly removed: number; readonly added: number } {
  const of = (kind: Piece['kind']): number =>
    pieces.reduce(
      (sum, piece) => sum + (piece.kind === kind ? (piece.text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0) : 0),
      0,
    );
  return { removed: of('removed'), added: of('added') };
}

/** The same script with what both share cut down to `around` characters beside each change. */
export function withContext(pieces: readonly Piece[], around: number): readonly Piece[] {
  return pieces.map((piece, index) => {
    if (piece.kind !== 'same' || piece.text.length <= 2 * around + 8) return piece;
    const start = index === 0 ? '' : `${piece.text.slice(0, around)} `;
    const end = index === pieces.length - 1 ? '' : ` ${piece.text.slice(-around)}`;
    return { kind: 'same', text: `${start}…${end}` };
  });
}

function shortestScript(old: readonly string[], fresh: readonly string[]): readonly Piece[] {
  const whole: Piece[] = [
    ...old.map((text): Piece => ({ kind: 'removed', text })),
    ...fresh.map((text): Piece => ({ kind: 'added', text })),
  ];
  if (old.length === 0 || fresh.length === 0) return whole;
  const limit = Math.min(MOST_STEPS, old.length + fresh.length);
  // reach[k + limit]: how far along `old` the furthest path on diagonal k (old − fresh) has come.
  const reach = new Int32Array(2 * limit + 2);
  const history: Int32Array[] = [];
  for (let steps = 0; steps <= limit; steps += 1) {
    history.push(reach.slice());
    for (let k = -steps; k <= steps; k += 2) {
      const down = k === -steps || (k !== steps && reach[k - 1 + limit]! < reach[k + 1 + limit]!);
      let x = down ? reach[k + 1 + limit]! : reach[k - 1 + limit]! + 1;
      while (x < old.length && x - k < fresh.length && old[x] === fresh[x - k]) x += 1;
      reach[k + limit] = x;
      if (x >= old.length && x - k >= fresh.length) return walkBack(old, fresh, history, limit);
    }
  }
  return whole;
}

function walkBack(
  old: readonly string[],
  fresh: readonly string[],
  history: readonly Int32Array[],
  limit: number,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let x = old.length;
  let y = fresh.length;
  for (let steps = history.length - 1; steps >= 0; steps -= 1) {
    const reach = history[steps]!;
    const k = x - y;
    const down = k === -steps || (k !== steps && reach[k - 1 + limit]! < reach[k + 1 + limit]!);
    const fromK = down ? k + 1 : k - 1;
    const fromX = steps === 0 ? 0 : reach[fromK + limit]!;
    const fromY = steps === 0 ? 0 : fromX - fromK;
    while (x > fromX && y > fromY) {
      pieces.push({ kind: 'same', text: old[x - 1]! });
      x -= 1;
      y -= 1;
    }
    if (x > fromX) pieces.push({ kind: 'removed', text: old[(x -= 1)]! });
    else if (y > fromY) pieces.push({ kind: 'added', text: fresh[(y -= 1)]! });
  }
  return pieces.toReversed();
}

/** Neighbours of one kind become one piece; within a change, what goes stands before what comes. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    if (removed !== '') result.push({ kind: 'removed', text: removed });
    if (added !== '') result.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  let same = '';
  for (const piece of pieces) {
    if (piece.kind === 'same') {
      flush();
      same += piece.text;
      continue;
    }
    if (same !== '') result.push({ kind: 'same', text: same });
    same = '';
    if (piece.kind === 'removed') removed += piece.text;
    else added += piece.text;
  }
  flush();
  if (same !== '') result.push({ kind: 'same', text: same });
  return result;
}

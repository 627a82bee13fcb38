/** How what a file says goes with what is kept already. */
export type Merged<T> = { readonly row: T; readonly outcome: 'added' | 'known' | 'filled' | 'differs' };

/**
 * An archive is frozen: what was kept stays as it is, a later file can only fill what was empty. Where the two say
 * different things, that is told and nothing is changed.
 */
export function mergeRow<T extends object>(kept: T | null, found: T): Merged<T> {
  if (kept === null) return { row: found, outcome: 'added' };
  const row = { ...kept };
  let filled = false;
  let differs = false;
  for (const key of Object.keys(found) as (keyof T)[]) {
    if (isEmpty(found[key]) || JSON.stringify(found[key]) === JSON.stringify(kept[key])) continue;
    if (isEmpty(kept[key])) {
      row[key] = found[key];
      filled = true;
    } else differs = true;
  }
  return { row, outcome: differs ? 'differs' : filled ? 'filled' : 'known' };
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

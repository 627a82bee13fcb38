/** Ours beside the floor, measured in turn in the same run, so that a busy machine is busy for both. */
export type Ratio = {
  readonly name: string;
  readonly aim: number;
  readonly ours: number;
  readonly floor: number;
  readonly ratio: number;
  readonly unit: string;
  readonly note: string;
};

export type Sides = {
  readonly name: string;
  readonly aim: number;
  readonly rounds: number;
  readonly note?: string;
  readonly ours: () => Promise<void> | void;
  readonly floor: () => Promise<void> | void;
};

/** Medians of `rounds` turns a side after one unmeasured turn each. Milliseconds. */
export async function compare(sides: Sides): Promise<Ratio> {
  await sides.floor();
  await sides.ours();
  const floor: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < sides.rounds; round += 1) {
    floor.push(await timed(sides.floor));
    ours.push(await timed(sides.ours));
  }
  const [oursMedian, floorMedian] = [median(ours), median(floor)];
  return {
    name: sides.name,
    aim: sides.aim,
    ours: oursMedian,
    floor: floorMedian,
    ratio: oursMedian / floorMedian,
    unit: 'ms',
    note: sides.note ?? '',
  };
}

export async function timed(action: () => Promise<void> | void): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Nearest-rank percentile; `share` in (0, 1]. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export type Absolute = {
  readonly name: string;
  /** Null for a part of another figure, which is only shown. */
  readonly aim: number | null;
  readonly value: number;
  readonly unit: string;
  readonly note: string;
};

export type Line = ({ readonly kind: 'ratio' } & Ratio) | ({ readonly kind: 'absolute' } & Absolute);

/** Null where there is no aim. */
export function isMet(line: Line): boolean | null {
  if (line.aim === null) return null;
  return (line.kind === 'ratio' ? line.ratio : line.value) <= line.aim;
}

export function printLine(line: Line): void {
  const verdict = isMet(line) === true ? 'met' : 'MISSED';
  const unit = line.kind === 'ratio' ? '' : ` ${line.unit}`;
  const aim = line.aim === null ? '' : `  (aim ≤ ${line.aim}${unit}, ${verdict})`;
  const figures =
    line.kind === 'ratio'
      ? `${fixed(line.ours)} ${line.unit} : ${fixed(line.floor)} ${line.unit}  = ${line.ratio.toFixed(2)}`
      : `${fixed(line.value)} ${line.unit}`;
  const note = line.note === '' ? '' : `  — ${line.note}`;
  console.log(`${line.name.padEnd(58)} ${figures}${aim}${note}`);
}

function fixed(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 1_000 ? 1 : 0).padStart(8);
}

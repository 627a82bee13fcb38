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
  readonly aim: number;
  readonly value: number;
  readonly unit: string;
  readonly note: string;
};

export type Line = ({ readonly kind: 'ratio' } & Ratio) | ({ readonly kind: 'absolute' } & Absolute);

export function printLine(line: Line): void {
  const verdict = (value: number): string => (value <= line.aim ? 'met' : 'MISSED');
  const text =
    line.kind === 'ratio'
      ? `${line.name.padEnd(58)} ${fixed(line.ours)} ${line.unit} : ${fixed(line.floor)} ${line.unit}  = ${line.ratio.toFixed(2)}  (aim ≤ ${line.aim}, ${verdict(line.ratio)})`
      : `${line.name.padEnd(58)} ${fixed(line.value)} ${line.unit}  (aim ≤ ${line.aim} ${line.unit}, ${verdict(line.value)})`;
  console.log(line.note === '' ? text : `${text}  — ${line.note}`);
}

function fixed(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 1_000 ? 1 : 0).padStart(8);
}

import { useId } from 'react';
import { useFormat } from '../i18n/use-format.ts';
import classes from './filter-chips.module.css';

export type FilterChip<T extends string> = {
  readonly value: T;
  readonly label: string;
  /** Undefined while the count is not known yet. */
  readonly count: number | undefined;
};

/** One choice out of several, each with how much it would show. Arrow keys move, as in any radio group. */
export function FilterChips<T extends string>({
  label,
  chips,
  value,
  onChange,
}: {
  readonly label: string;
  readonly chips: readonly FilterChip<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}): React.ReactNode {
  const format = useFormat();
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={classes['chips']}>
      {chips.map((chip) => (
        <label key={chip.value} className={classes['chip']}>
          <input
            type="radio"
            name={name}
            className="ms-visually-hidden"
            checked={chip.value === value}
            onChange={() => onChange(chip.value)}
          />
          {chip.label}
          <span className={classes['count']}>
            {chip.count === undefined ? '·' : format.number(chip.count)}
          </span>
        </label>
      ))}
    </div>
  );
}

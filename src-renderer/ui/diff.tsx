import { useTranslation } from 'react-i18next';
import classes from './diff.module.css';

/** Which way a value moves; `changed` when one side is unknown and there is no way to tell. */
export type Direction = 'up' | 'down' | 'changed' | 'same';

/**
 * A value that changes, old → new. The direction is told by an arrow as well as by the colour, and by a word to those
 * who listen; the old value is struck through.
 */
export function Diff({
  from,
  to,
  direction,
}: {
  /** Already worded for the page's language. */
  readonly from: string;
  readonly to: string;
  readonly direction: Direction;
}): React.ReactNode {
  const { t } = useTranslation();
  if (direction === 'same') return <span className="ms-numeric">{to}</span>;
  return (
    <span className={classes['diff']} data-direction={direction}>
      <span className="ms-visually-hidden">{t(`diff.${direction}`)}: </span>
      <del className={classes['from']}>{from}</del>
      <span aria-hidden="true" className={classes['arrow']}>
        →
      </span>
      <ins className={classes['to']}>
        {to}
        {direction === 'changed' ? null : (
          <span aria-hidden="true" className={classes['sign']}>
            {direction === 'up' ? '▲' : '▼'}
          </span>
        )}
      </ins>
    </span>
  );
}

/** Which way a number moves. */
export function directionOf(from: number | null, to: number | null): Direction {
  if (from === to) return 'same';
  if (from === null || to === null) return 'changed';
  return to > from ? 'up' : 'down';
}

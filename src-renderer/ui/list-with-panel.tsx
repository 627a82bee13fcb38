import panel from './detail-panel.module.css';
import { LazyGrid, type LazyGridProps } from './lazy-grid.tsx';
import { RowsFailure } from './rows-failure.tsx';
import type { LazyRows } from './use-lazy-rows.ts';

type Props<Row> = Omit<LazyGridProps<Row>, 'onFailed' | 'mostHeight'> & {
  /** Told when rows for a selection could not be read; lists without a selection need none. */
  readonly onFailed?: (error: unknown) => void;
  /** Search, filters and what can be done with the list as a whole. */
  readonly toolbar: React.ReactNode;
  /** Above the list: what went wrong, what the list comes to. */
  readonly notices?: React.ReactNode;
  /** Stands where the rows would, once it is known that there are none; it says why and what to do. */
  readonly empty: React.ReactNode;
  /** What is open beside the list; null for nothing. */
  readonly panel: React.ReactNode;
};

const ignored = (): void => undefined;

/**
 * The shape of every list: a toolbar, the rows with their own scroll bar, and at the right what one of them is about. The
 * list keeps its place while a panel opens; an empty one says so only when the question it answers is the one asked.
 */
export function ListWithPanel<Row>({
  toolbar,
  notices = null,
  empty,
  panel: opened,
  onFailed = ignored,
  ...grid
}: Props<Row>): React.ReactNode {
  const { rows } = grid;
  return (
    <>
      <div className={panel['toolbar']}>{toolbar}</div>
      {notices}
      <RowsFailure rows={rows} />
      <div className={panel['split']}>
        <div className={panel['list']}>
          {isEmpty(rows) ? empty : <LazyGrid {...grid} onFailed={onFailed} />}
        </div>
        {opened}
      </div>
    </>
  );
}

/** Whether the question shown was answered, and with nothing. */
export function isEmpty(rows: Pick<LazyRows<unknown>, 'newest' | 'total' | 'behind'>): boolean {
  return rows.newest !== null && rows.total === 0 && !rows.behind;
}

import type { CellKeyboardEvent, CellKeyDownArgs } from 'react-data-grid';
import { MOST_SELECTED, type RowSelection } from './row-selection.ts';
import type { LazyRows, Slot } from './use-lazy-rows.ts';

export type Choosing<Row> = {
  readonly range: (to: number) => void;
  readonly all: () => void;
  /** Handles a key that chooses rows; leaves every other key to the grid. */
  readonly key: (args: CellKeyDownArgs<Slot<Row>>, event: CellKeyboardEvent) => void;
};

type Parts<Row> = {
  readonly rows: LazyRows<Row>;
  readonly rowId: (row: Row) => string;
  readonly selection: RowSelection | null;
  readonly onFailed: (error: unknown) => void;
};

/** Choosing rows as file lists do it: Space, Shift with arrows or click, Ctrl/Cmd-A, Escape. */
export function choosing<Row>({ rows, rowId, selection, onFailed }: Parts<Row>): Choosing<Row> {
  function take(first: number, last: number, anchor: number): void {
    rows
      .read(first, Math.min(last, first + MOST_SELECTED - 1))
      .then((read) => selection?.set(read.map(rowId), anchor))
      .catch(onFailed);
  }

  function range(to: number): void {
    const anchor = selection?.anchor ?? to;
    take(Math.min(anchor, to), Math.max(anchor, to), anchor);
  }

  function all(): void {
    if (rows.total > 0) take(0, rows.total - 1, 0);
  }

  function step(args: CellKeyDownArgs<Slot<Row>>, by: 1 | -1): void {
    const to = args.rowIdx + by;
    if (args.mode !== 'SELECT' || to < 0 || to >= rows.total) return;
    const anchor = selection?.anchor ?? args.rowIdx;
    args.selectCell({ idx: args.column.idx, rowIdx: to }, { shouldFocusCell: true });
    take(Math.min(anchor, to), Math.max(anchor, to), anchor);
  }

  function key(args: CellKeyDownArgs<Slot<Row>>, event: CellKeyboardEvent): void {
    const act = actionOf(event, selection !== null && selection.ids.size > 0);
    if (act === null) return;
    event.preventGridDefault();
    event.preventDefault();
    event.stopPropagation();
    if (act === 'all') all();
    else if (act === 'clear') selection?.clear();
    else if (act === 'toggle') {
      if (args.row.row !== null) selection?.toggle(rowId(args.row.row), args.rowIdx);
    } else step(args, act === 'down' ? 1 : -1);
  }

  return { range, all, key };
}

type ChoosingAct = 'all' | 'clear' | 'toggle' | 'up' | 'down';

function actionOf(event: CellKeyboardEvent, somethingChosen: boolean): ChoosingAct | null {
  if (event.key === ' ') return 'toggle';
  if (event.key === 'Escape') return somethingChosen ? 'clear' : null;
  if (event.shiftKey && event.key === 'ArrowDown') return 'down';
  if (event.shiftKey && event.key === 'ArrowUp') return 'up';
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') return 'all';
  return null;
}

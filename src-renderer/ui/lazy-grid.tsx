import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import {
  DataGrid,
  type CellKeyboardEvent,
  type CellKeyDownArgs,
  type CellMouseArgs,
  type CellMouseEvent,
  type DataGridHandle,
} from 'react-data-grid';
import 'react-data-grid/lib/styles.css';
import './lazy-grid.css';
import type { RowSelection } from './row-selection.ts';
import { choosing } from './choosing.ts';
import { spreadWidths, useGridRoom } from './column-widths.ts';
import { CHOICE, CHOICE_WIDTH, isGrouped, useGridColumns, type LazyColumn } from './lazy-grid-columns.tsx';
import type { LazyRows, Slot } from './use-lazy-rows.ts';

export const ROW_HEIGHT = 36;
const HEADER_HEIGHT = 36;
const GROUPED_HEADER_HEIGHT = 28;

export type GridSort = { readonly key: string; readonly descending: boolean };

export type LazyGridProps<Row> = {
  readonly label: string;
  /** What the rows answer; another one is read from its top. */
  readonly question: string;
  readonly rows: LazyRows<Row>;
  readonly columns: readonly LazyColumn<Row>[];
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  /** Told when rows for a selection could not be read. */
  readonly onFailed: (error: unknown) => void;
  readonly words: { readonly select: string; readonly selectAll: string };
  readonly openId?: string | null;
  readonly onOpen?: (row: Row) => void;
  readonly selection?: RowSelection | null;
  readonly sort?: GridSort | null;
  readonly onSort?: (sort: GridSort) => void;
  /** Fills its parent when absent; else the grid is as high as its rows, up to this many pixels. */
  readonly mostHeight?: number;
};

/**
 * A grid for lists of any length: rows are read in windows while one scrolls (see `useLazyRows`). Arrow keys walk the
 * cells, Enter opens a row, Space chooses it, Shift with arrows chooses a range, Ctrl/Cmd-A all. Tab leaves the grid,
 * as the ARIA grid pattern asks (w3.org/WAI/ARIA/apg/patterns/grid); the library would walk through every cell.
 */
export function LazyGrid<Row>(props: LazyGridProps<Row>): ReactNode {
  const { rows, selection = null, openId = null, rowId, onOpen, sort = null, onSort } = props;
  const grid = useRef<DataGridHandle>(null);
  const choose = choosing({ rows, rowId, selection, onFailed: props.onFailed });
  const room = useGridRoom(grid) - (selection === null ? 0 : CHOICE_WIDTH);
  const spread = useMemo(() => spreadWidths(props.columns, room), [props.columns, room]);
  const columns = useGridColumns({ ...props, columns: spread }, choose);

  const asked = useRef(props.question);
  useEffect(() => {
    if (asked.current === props.question) return;
    asked.current = props.question;
    grid.current?.element?.scrollTo({ top: 0 });
  }, [props.question]);

  const chosen = useMemo(() => {
    if (selection === null) return undefined;
    const indexes = new Set<number>();
    if (selection.ids.size === 0) return indexes;
    for (const slot of rows.slots)
      if (slot.row !== null && selection.has(rowId(slot.row))) indexes.add(slot.index);
    return indexes;
  }, [rows.slots, selection, rowId]);

  function onKey(args: CellKeyDownArgs<Slot<Row>>, event: CellKeyboardEvent): void {
    if (args.mode !== 'SELECT') return;
    const row = args.row.row;
    if (event.key === 'Enter' && row !== null && onOpen !== undefined) {
      event.preventGridDefault();
      onOpen(row);
    } else if (selection !== null) choose.key(args, event);
  }

  function onClick(args: CellMouseArgs<Slot<Row>>, event: CellMouseEvent): void {
    const row = args.row.row;
    if (row === null) return;
    if (selection !== null && args.column.key === CHOICE) return;
    if (selection !== null && (event.ctrlKey || event.metaKey)) selection.toggle(rowId(row), args.rowIdx);
    else if (selection !== null && event.shiftKey) choose.range(args.rowIdx);
    else onOpen?.(row);
  }

  return (
    <div
      data-behind={rows.behind}
      className="lazy-grid-frame"
      style={{ blockSize: props.mostHeight === undefined ? '100%' : undefined, minBlockSize: 0 }}
      onKeyDownCapture={(event) => {
        if (event.key === 'Tab') event.stopPropagation();
      }}
    >
      <DataGrid<Slot<Row>, unknown, number>
        ref={grid}
        aria-label={props.label}
        className="lazy-grid"
        data-testid="lazy-grid"
        style={{ blockSize: heightOf(props) }}
        columns={columns}
        rows={rows.slots}
        rowKeyGetter={slotIndex}
        rowHeight={ROW_HEIGHT}
        headerRowHeight={isGrouped(props.columns) ? GROUPED_HEADER_HEIGHT : HEADER_HEIGHT}
        selectedRows={chosen}
        onSelectedRowsChange={selection === null ? undefined : nothing}
        sortColumns={
          sort === null ? [] : [{ columnKey: sort.key, direction: sort.descending ? 'DESC' : 'ASC' }]
        }
        onSortColumnsChange={(sorted) => onSort?.(nextSort(sorted[0] ?? null, sort))}
        rowClass={(slot) => (slot.row !== null && rowId(slot.row) === openId ? 'lazy-grid-open' : undefined)}
        onCellKeyDown={onKey}
        onCellClick={onClick}
        onCellMouseDown={(_args, event) => {
          if (event.shiftKey) event.preventDefault();
        }}
        onCellCopy={({ row, column }, event) => {
          const text = copyText(props.columns, column.key, row.row);
          if (text === null || (window.getSelection()?.toString() ?? '') !== '') return;
          event.clipboardData.setData('text/plain', text);
          event.preventDefault();
        }}
        onScroll={(event) => {
          const top = Math.floor(event.currentTarget.scrollTop / ROW_HEIGHT);
          rows.show(top, top + Math.ceil(event.currentTarget.clientHeight / ROW_HEIGHT));
        }}
      />
    </div>
  );
}

function slotIndex(slot: Slot<unknown>): number {
  return slot.index;
}

/** The library only marks rows as chosen when it may also change the choice; choosing happens by id, in `choosing`. */
function nothing(): void {}

function heightOf<Row>({ mostHeight, rows }: LazyGridProps<Row>): string | number {
  if (mostHeight === undefined) return '100%';
  return Math.min(mostHeight, HEADER_HEIGHT + Math.max(1, rows.total) * ROW_HEIGHT + 2);
}

function nextSort(
  sorted: { readonly columnKey: string; readonly direction: 'ASC' | 'DESC' } | null,
  before: GridSort | null,
): GridSort {
  // The library's third click means "unsorted"; a paged list always has an order, so it starts again.
  if (sorted === null) return { key: before?.key ?? '', descending: false };
  return { key: sorted.columnKey, descending: sorted.direction === 'DESC' };
}

function copyText<Row>(columns: readonly LazyColumn<Row>[], key: string, row: Row | null): string | null {
  if (row === null) return null;
  return columns.find((column) => column.key === key)?.copy?.(row) ?? null;
}

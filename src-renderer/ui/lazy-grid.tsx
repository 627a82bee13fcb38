import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import {
  DataGrid,
  useHeaderRowSelection,
  useRowSelection,
  type CellKeyboardEvent,
  type CellKeyDownArgs,
  type CellMouseArgs,
  type CellMouseEvent,
  type Column,
  type ColumnOrColumnGroup,
  type DataGridHandle,
} from 'react-data-grid';
import 'react-data-grid/lib/styles.css';
import './lazy-grid.css';
import type { RowSelection } from './row-selection.ts';
import { choosing, type Choosing } from './choosing.ts';
import type { LazyRows, Slot } from './use-lazy-rows.ts';

export const ROW_HEIGHT = 36;
const HEADER_HEIGHT = 36;
const GROUPED_HEADER_HEIGHT = 28;

export type LazyColumn<Row> = {
  readonly key: string;
  readonly name: string;
  /** Neighbours of the same group stand under one common header. */
  readonly group?: string;
  /** CSS grid track: `120` is fixed, `minmax(180px, 2fr)` takes a share of the room. */
  readonly width: number | string;
  readonly minWidth?: number;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  readonly frozen?: boolean;
  readonly render: (row: Row) => ReactNode;
  /** What Ctrl/Cmd-C takes from the cell. */
  readonly copy?: (row: Row) => string;
};

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
  const columns = useGridColumns(props, choose);

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

const CHOICE = 'choice';

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

function useGridColumns<Row>(
  props: LazyGridProps<Row>,
  choose: Choosing<Row>,
): readonly ColumnOrColumnGroup<Slot<Row>>[] {
  const { columns, selection = null, rowId, rowName, words } = props;
  const latest = useRef({ selection, choose, rowId, rowName });
  latest.current = { selection, choose, rowId, rowName };
  const choosable = selection !== null;
  return useMemo(() => {
    const drawn = grouped(columns);
    if (!choosable) return drawn;
    const choice: Column<Slot<Row>> = {
      key: CHOICE,
      name: words.selectAll,
      width: 36,
      minWidth: 36,
      frozen: true,
      renderHeaderCell: ({ tabIndex }) => (
        <AllBox
          tabIndex={tabIndex}
          label={words.selectAll}
          onAll={() => latest.current.choose.all()}
          onNone={() => latest.current.selection?.clear()}
        />
      ),
      renderCell: ({ row: slot, tabIndex }) =>
        slot.row === null ? null : (
          <RowBox
            tabIndex={tabIndex}
            label={`${words.select}: ${latest.current.rowName(slot.row)}`}
            onToggle={() => {
              if (slot.row !== null)
                latest.current.selection?.toggle(latest.current.rowId(slot.row), slot.index);
            }}
            onRange={() => latest.current.choose.range(slot.index)}
          />
        ),
    };
    return [choice, ...drawn];
  }, [columns, choosable, words]);
}

function isGrouped(columns: readonly { readonly group?: string }[]): boolean {
  return columns.some((column) => column.group !== undefined);
}

function grouped<Row>(columns: readonly LazyColumn<Row>[]): readonly ColumnOrColumnGroup<Slot<Row>>[] {
  const drawn: (
    Column<Slot<Row>> | { name: string; headerCellClass: string; children: Column<Slot<Row>>[] }
  )[] = [];
  for (const column of columns) {
    const last = drawn.at(-1);
    if (column.group === undefined) drawn.push(gridColumn(column));
    else if (last !== undefined && 'children' in last && last.name === column.group)
      last.children.push(gridColumn(column));
    else
      drawn.push({ name: column.group, headerCellClass: 'lazy-grid-group', children: [gridColumn(column)] });
  }
  return drawn;
}

function gridColumn<Row>(column: LazyColumn<Row>): Column<Slot<Row>> {
  const end = column.numeric === true ? 'lazy-grid-end' : undefined;
  return {
    key: column.key,
    name: column.name,
    width: column.width,
    minWidth: column.minWidth ?? 60,
    resizable: true,
    sortable: column.sortable ?? false,
    frozen: column.frozen ?? false,
    cellClass: end,
    headerCellClass: end,
    renderCell: ({ row: slot }) =>
      slot.row === null ? <span className="lazy-grid-empty" aria-hidden /> : column.render(slot.row),
  };
}

type AllBoxProps = {
  readonly tabIndex: number;
  readonly label: string;
  readonly onAll: () => void;
  readonly onNone: () => void;
};

function AllBox({ tabIndex, label, onAll, onNone }: AllBoxProps): ReactNode {
  const { isIndeterminate, isRowSelected } = useHeaderRowSelection();
  return (
    <input
      type="checkbox"
      ref={(box) => {
        if (box !== null) box.indeterminate = isIndeterminate;
      }}
      tabIndex={tabIndex}
      aria-label={label}
      checked={isRowSelected}
      onChange={() => (isRowSelected || isIndeterminate ? onNone() : onAll())}
    />
  );
}

type RowBoxProps = {
  readonly tabIndex: number;
  readonly label: string;
  readonly onToggle: () => void;
  readonly onRange: () => void;
};

function RowBox({ tabIndex, label, onToggle, onRange }: RowBoxProps): ReactNode {
  const { isRowSelected } = useRowSelection();
  return (
    <input
      type="checkbox"
      tabIndex={tabIndex}
      aria-label={label}
      checked={isRowSelected}
      onClick={(event) => {
        if (event.shiftKey) onRange();
        else onToggle();
      }}
      onChange={nothing}
    />
  );
}

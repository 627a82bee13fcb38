import { useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import {
  useHeaderRowSelection,
  useRowSelection,
  type Column,
  type ColumnOrColumnGroup,
} from 'react-data-grid';
import type { Choosing } from './choosing.ts';
import type { RowSelection } from './row-selection.ts';
import type { Slot } from './use-lazy-rows.ts';

/** The column of boxes for choosing rows. */
export const CHOICE = 'choice';
export const CHOICE_WIDTH = 36;

export type LazyColumn<Row> = {
  readonly key: string;
  readonly name: string;
  /** The name is for those who listen; the column explains itself to those who see. */
  readonly hideName?: true;
  /** Neighbours of the same group stand under one common header. */
  readonly group?: string;
  /** In pixels: the least it gets. */
  readonly width: number;
  /** Its share of the room that is left over; absent: none. */
  readonly grow?: number;
  readonly minWidth?: number;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  readonly frozen?: boolean;
  readonly render: (row: Row) => ReactNode;
  /** What Ctrl/Cmd-C takes from the cell. */
  readonly copy?: (row: Row) => string;
};

type ColumnParts<Row> = {
  readonly columns: readonly LazyColumn<Row>[];
  readonly selection?: RowSelection | null;
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  readonly words: { readonly select: string; readonly selectAll: string };
};

/** The library's columns: ours, drawn from slots, with the boxes in front where rows can be chosen. */
export function useGridColumns<Row>(
  parts: ColumnParts<Row>,
  choose: Choosing<Row>,
): readonly ColumnOrColumnGroup<Slot<Row>>[] {
  const { columns, selection = null, rowId, rowName, words } = parts;
  const latest = useRef({ selection, choose });
  useLayoutEffect(() => {
    latest.current = { selection, choose };
  });
  const choosable = selection !== null;
  return useMemo(() => {
    const drawn = grouped(columns);
    if (!choosable) return drawn;
    const choice: Column<Slot<Row>> = {
      key: CHOICE,
      name: words.selectAll,
      width: CHOICE_WIDTH,
      minWidth: CHOICE_WIDTH,
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
            label={`${words.select}: ${rowName(slot.row)}`}
            onToggle={() => {
              if (slot.row !== null) latest.current.selection?.toggle(rowId(slot.row), slot.index);
            }}
            onRange={() => latest.current.choose.range(slot.index)}
          />
        ),
    };
    return [choice, ...drawn];
  }, [columns, choosable, words, rowId, rowName]);
}

/** Whether there is a row of common headers above the columns' own. */
export function isGrouped(columns: readonly { readonly group?: string }[]): boolean {
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
    ...(column.hideName === true
      ? { renderHeaderCell: () => <span className="ms-visually-hidden">{column.name}</span> }
      : {}),
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

/** Checking is done by `onClick`, which knows of the Shift key. */
function nothing(): void {}

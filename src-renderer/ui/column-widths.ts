import { useLayoutEffect, useState, type RefObject } from 'react';
import type { DataGridHandle } from 'react-data-grid';

type Measured = { readonly width: number; readonly minWidth?: number; readonly grow?: number };

/**
 * Column widths in whole pixels: each gets its own, and what is left of `room` is shared out by `grow`. Where
 * room is lacking, the growing ones give way, down to their `minWidth`; where that is not enough the grid scrolls, and
 * every column keeps its own width. The library's
 * own CSS tracks are measured once, for the columns that happen to be in sight, and stay at their least width after.
 */
export function spreadWidths<Column extends Measured>(
  columns: readonly Column[],
  room: number,
): readonly Column[] {
  const taken = columns.reduce((sum, column) => sum + column.width, 0);
  const shares = columns.reduce((sum, column) => sum + (column.grow ?? 0), 0);
  const left = Math.floor(room - taken);
  // Nothing is laid out yet.
  if (room <= 0 || left === 0 || shares === 0) return columns;
  if (columns.reduce((sum, column) => sum + leastOf(column), 0) > room) return columns;
  return columns.map((column) => {
    if (column.grow === undefined) return column;
    const share = Math.floor((left * column.grow) / shares);
    return { ...column, width: Math.max(leastOf(column), column.width + share) };
  });
}

function leastOf({ width, minWidth, grow }: Measured): number {
  return grow === undefined ? width : Math.min(width, minWidth ?? width);
}

/** The room inside a grid, without its scrollbar, in pixels; follows the window and the panels beside it. */
export function useGridRoom(grid: RefObject<DataGridHandle | null>): number {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const element = grid.current?.element;
    if (!element) return undefined;
    const measure = (): void => setRoom(element.clientWidth);
    measure();
    // jsdom lays nothing out and has no observer.
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid]);
  return room;
}

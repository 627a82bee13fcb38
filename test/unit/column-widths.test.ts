import { expect, it } from 'vitest';
import { spreadWidths } from '../../src-renderer/ui/column-widths.ts';

const columns = [
  { key: 'product', width: 240, minWidth: 160, grow: 3 },
  { key: 'stock', width: 90 },
  { key: 'state', width: 150, minWidth: 150, grow: 1 },
];
const widths = (room: number): readonly number[] => spreadWidths(columns, room).map(({ width }) => width);

it('fills a wide window, gives way in a narrow one, and scrolls only when even that is too little', () => {
  expect(widths(880)).toEqual([540, 90, 250]);
  expect(widths(480)).toEqual([240, 90, 150]);
  expect(widths(420)[1]).toBe(90);
  expect(widths(420).reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(440);
  expect(widths(300)).toEqual([240, 90, 150]);
  expect(widths(0)).toEqual([240, 90, 150]);
});

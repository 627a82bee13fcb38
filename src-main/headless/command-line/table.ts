export type Column = {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** A sentence is shown whole; everything else is cut to keep the table readable. */
  readonly content?: 'word' | 'sentence';
};

/** A table in plain characters: columns as wide as their widest cell, two blanks apart, a rule below the head. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => columns.map((column, index) => oneLine(row[index] ?? '', column)));
  const widths = columns.map((column, index) =>
    Math.max(width(column.title), ...cells.map((row) => width(row[index] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => {
        const blank = ' '.repeat(widths[index]! - width(cell));
        return columns[index]?.align === 'right' ? blank + cell : cell + blank;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((count) => '─'.repeat(count)).join('  ');
  return [line(columns.map((column) => column.title)), rule, ...cells.map(line)].join('\n');
}

const MAX_CELL = 60;

/** Foreign text may hold line breaks and terminal escapes: neither may reach the merchant's terminal. */
function oneLine(text: string, column: Column): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  if (column.content === 'sentence') return clean;
  return width(clean) > MAX_CELL
    ? `${Array.from(clean)
        .slice(0, MAX_CELL - 1)
        .join('')}…`
    : clean;
}

function width(text: string): number {
  return Array.from(text).length;
}

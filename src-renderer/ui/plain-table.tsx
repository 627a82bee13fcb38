import classes from './plain-table.module.css';

export type PlainColumn = {
  readonly key: string;
  readonly label: string;
  readonly align?: 'start' | 'end';
  /** CSS width; the rest is shared out by content. */
  readonly width?: string;
};
export type PlainRow = { readonly key: string; readonly cells: Readonly<Record<string, React.ReactNode>> };

/** A short table (tens of rows) with real table semantics. */
export function PlainTable({
  label,
  columns,
  rows,
}: {
  readonly label: string;
  readonly columns: readonly PlainColumn[];
  readonly rows: readonly PlainRow[];
}): React.ReactNode {
  return (
    <table className={classes['table']} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" data-align={column.align} style={{ width: column.width }}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {columns.map((column) => (
              <td key={column.key} data-align={column.align}>
                {row.cells[column.key]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The second, quieter line of a cell. */
export function CellNote({ children }: { readonly children: React.ReactNode }): React.ReactNode {
  return <div className={classes['sub']}>{children}</div>;
}

import classes from './fact-list.module.css';

export type Fact = {
  readonly label: string;
  readonly value: React.ReactNode;
  readonly note?: React.ReactNode;
};

/** Names and values in two columns. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }): React.ReactNode {
  return (
    <dl className={classes['facts']}>
      {facts.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            {note ? <div className={classes['note']}>{note}</div> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A cell of two lines: what it is, and below, smaller, what narrows it down. One line when there is nothing below. */
export function TwoLines({
  first,
  second,
  hint,
}: {
  readonly first: string;
  readonly second: React.ReactNode;
  /** A further line of the tooltip. */
  readonly hint?: string;
}): React.ReactNode {
  return (
    <span
      className="lazy-grid-two"
      title={[typeof second === 'string' && second !== '' ? `${first} · ${second}` : first, hint]
        .filter(Boolean)
        .join('\n')}
    >
      <span>{first}</span>
      {second === '' || second === null ? null : <span>{second}</span>}
    </span>
  );
}

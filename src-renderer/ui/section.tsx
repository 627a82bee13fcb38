import classes from './section.module.css';

/** A titled part of a screen on its own ground. */
export function Section({
  title,
  text,
  actions,
  children,
}: {
  readonly title: string;
  readonly text?: React.ReactNode;
  readonly actions?: React.ReactNode;
  readonly children?: React.ReactNode;
}): React.ReactNode {
  return (
    <section className={classes['section']} aria-label={title}>
      <header className={classes['head']}>
        <div>
          <h2 className={classes['title']}>{title}</h2>
          {text ? <p className={classes['text']}>{text}</p> : null}
        </div>
        {actions ? <div className={classes['actions']}>{actions}</div> : null}
      </header>
      {children}
    </section>
  );
}

import { Group, Title } from '@mantine/core';
import classes from './page-frame.module.css';

/**
 * A screen: its title, its buttons, and what it shows. `fill` gives the content the rest of the window (grids scroll
 * inside themselves); otherwise the screen scrolls as a whole.
 */
export function PageFrame({
  title,
  aside,
  actions,
  layout = 'scroll',
  children,
}: {
  readonly title: string;
  /** Beside the title: an age, a count. */
  readonly aside?: React.ReactNode;
  readonly actions?: React.ReactNode;
  readonly layout?: 'scroll' | 'fill';
  readonly children: React.ReactNode;
}): React.ReactNode {
  return (
    <section className={classes['page']} data-layout={layout} aria-label={title}>
      <header className={classes['head']}>
        <Group gap="sm" align="baseline" wrap="nowrap" miw={0}>
          <Title order={1}>{title}</Title>
          {aside ? <div className={classes['aside']}>{aside}</div> : null}
        </Group>
        {actions ? (
          <Group gap="xs" wrap="nowrap">
            {actions}
          </Group>
        ) : null}
      </header>
      <div className={classes['body']}>{children}</div>
    </section>
  );
}

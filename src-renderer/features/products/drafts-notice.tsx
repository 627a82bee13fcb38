import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { shell } from '../../client/shell.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import { useDrafts } from './draft-store.ts';
import classes from './products.module.css';

const MOST_NAMED = 4;

/** Products in which something was typed and not kept: nothing is forgotten because another screen was opened. */
export function DraftsNotice(): React.ReactNode {
  const { t } = useTranslation('products');
  const drafts = useDrafts(({ drafts: all }) => all);
  const ids = Object.keys(drafts);
  if (ids.length === 0) return null;
  return (
    <section className={classes['drafts']} aria-label={t('drafts.label')}>
      <StateShape tone="info" />
      <span>{t('drafts.text', { count: ids.length })}</span>
      {ids.slice(0, MOST_NAMED).map((productId) => (
        <Button
          key={productId}
          component={Link}
          href={`/products/${encodeURIComponent(productId)}`}
          size="compact-sm"
          variant="default"
        >
          {drafts[productId]?.title || productId}
        </Button>
      ))}
      {ids.length > MOST_NAMED ? <span>{t('drafts.more', { count: ids.length - MOST_NAMED })}</span> : null}
    </section>
  );
}

/**
 * Has the browser ask before the window closes while something typed is not kept. The desktop keeps it on this
 * computer by itself (its page has one address, and with it one store); there only what found no room is asked about.
 */
export function useWarnOnClosing(): void {
  const due = useDrafts(({ drafts, stored }) =>
    Object.keys(drafts).length === 0 ? false : !stored || shell === undefined,
  );
  useEffect(() => {
    if (!due) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [due]);
}

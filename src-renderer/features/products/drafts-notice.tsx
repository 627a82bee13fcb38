import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { shell } from '../../client/shell.ts';
import { StateShape } from '../../ui/state-dot.tsx';
import classes from './products.module.css';
import { useTypedProducts, useTypedStored } from './typed-products.ts';

const MOST_NAMED = 4;

/** Products in which something was typed and not kept: nothing is forgotten because another screen was opened. */
export function DraftsNotice(): React.ReactNode {
  const { t } = useTranslation('products');
  const typed = useTypedProducts();
  const ids = [...typed.keys()];
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
          {typed.get(productId) || productId}
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
  const typed = useTypedProducts();
  const stored = useTypedStored();
  const due = typed.size > 0 && (!stored || shell === undefined);
  useEffect(() => {
    if (!due) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [due]);
}

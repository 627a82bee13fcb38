import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ListingState } from '#contract/listings.ts';
import panel from '../../ui/detail-panel.module.css';
import { fitsState, useListingActions, type ListingAction } from './listing-actions.ts';
import classes from './publishing.module.css';

/** What can be done with one listing where it stands; nothing where its marketplace offers nothing for that. */
export function ListingActions({
  channelId,
  state,
  onLook,
}: {
  readonly channelId: string;
  readonly state: ListingState;
  readonly onLook: (action: ListingAction) => void;
}): React.ReactNode {
  const { t } = useTranslation('actions');
  const offered = useListingActions(channelId, t('notOffered')).filter(
    ({ action, refusal }) => refusal === null && fitsState(action, state),
  );
  if (offered.length === 0) return null;
  return (
    <section className={panel['section']} aria-label={t('section')}>
      <h3 className={panel['heading']}>{t('section')}</h3>
      <div className={classes['row']}>
        {offered.map(({ action }) => (
          <Button
            key={action}
            size="compact-sm"
            variant={action === 'delete' ? 'subtle' : 'default'}
            {...(action === 'delete' ? { color: 'red' } : {})}
            onClick={() => onLook(action)}
          >
            {t(`names.${action}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

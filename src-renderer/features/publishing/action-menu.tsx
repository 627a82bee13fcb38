import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useListingActions, type ListingAction } from './listing-actions.ts';
import classes from './publishing.module.css';

/** What the channel's marketplace lets one do with listings; what it does not offer says why. */
export function ActionMenu({
  channelId,
  label,
  compact = false,
  pending = false,
  onChoose,
}: {
  readonly channelId: string;
  readonly label?: string;
  readonly compact?: boolean;
  readonly pending?: boolean;
  readonly onChoose: (action: ListingAction) => void;
}): React.ReactNode {
  const { t } = useTranslation('actions');
  const actions = useListingActions(channelId, t('notOffered'));
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button
          variant="default"
          size={compact ? 'compact-sm' : 'sm'}
          loading={pending}
          disabled={actions.length === 0}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
        >
          {label ?? t('menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ action, refusal }) => (
          <Menu.Item
            key={action}
            disabled={refusal !== null}
            {...(action === 'delete' && refusal === null ? { color: 'red.9' } : {})}
            onClick={() => onChoose(action)}
          >
            {t(`names.${action}`)}
            {refusal === null ? null : <div className={classes['refusal']}>{refusal}</div>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

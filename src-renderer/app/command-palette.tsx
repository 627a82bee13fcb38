import { Group, Kbd } from '@mantine/core';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconLanguage,
  IconMoon,
  IconPackage,
  IconPlus,
  IconRefresh,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { foldKey } from '#common/turkish-text.ts';
import { useApi } from '../client/engine-context.ts';
import { MOD_KEY } from './mod-key.ts';
import { SCREENS } from './routes.ts';
import { useStartSync } from './sync-button.tsx';
import { useChangeSettings } from './use-preferences.ts';

/** The command box behind Ctrl/Cmd-K: every screen and every command that needs no further question. */
export function CommandPalette(): React.ReactNode {
  const { t } = useTranslation();
  const groups = useGroups();
  return (
    <Spotlight
      shortcut={['mod + K']}
      actions={groups}
      filter={filterFolded}
      nothingFound={t('palette.nothing')}
      highlightQuery={false}
      scrollable
      maxHeight={460}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      // At once, and with the keyboard in it: whoever types on without a pause loses no letter.
      transitionProps={{ duration: 0 }}
      searchProps={{
        autoFocus: true,
        leftSection: <IconSearch size={18} />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}

function useGroups(): SpotlightActionGroupData[] {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const screens = SCREENS.map((screen) => ({
    id: screen.name,
    label: t(`nav.${screen.name}`),
    leftSection: <screen.icon size={18} stroke={1.7} />,
    rightSection: <Keys keys={['g', screen.key]} />,
    onClick: () => navigate(screen.path),
  }));
  return [
    { group: t('palette.screens'), actions: screens },
    { group: t('palette.commands'), actions: useCommands() },
  ];
}

function useCommands(): SpotlightActionData[] {
  const { t, i18n } = useTranslation(['common', 'channels']);
  const api = useApi();
  const [, navigate] = useLocation();
  const start = useStartSync();
  const change = useChangeSettings();
  const { data } = useQuery(api.overview.get.queryOptions());
  const channels = (data?.channels ?? []).filter((channel) => !channel.paused);
  const everything = { channelId: null, what: 'everything', approveWaiting: false } as const;
  const other = i18n.language === 'tr' ? 'en' : 'tr';
  const icon = { refresh: <IconRefresh size={18} />, orders: <IconPackage size={18} /> };
  const sync: SpotlightActionData[] =
    channels.length === 0
      ? []
      : [
          {
            id: 'sync',
            label: t('sync.now'),
            leftSection: icon.refresh,
            rightSection: <Keys keys={[MOD_KEY, '⇧', 'E']} />,
            onClick: () => start(everything),
          },
          {
            id: 'sync-orders',
            label: `${t('sync.now')}: ${t('sync.ordersOnly')}`,
            leftSection: icon.orders,
            onClick: () => start({ ...everything, what: 'orders' }),
          },
          ...channels.map((channel) => ({
            id: `sync-${channel.channelId}`,
            label: `${t('sync.now')}: ${t('sync.channel', { channel: channel.name })}`,
            leftSection: icon.refresh,
            onClick: () => start({ ...everything, channelId: channel.channelId }),
          })),
        ];
  return [
    ...sync,
    {
      id: 'add-channel',
      label: t('channels:add'),
      leftSection: <IconPlus size={18} />,
      onClick: () => navigate('/channels/new'),
    },
    {
      id: 'language',
      label: `${t('language.label')}: ${t(`language.${other}`)}`,
      leftSection: <IconLanguage size={18} />,
      onClick: () => change({ language: other }),
    },
    {
      id: 'theme-light',
      label: `${t('theme.label')}: ${t('theme.light')}`,
      leftSection: <IconSun size={18} />,
      onClick: () => change({ colourScheme: 'light' }),
    },
    {
      id: 'theme-dark',
      label: `${t('theme.label')}: ${t('theme.dark')}`,
      leftSection: <IconMoon size={18} />,
      onClick: () => change({ colourScheme: 'dark' }),
    },
  ];
}

function Keys({ keys }: { readonly keys: readonly string[] }): React.ReactNode {
  return (
    <Group gap={4} wrap="nowrap">
      {keys.map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </Group>
  );
}

type Entry = SpotlightActionData | SpotlightActionGroupData;

/** Finds "Siparişler" by `siparis` and "İşlemler" by `islem`. */
function filterFolded(query: string, entries: Entry[]): Entry[] {
  const wanted = foldKey(query);
  const fits = (action: SpotlightActionData): boolean => foldKey(action.label ?? '').includes(wanted);
  return entries.flatMap((entry): Entry[] => {
    if (!('actions' in entry)) return fits(entry) ? [entry] : [];
    const actions = entry.actions.filter(fits);
    return actions.length === 0 ? [] : [{ ...entry, actions }];
  });
}

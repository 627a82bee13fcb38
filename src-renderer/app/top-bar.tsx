import { ActionIcon, Kbd, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import {
  IconCheck,
  IconDeviceDesktop,
  IconLanguage,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { StoreState } from '#contract/shop.ts';
import { useApi } from '../client/engine-context.ts';
import { SandboxMark } from '../ui/sandbox-mark.tsx';
import { StateDot } from '../ui/state-dot.tsx';
import { MOD_KEY } from './mod-key.ts';
import { SyncButton } from './sync-button.tsx';
import classes from './top-bar.module.css';
import { useChangeSettings } from './use-preferences.ts';

/** Shop and its state, the command box, language, appearance, and "Sync now". */
export function TopBar({
  sandbox,
}: {
  /** The channels that point at this computer, or all of them; null for none. */
  readonly sandbox: 'all' | readonly string[] | null;
}): React.ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const { data } = useQuery(api.overview.get.queryOptions());
  return (
    <header className={classes['bar']}>
      <div className={classes['shop']}>
        {data ? <ShopState store={data.store} /> : null}
        {sandbox === null ? null : <SandboxMark {...(sandbox === 'all' ? {} : { channels: sandbox })} />}
      </div>
      <UnstyledButton className={classes['search']} onClick={spotlight.open} aria-label={t('palette.open')}>
        <IconSearch size={16} aria-hidden="true" />
        <span className={classes['searchText']}>{t('palette.placeholder')}</span>
        <Kbd size="xs">{MOD_KEY} K</Kbd>
      </UnstyledButton>
      <div className={classes['tools']}>
        <LanguageMenu />
        <ThemeMenu />
        <SyncButton channels={data?.channels ?? null} />
      </div>
    </header>
  );
}

function ShopState({ store }: { readonly store: StoreState }): React.ReactNode {
  const { t } = useTranslation();
  if (!store.connected) {
    return (
      <Link href="/first-run" className={classes['shopLink']}>
        <StateDot tone="offline" label={t('shopState.none')} />
      </Link>
    );
  }
  const reachable = store.problem === null;
  return (
    <Link href="/settings" className={classes['shopLink']}>
      <strong className={classes['shopName']}>{store.report?.shopName ?? store.address}</strong>
      <StateDot
        tone={reachable ? 'ok' : 'failing'}
        label={reachable ? t('shopState.connected') : t('shopState.unreachable')}
      />
    </Link>
  );
}

function LanguageMenu(): React.ReactNode {
  const { t, i18n } = useTranslation();
  const change = useChangeSettings();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('language.label')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('language.label')}>
            <IconLanguage size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {(['tr', 'en'] as const).map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            leftSection={<Chosen chosen={i18n.language === language} />}
            onClick={() => change({ language })}
          >
            {t(`language.${language}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const SCHEMES = [
  { scheme: 'auto', icon: IconDeviceDesktop },
  { scheme: 'light', icon: IconSun },
  { scheme: 'dark', icon: IconMoon },
] as const;

function ThemeMenu(): React.ReactNode {
  const { t } = useTranslation();
  const api = useApi();
  const change = useChangeSettings();
  const { data } = useQuery(api.settings.get.queryOptions());
  const Icon = SCHEMES.find(({ scheme }) => scheme === data?.colourScheme)?.icon ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('theme.label')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('theme.label')}>
            <Icon size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {SCHEMES.map(({ scheme, icon: ItemIcon }) => (
          <Menu.Item
            key={scheme}
            leftSection={<ItemIcon size={16} />}
            rightSection={<Chosen chosen={data?.colourScheme === scheme} />}
            onClick={() => change({ colourScheme: scheme })}
          >
            {t(`theme.${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Chosen({ chosen }: { readonly chosen: boolean }): React.ReactNode {
  return chosen ? (
    <IconCheck size={16} aria-label="✓" />
  ) : (
    <span style={{ width: 16, display: 'inline-block' }} />
  );
}

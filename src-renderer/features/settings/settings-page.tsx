import { Select, SegmentedControl, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Settings, SystemInfo } from '#contract/settings.ts';
import { useChangeSettings } from '../../app/use-preferences.ts';
import { useApi } from '../../client/engine-context.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './settings.module.css';
import { ShopSection } from './shop-section.tsx';
import { StoreSettingsSection } from './store-settings-section.tsx';

/** Language and appearance, background sync, the shop, and what the program is. */
export function SettingsPage(): React.ReactNode {
  const { t } = useTranslation('settings');
  const api = useApi();
  const settings = useQuery(api.settings.get.queryOptions());
  const shop = useQuery(api.shop.get.queryOptions());
  const info = useQuery(api.system.info.queryOptions());
  return (
    <PageFrame title={t('title')}>
      <div className={classes['page']}>
        <div className={classes['column']}>
          <QueryView query={shop} skeleton={null}>
            {(store) => (
              <>
                <ShopSection store={store} />
                {store.report && store.settings ? (
                  <StoreSettingsSection report={store.report} settings={store.settings} />
                ) : null}
              </>
            )}
          </QueryView>
        </div>
        <div className={classes['column']}>
          <QueryView query={settings} skeleton={null}>
            {(known) => <PageSections settings={known} />}
          </QueryView>
          <QueryView query={info} skeleton={null}>
            {(known) => <AboutSection info={known} />}
          </QueryView>
        </div>
      </div>
    </PageFrame>
  );
}

const INTERVALS = [0, 1, 5, 10, 15, 30, 60, 120, 360] as const;

function PageSections({ settings }: { readonly settings: Settings }): React.ReactNode {
  const { t } = useTranslation(['settings', 'common']);
  const change = useChangeSettings();
  const wordOf = (minutes: number): string => {
    if (minutes === 0) return t('background.off');
    if (minutes >= 60 && minutes % 60 === 0) return t('background.hours', { count: minutes / 60 });
    return t('background.minutes', { count: minutes });
  };
  const minutes = new Set<number>([...INTERVALS, settings.backgroundMinutes]);
  const schemes = (['auto', 'light', 'dark'] as const).map((scheme) => ({
    value: scheme,
    label: t(`common:theme.${scheme}`),
  }));
  const languages = (['tr', 'en'] as const).map((language) => ({
    value: language,
    label: t(`common:language.${language}`),
  }));
  return (
    <>
      <Section title={t('page.title')}>
        <Stack gap="sm" align="flex-start">
          <span id="settings-language">{t('page.language')}</span>
          <SegmentedControl
            aria-labelledby="settings-language"
            data={languages}
            value={settings.language}
            onChange={(language) => change({ language })}
          />
          <span id="settings-scheme">{t('page.colourScheme')}</span>
          <SegmentedControl
            aria-labelledby="settings-scheme"
            data={schemes}
            value={settings.colourScheme}
            onChange={(colourScheme) => change({ colourScheme })}
          />
        </Stack>
      </Section>
      <Section title={t('background.title')} text={t('background.text')}>
        <Select
          maw={260}
          label={t('background.every')}
          data={[...minutes]
            .toSorted((a, b) => a - b)
            .map((count) => ({ value: String(count), label: wordOf(count) }))}
          value={String(settings.backgroundMinutes)}
          onChange={(value) => value !== null && change({ backgroundMinutes: Number(value) })}
        />
      </Section>
    </>
  );
}

function AboutSection({ info }: { readonly info: SystemInfo }): React.ReactNode {
  const { t } = useTranslation(['settings', 'common']);
  return (
    <Section title={t('about.title')}>
      <FactList
        facts={[
          { label: t('about.version'), value: `${t('common:productName')} ${info.version}` },
          { label: t('about.host'), value: t(`about.hostKind.${info.host}`) },
          {
            label: t('about.keyProtection'),
            value: t(`about.keyKind.${info.keyProtection}`),
            note: t(`about.keyText.${info.keyProtection}`),
          },
          { label: t('about.data'), value: t('about.dataText') },
          { label: t('about.keys'), value: t('about.keysText') },
        ]}
      />
    </Section>
  );
}

import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#contract/settings.ts';
import { useApi, useEngine } from '../client/engine-context.ts';
import { useWrite } from '../client/use-write.ts';
import { rememberLanguage } from './remembered.ts';

/** Lets the page's language and colours follow the settings, wherever they were changed. */
export function useFollowSettings(): void {
  const api = useApi();
  const { i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const { data } = useQuery(api.settings.get.queryOptions());
  const language = data?.language;
  const colourScheme = data?.colourScheme;
  useEffect(() => {
    if (language === undefined) return;
    rememberLanguage(language);
    if (i18n.language !== language) void i18n.changeLanguage(language);
  }, [language, i18n]);
  useEffect(() => {
    document.documentElement.lang = i18n.language;
  }, [i18n.language]);
  useEffect(() => {
    if (colourScheme !== undefined) setColorScheme(colourScheme);
    // oxlint-disable-next-line react/exhaustive-deps -- Mantine makes a new setter on every render
  }, [colourScheme]);
}

/** Changes settings: seen at once, kept by the engine, taken back when the engine says no. */
export function useChangeSettings(): (change: Partial<Settings>) => void {
  const engine = useEngine();
  const { run } = useWrite(engine.client.settings.set);
  return (change) => {
    const key = engine.api.settings.get.queryKey();
    engine.queryClient.setQueryData(key, (known) => (known ? { ...known, ...change } : known));
    run(change);
  };
}

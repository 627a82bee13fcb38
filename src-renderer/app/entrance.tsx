import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useApi, useConnection } from '../client/engine-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Frame } from './frame.tsx';
import { useFollowSettings } from './use-preferences.ts';

const FirstRun = lazy(async () => ({
  default: (await import('../features/onboarding/first-run.tsx')).FirstRun,
}));

/** What the whole window shows: the way in, the first run, or the program. */
export function Entrance(): React.ReactNode {
  const { t } = useTranslation();
  const { status } = useConnection();
  const [path] = useLocation();
  useFollowSettings();
  useFirstRunOnce();
  if (status === 'refused') {
    return (
      <main style={{ display: 'grid', placeContent: 'center', height: '100%' }}>
        <EmptyState title={t('offline.refusedTitle')} text={t('offline.refusedText')} />
      </main>
    );
  }
  if (path.startsWith('/first-run')) {
    return (
      <Suspense fallback={null}>
        <FirstRun />
      </Suspense>
    );
  }
  return <Frame />;
}

/** A program with neither shop nor channel opens with the first-run steps, once; left, they are on the overview. */
function useFirstRunOnce(): void {
  const api = useApi();
  const [path, navigate] = useLocation();
  const decided = useRef(false);
  const settings = useQuery(api.settings.get.queryOptions());
  const overview = useQuery(api.overview.get.queryOptions());
  useEffect(() => {
    if (decided.current || !settings.data || !overview.data) return;
    decided.current = true;
    const untouched = !overview.data.store.connected && overview.data.channels.length === 0;
    if (untouched && !settings.data.onboardingDone && path === '/') navigate('/first-run', { replace: true });
  }, [settings.data, overview.data, path, navigate]);
}

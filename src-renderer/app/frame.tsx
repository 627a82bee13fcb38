import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useApi, useEngine } from '../client/engine-context.ts';
import { putJob } from '../client/job-store.ts';
import { shell } from '../client/shell.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { CommandPalette } from './command-palette.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import classes from './frame.module.css';
import { JobOutcomes } from './job-outcomes.tsx';
import { Rail } from './rail.tsx';
import { SCREENS, type ScreenRoute } from './routes.ts';
import { StatusLine } from './status-line.tsx';
import { TopBar } from './top-bar.tsx';
import { useGoKeys } from './use-go-keys.ts';

/** Rail, top bar, the screen, and the status line; the rail and the bars stay when a screen changes. */
export function Frame(): React.ReactNode {
  const { t } = useTranslation();
  const [path] = useLocation();
  const screen = SCREENS.find((route) => isAt(route, path));
  const sandbox = useSandboxes();
  const main = useFocusOnChange(screen?.name ?? null);
  useKnownJobs();
  useGoKeys();
  useEffect(() => {
    const name = screen ? t(`nav.${screen.name}`) : t('notFound.title');
    document.title = `${name} · ${t('productName')}`;
  }, [screen, t]);
  return (
    <div className={classes['frame']} data-sandbox={sandbox !== null || undefined}>
      <a className={classes['skip']} href="#main" onClick={(event) => skipTo(event, main.current)}>
        {t('nav.skipToContent')}
      </a>
      <Rail current={screen?.name ?? null} />
      <div className={classes['column']}>
        <TopBar sandbox={sandbox} />
        <ConnectionBanner />
        <main id="main" ref={main} tabIndex={-1} className={classes['main']}>
          <ErrorBoundary key={screen?.name}>
            <Suspense fallback={null}>{screen ? <screen.page /> : <NotFound />}</Suspense>
          </ErrorBoundary>
        </main>
        <StatusLine />
      </div>
      <CommandPalette />
      <JobOutcomes />
    </div>
  );
}

function isAt(route: ScreenRoute, path: string): boolean {
  return route.path === '/' ? path === '/' : path === route.path || path.startsWith(`${route.path}/`);
}

/** Follows the skip link by hand: its fragment would otherwise be taken for a screen's address. */
function skipTo(event: React.MouseEvent, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}

/**
 * Which channels point at this computer: the page is framed in red while any does, and the bar says which where others are
 * real. Null for none, `all` when nothing on the page is real.
 */
function useSandboxes(): 'all' | readonly string[] | null {
  const api = useApi();
  const info = useQuery(api.system.info.queryOptions());
  const { data } = useQuery(api.overview.get.queryOptions());
  const channels = data?.channels ?? [];
  const practice = channels.filter(({ sandbox }) => sandbox);
  if (info.data?.demo === true || (channels.length > 0 && practice.length === channels.length)) return 'all';
  return practice.length === 0 ? null : practice.map(({ name }) => name);
}

/** Runs that were under way before the page was opened, and the number of things that need the merchant. */
function useKnownJobs(): void {
  const engine = useEngine();
  const { data } = useQuery(engine.api.overview.get.queryOptions());
  useEffect(() => {
    if (!data) return;
    for (const job of [...data.recentJobs].reverse()) putJob(engine.jobs, job);
    shell?.setBadge(data.needsYou.length);
  }, [data, engine.jobs]);
}

/** A new screen takes the focus, so that the keyboard and a screen reader go on from there. */
function useFocusOnChange(name: string | null): React.RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(name);
  useEffect(() => {
    if (shown.current !== name) main.current?.focus({ preventScroll: true });
    shown.current = name;
  }, [name]);
  return main;
}

function NotFound(): React.ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={<Link href="/">{t('notFound.action')}</Link>}
    />
  );
}

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { I18nextProvider } from 'react-i18next';
import { Router } from 'wouter';
import type { Engine } from '../client/engine.ts';
import { EngineContext } from '../client/engine-context.ts';
import { cssVariablesResolver, theme } from '../ui/theme.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Entrance } from './entrance.tsx';
import { useHashLocation } from './hash-location.ts';

/** The page: everything below may use the engine, the texts, the theme and the address. */
export function App({
  engine,
  translations,
}: {
  readonly engine: Engine;
  readonly translations: i18n;
}): React.ReactNode {
  return (
    <I18nextProvider i18n={translations}>
      <EngineContext value={engine}>
        <QueryClientProvider client={engine.queryClient}>
          <MantineProvider
            theme={theme}
            cssVariablesResolver={cssVariablesResolver}
            defaultColorScheme="auto"
          >
            {/* What went wrong is told in three parts, and of several at once: none of it may be cut off. */}
            <Notifications position="bottom-right" limit={4} zIndex={400} notificationMaxHeight={560} />
            {/* oxlint-disable-next-line react/hooks -- wouter takes its location hook as a value */}
            <Router hook={useHashLocation}>
              <ErrorBoundary>
                <Entrance />
              </ErrorBoundary>
            </Router>
          </MantineProvider>
        </QueryClientProvider>
      </EngineContext>
    </I18nextProvider>
  );
}

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { I18nextProvider } from 'react-i18next';
import { Router } from 'wouter';
import type { Language } from '#contract/basics.ts';
import { useHashLocation } from '../../src-renderer/app/hash-location.ts';
import type { Engine } from '../../src-renderer/client/engine.ts';
import { EngineContext } from '../../src-renderer/client/engine-context.ts';
import { createTranslations } from '../../src-renderer/i18n/index.ts';
import { cssVariablesResolver, theme } from '../../src-renderer/ui/theme.ts';
import { createPageEngine, type Answers, type Call } from './page-engine.ts';

export type ShownPage = {
  readonly user: UserEvent;
  readonly calls: readonly Call[];
  readonly screen: RenderResult;
  readonly engine: Engine;
};

/** Shows a part of the page as the program does: its theme, its texts, its address, its engine over the contract. */
export function showPage(
  node: React.ReactNode,
  { answers = {}, language = 'tr', at = '/' }: { answers?: Answers; language?: Language; at?: string } = {},
): ShownPage {
  window.history.replaceState(null, '', `#${at}`);
  const { engine, calls } = createPageEngine(answers);
  const screen = render(
    <I18nextProvider i18n={createTranslations(language)}>
      <EngineContext value={engine}>
        <QueryClientProvider client={engine.queryClient}>
          <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} env="test">
            <Notifications />
            {/* oxlint-disable-next-line react/hooks -- wouter takes its location hook as a value */}
            <Router hook={useHashLocation}>{node}</Router>
          </MantineProvider>
        </QueryClientProvider>
      </EngineContext>
    </I18nextProvider>,
  );
  return { user: userEvent.setup(), calls, screen, engine };
}

import { MantineProvider } from '@mantine/core';
import { createRouterClient, implement, type AnyProcedure } from '@orpc/server';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Router as Routes } from 'wouter';
import { contract } from '#contract/index.ts';
import type { Language } from '#contract/basics.ts';
import { useHashLocation } from '../../src-renderer/app/hash-location.ts';
import { EngineContext } from '../../src-renderer/client/engine-context.ts';
import { createEngineFrom, type Engine, type EngineClient } from '../../src-renderer/client/engine.ts';
import { createTranslations } from '../../src-renderer/i18n/index.ts';
import { theme } from '../../src-renderer/ui/theme.ts';

/** The border as the engine implements it: input and output of every call are parsed by the contract's own schemas. */
export const border = implement(contract);

const ROOM = { width: 2_400, height: 720 };
const COLUMN = 120;

/** jsdom lays nothing out. The grid asks for its size, so every element is given one screen of room. */
export function giveRoom(): void {
  class OneScreen implements ResizeObserver {
    readonly observe = (): void => undefined;
    readonly unobserve = (): void => undefined;
    readonly disconnect = (): void => undefined;
  }
  window.ResizeObserver = OneScreen;
  window.matchMedia ??= (query: string) =>
    Object.assign(new EventTarget(), {
      matches: false,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    });
  window.CSS ??= {} as typeof CSS;
  // jsdom has no `CSS.escape`; the grid's column names are plain words that need none.
  window.CSS.escape ??= (text) => text;
  for (const [name, value] of [
    ['clientWidth', ROOM.width],
    ['offsetWidth', ROOM.width],
    ['clientHeight', ROOM.height],
    ['offsetHeight', ROOM.height],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
  }
  Element.prototype.getBoundingClientRect = function size(this: Element) {
    return new DOMRect(0, 0, this.hasAttribute('data-measuring-cell-key') ? COLUMN : ROOM.width, ROOM.height);
  };
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
}

/**
 * The engine's client for the procedures that are there. A screen names others too (a button that nobody presses): those
 * may be named, and fail loudly when called.
 */
function clientOf(router: Router): EngineClient {
  const there = createRouterClient(router, { context: {} });
  const part = (path: readonly string[], known: unknown): unknown =>
    new Proxy(() => Promise.reject(new Error(`the stage does not implement ${path.join('.')}`)), {
      get: (_target, name) => {
        if (typeof name !== 'string') return undefined;
        const next: unknown = isObject(known) && Object.hasOwn(known, name) ? known[name] : undefined;
        return path.length === 1 && next !== undefined ? next : part([...path, name], next);
      },
    });
  // oRPC's own client is a proxy in which every name exists; what is there is told by the router's keys.
  const branches = Object.fromEntries(
    Object.entries(router).map(([branch, procedures]) => [
      branch,
      Object.fromEntries(
        Object.keys(procedures).map((name) => [name, Reflect.get(Reflect.get(there, branch), name)]),
      ),
    ]),
  );
  return part([], branches) as EngineClient;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

type Router = Readonly<Record<string, Readonly<Record<string, AnyProcedure>>>>;

type Stage = { readonly user: UserEvent; readonly engine: Engine };

/** Draws a screen against an engine that answers what `router` implements, at an address, in a language. */
export function drawPage({
  page,
  router,
  at,
  language = 'tr',
}: {
  readonly page: ReactNode;
  /** Procedures made with `border`. A screen that asks for anything else fails its test. */
  readonly router: Router;
  readonly at: string;
  readonly language?: Language;
}): Stage {
  cleanup();
  giveRoom();
  window.localStorage.clear();
  window.location.hash = at;
  const engine = createEngineFrom(clientOf(router));
  render(
    <MantineProvider theme={theme} env="test">
      <I18nextProvider i18n={createTranslations(language)}>
        <EngineContext value={engine}>
          <QueryClientProvider client={engine.queryClient}>
            <Routes hook={useHashLocation}>{page}</Routes>
          </QueryClientProvider>
        </EngineContext>
      </I18nextProvider>
    </MantineProvider>,
  );
  return { user: userEvent.setup(), engine };
}

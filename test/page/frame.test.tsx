import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Job } from '#contract/activity.ts';
import { DEFAULT_SETTINGS } from '#contract/settings.ts';
import type { Channel } from '#contract/channels.ts';
import { problem } from '#contract/problem.ts';
import { ORPCError } from '@orpc/client';
import { Entrance } from '../../src-renderer/app/entrance.tsx';
import { setConnection } from '../../src-renderer/client/connection-store.ts';
import { applyEvent } from '../../src-renderer/client/listen-to-engine.ts';
import { NO_STORE, someChannel, someMarketplace, someOverview, someStore } from '../support/page-data.ts';
import type { Answers } from '../support/page-engine.ts';
import { showPage } from '../support/page-render.tsx';

const JOB: Job = {
  jobId: 'j1',
  kind: 'sync',
  startedBy: 'merchant',
  channelId: null,
  channelName: null,
  state: 'running',
  phase: 'listings',
  done: 200,
  total: 12_480,
  startedAt: '2026-11-24T11:05:00.000Z',
  finishedAt: null,
  problem: null,
};

function answersFor(channels: readonly Channel[], more: Answers = {}): Answers {
  return {
    system: { info: () => ({ version: '0.1.0', host: 'browser', demo: false, keyProtection: 'key-file' }) },
    settings: {
      get: () => ({ ...DEFAULT_SETTINGS, onboardingDone: true }),
      set: () => ({ ...DEFAULT_SETTINGS, language: 'en', onboardingDone: true }),
    },
    overview: { get: () => someOverview({ channels: [...channels] }) },
    shop: { get: () => someStore() },
    channels: { list: () => [...channels], marketplaces: () => [someMarketplace()] },
    plan: {
      summary: () => ({
        computedAt: null,
        storeReadAt: null,
        waiting: 0,
        approved: 0,
        held: 0,
        inFlight: 3,
        requests: 0,
        estimatedSeconds: 0,
        groups: [],
      }),
    },
    orders: {
      page: () => ({
        rows: [],
        total: 0,
        counts: { open: 9, late: 2, problem: 0, shipped: 0, closed: 0, all: 9 },
      }),
    },
    ...more,
  };
}

describe('the frame of the program', () => {
  it('has every built screen in the rail by word, and says what its badge counts', async () => {
    showPage(<Entrance />, { answers: answersFor([someChannel()]) });
    const rail = await screen.findByRole('navigation', { name: 'Ana menü' });
    await within(rail).findByText(/geciken 2 sipariş/);
    const words = within(rail)
      .getAllByRole('link')
      .map((link) => link.textContent?.replace(/\d.*$/, '').trim());
    expect(words).toEqual([
      'Genel bakış',
      'Ürünler',
      'Düzenlemeler',
      'Listelemeler',
      'Yayınlama',
      'Plan',
      'Siparişler',
      'İadeler ve sorular',
      'Hesap kesimleri',
      'İşlemler',
      'Kanallar',
      'Ayarlar',
    ]);
  });

  it('starts a sync, shows its progress in the same place, and lets it be stopped', async () => {
    const { user, calls } = showPage(<Entrance />, {
      answers: answersFor([someChannel()], {
        sync: { start: () => JOB, cancel: () => ({ ...JOB, state: 'cancelled' }) },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Şimdi eşitle' }));
    expect(await screen.findByText('200 / 12.480')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Şimdi eşitle' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Eşitlemeyi durdur' }));
    await waitFor(() => expect(calls.map((call) => call.path)).toContain('sync.cancel'));
    expect(calls.find((call) => call.path === 'sync.start')?.input).toMatchObject({
      scope: { channelId: null, what: 'everything', approveWaiting: false },
    });
  });

  it('lets a sync be asked for while only product details are still being read', async () => {
    const { engine, user, calls } = showPage(<Entrance />, {
      answers: answersFor([someChannel()], { sync: { start: () => ({ ...JOB, jobId: 'job-next' }) } }),
    });
    await screen.findByRole('button', { name: 'Şimdi eşitle' });
    act(() => applyEvent(engine, { type: 'job', job: { ...JOB, startedBy: 'schedule', phase: 'sheets' } }));
    expect(await screen.findByText('Ürün ayrıntıları okunuyor')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Şimdi eşitle' }));
    await waitFor(() => expect(calls.map((call) => call.path)).toContain('sync.start'));
    expect(screen.getByRole('button', { name: 'Eşitlemeyi durdur' })).toBeTruthy();
  });

  it('tells in three parts why a sync could not be started', async () => {
    const { user } = showPage(<Entrance />, {
      answers: answersFor([someChannel()], {
        sync: {
          start: () => {
            throw new ORPCError('PROBLEM', {
              status: 422,
              data: problem('sync/already-running'),
              defined: true,
            });
          },
        },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Şimdi eşitle' }));
    expect((await screen.findByText('Eşitleme başlatılamadı')).textContent).toBeTruthy();
    expect(screen.getAllByRole('alert').some((notice) => notice.querySelectorAll('p').length === 3)).toBe(
      true,
    );
  });

  it('shows the progress of a run it did not start, as the engine tells of it', async () => {
    const { engine } = showPage(<Entrance />, { answers: answersFor([someChannel()]) });
    await screen.findByRole('button', { name: 'Şimdi eşitle' });
    act(() => applyEvent(engine, { type: 'job', job: { ...JOB, startedBy: 'schedule', done: 4_000 } }));
    expect(await screen.findByText('4.000 / 12.480')).toBeTruthy();
  });

  it('keeps the screen readable and says how old it is while the engine is out of reach', async () => {
    const { engine } = showPage(<Entrance />, { answers: answersFor([someChannel()]) });
    await screen.findByRole('link', { name: /kanalını aç/ });
    act(() => setConnection(engine.connection, 'reconnecting'));
    expect(await screen.findByText(/yeniden bağlanılıyor/)).toBeTruthy();
    expect(screen.getByRole('link', { name: /kanalını aç/ })).toBeTruthy();
    act(() => setConnection(engine.connection, 'connected'));
    await waitFor(() => expect(screen.queryByText(/yeniden bağlanılıyor/)).toBeNull());
  });

  it('explains an address that was used up', async () => {
    const { engine } = showPage(<Entrance />, { answers: answersFor([]) });
    act(() => setConnection(engine.connection, 'refused'));
    expect(await screen.findByText('Bu adres tek kullanımlık')).toBeTruthy();
  });

  it('opens with the first step when there is neither shop nor channel', async () => {
    const empty = answersFor([], {
      settings: { get: () => DEFAULT_SETTINGS },
      overview: { get: () => someOverview({ store: NO_STORE, channels: [] }) },
      shop: { get: () => NO_STORE },
    });
    showPage(<Entrance />, { answers: empty });
    expect(await screen.findByRole('heading', { name: 'Mağazanızı bağlayın' })).toBeTruthy();
  });

  it('marks the whole window when every channel is a practice one', async () => {
    const { screen: shown } = showPage(<Entrance />, {
      answers: answersFor([someChannel({ sandbox: true })]),
    });
    expect((await screen.findAllByText('DENEME')).length).toBeGreaterThan(1);
    expect(shown.container.querySelector('[data-sandbox="true"]')).not.toBeNull();
  });

  it('frames the window while any channel is a practice one, and names it where others are real', async () => {
    const { screen: shown } = showPage(<Entrance />, {
      answers: answersFor([
        someChannel(),
        someChannel({ channelId: 'c2', name: 'Deneme N11', sandbox: true }),
      ]),
    });
    expect(await screen.findByText('DENEME: Deneme N11')).toBeDefined();
    expect(shown.container.querySelector('[data-sandbox="true"]')).not.toBeNull();
  });

  it('opens a screen by g and its letter, but not while something is typed', async () => {
    const { user } = showPage(<Entrance />, { answers: answersFor([someChannel()]) });
    await screen.findByRole('button', { name: 'Şimdi eşitle' });
    await user.keyboard('gt');
    expect(window.location.hash).toBe('#/settings');
    await user.click(await screen.findByRole('combobox', { name: 'Sıklık' }));
    await user.keyboard('go');
    expect(window.location.hash).toBe('#/settings');
  });

  it('changes language for the whole page at once', async () => {
    const { user, calls } = showPage(<Entrance />, { answers: answersFor([someChannel()]) });
    await user.click(await screen.findByRole('button', { name: 'Dil' }));
    await user.click(await screen.findByRole('menuitem', { name: 'English', hidden: true }));
    expect(await screen.findByRole('button', { name: 'Sync now' })).toBeTruthy();
    expect(calls.find((call) => call.path === 'settings.set')?.input).toMatchObject({ language: 'en' });
  });
});

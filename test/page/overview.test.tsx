import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problem } from '#contract/problem.ts';
import { OverviewPage } from '../../src-renderer/features/overview/overview-page.tsx';
import { DEFAULT_SETTINGS } from '#contract/settings.ts';
import type { Overview } from '#contract/overview.ts';
import { NO_STORE, someChannel, someOverview } from '../support/page-data.ts';
import { showPage } from '../support/page-render.tsx';

function show(overview: Overview, language: 'tr' | 'en' = 'tr'): ReturnType<typeof showPage> {
  return showPage(<OverviewPage />, {
    language,
    answers: {
      overview: { get: () => overview },
      settings: { get: () => ({ ...DEFAULT_SETTINGS, onboardingDone: overview.channels.length > 0 }) },
    },
  });
}

describe('the overview', () => {
  it('is calm and says since when, when all is in step', async () => {
    show(someOverview());
    expect(await screen.findByText(/Her şey eşit/)).toBeTruthy();
    expect(screen.getByText('Şu an sizi bekleyen bir şey yok.')).toBeTruthy();
  });

  it('keeps the order worst first and gives each need its one button, leading where it is settled', async () => {
    const base = { channelId: 'c1', channelName: 'Trendyol', count: 3, problem: null };
    show(
      someOverview({
        needsYou: [
          { ...base, kind: 'orders-late', channelId: null, channelName: null },
          { ...base, kind: 'changes-held' },
          { ...base, kind: 'links-proposed' },
        ],
      }),
    );
    const list = await screen.findByRole('region', { name: 'Sizi bekleyenler' });
    const rows = within(list).getAllByRole('listitem');
    expect(rows.map((row) => within(row).getAllByRole('link').length)).toEqual([1, 1, 1]);
    expect(rows.map((row) => within(row).getByRole('link').getAttribute('href'))).toEqual([
      '#/orders?filter=late',
      '#/plan?held=1&channel=c1',
      '#/channels/c1/matching',
    ]);
    expect(rows[0]?.textContent).toContain('3 siparişin kargoya verme süresi geçti');
  });

  it('puts the notice about a damaged local copy away once the merchant has read it', async () => {
    const notice = {
      kind: 'cache-damaged',
      channelId: null,
      channelName: null,
      count: 1,
      problem: problem('cache/damaged', { file: 'cache-2026-11-24.damaged' }),
    } as const;
    const { calls, user } = showPage(<OverviewPage />, {
      answers: {
        overview: { get: () => someOverview({ needsYou: [notice] }) },
        settings: { get: () => ({ ...DEFAULT_SETTINGS, onboardingDone: true }) },
        system: { acknowledgeDamage: () => ({ acknowledged: true }) },
      },
    });
    expect(await screen.findByText(/cache-2026-11-24\.damaged/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Okudum' }));
    await waitFor(() => expect(calls.map(({ path }) => path)).toContain('system.acknowledgeDamage'));
  });

  it('words one and several rightly in English', async () => {
    const need = {
      kind: 'orders-late',
      channelId: null,
      channelName: null,
      count: 1,
      problem: null,
    } as const;
    show(someOverview({ needsYou: [need] }), 'en');
    expect(await screen.findByText('1 order is past its dispatch time')).toBeTruthy();
    expect(screen.getByText(/1 thing needs you/)).toBeTruthy();
  });

  it('begins with the three steps, one button at the next of them', async () => {
    show(someOverview({ store: NO_STORE, channels: [] }));
    const steps = await screen.findByRole('region', { name: 'Başlamak için üç adım' });
    expect(within(steps).getAllByRole('listitem')).toHaveLength(3);
    expect(within(steps).getByRole('link', { name: 'Başla' }).getAttribute('href')).toBe('#/first-run/shop');
  });

  it('says in words why a channel is failing, and marks a practice channel wherever it appears', async () => {
    const failing = someChannel({
      sandbox: true,
      health: 'failing',
      problem: problem('channel/wrong-key', { marketplace: 'Trendyol' }),
    });
    show(someOverview({ channels: [failing] }));
    const card = await screen.findByRole('link', { name: /kanalını aç/ });
    expect(within(card).getByText('DENEME')).toBeTruthy();
    expect(within(card).getByText('sorun var')).toBeTruthy();
    expect(card.textContent).toContain('Trendyol');
  });
});

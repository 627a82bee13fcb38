import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { problem, ProblemError } from '#contract/problem.ts';
import { ORPCError } from '@orpc/client';
import type { Answers } from '../support/page-engine.ts';
import { EMPTY_DRAFT, useChannelDraft } from '../../src-renderer/features/channels/channel-draft.ts';
import { FirstRun } from '../../src-renderer/features/onboarding/first-run.tsx';
import {
  EMPTY_SHOP_DRAFT,
  judgeShopDraft,
  useShopDraft,
} from '../../src-renderer/features/onboarding/shop-draft.ts';
import {
  NO_STORE,
  someChannel,
  someMarketplace,
  someOverview,
  someProposal,
  someReport,
  someStore,
} from '../support/page-data.ts';
import { showPage } from '../support/page-render.tsx';

beforeEach(() => {
  useShopDraft.setState(EMPTY_SHOP_DRAFT);
  useChannelDraft.setState(EMPTY_DRAFT);
});

function refused(error: ProblemError): never {
  throw new ORPCError('PROBLEM', { status: 422, data: error.problem, defined: true });
}

const nothingYet: Answers = {
  overview: { get: () => someOverview({ store: NO_STORE, channels: [] }) },
  shop: { get: () => NO_STORE },
};

async function fillShop(user: ReturnType<typeof showPage>['user']): Promise<void> {
  await user.type(await screen.findByLabelText('Sunucu adresi'), 'db.example.com');
  await user.type(screen.getByLabelText('Veritabanı adı'), 'shop');
  await user.type(screen.getByLabelText('Kullanıcı adı'), 'meschain');
  await user.type(screen.getByLabelText('Parola'), ' pa ss ');
}

describe('the first step: the shop', () => {
  it('looks at the shop before anything is kept, and tells in words what was found', async () => {
    const { user, calls } = showPage(<FirstRun />, {
      at: '/first-run/shop',
      answers: { ...nothingYet, shop: { ...nothingYet.shop, test: () => someReport() } },
    });
    await fillShop(user);
    await user.click(screen.getByRole('button', { name: 'Bağlantıyı dene' }));
    const found = await screen.findByRole('region', { name: 'Bulunanlar' });
    expect(found.textContent).toContain('Örnek Ev bulundu');
    expect(found.textContent).toContain('12.480 ürün · OpenCart 3.0 · para birimi TRY');
    expect(found.textContent).toContain('Bağlantı şifreli');
    expect(calls.map((call) => call.path)).not.toContain('shop.connect');
    const looked = calls.find((call) => call.path === 'shop.test');
    expect(looked?.input).toMatchObject({
      host: 'db.example.com',
      port: 3306,
      password: ' pa ss ',
      prefix: null,
    });
  });

  it('names missing rights and gives the statements to paste', async () => {
    const report = someReport({ missingRights: ['INSERT oc_order_history'] });
    const { user } = showPage(<FirstRun />, {
      at: '/first-run/shop',
      answers: { ...nothingYet, shop: { ...nothingYet.shop, test: () => report } },
    });
    await fillShop(user);
    await user.keyboard('{Enter}');
    expect(await screen.findByText('Eksik yetkiler: INSERT oc_order_history')).toBeTruthy();
    expect(screen.getByText(/GRANT SELECT ON `shop`/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Kopyala' })).toBeTruthy();
  });

  it('connects what was looked at, with the columns the merchant chose, once', async () => {
    const { user, calls } = showPage(<FirstRun />, {
      at: '/first-run/shop',
      answers: {
        ...nothingYet,
        shop: { ...nothingYet.shop, test: () => someReport(), connect: () => someStore() },
        channels: { marketplaces: () => [someMarketplace()] },
      },
    });
    await fillShop(user);
    await user.keyboard('{Enter}');
    await user.click(await screen.findByRole('switch', { name: /Mağaza fiyatlarına KDV dahil/ }));
    await user.click(screen.getByRole('button', { name: 'Bu mağazayı bağla' }));
    await waitFor(() => expect(window.location.hash).toBe('#/first-run/channel'));
    const connects = calls.filter((call) => call.path === 'shop.connect');
    expect(connects).toHaveLength(1);
    expect(connects[0]?.input).toMatchObject({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      connection: { kind: 'mysql', host: 'db.example.com' },
      settings: { barcodeSource: 'ean', stockCodeSource: 'sku', pricesIncludeTax: true },
    });
  });

  it('forgets what was found as soon as the form says something else', async () => {
    const { user } = showPage(<FirstRun />, {
      at: '/first-run/shop',
      answers: { ...nothingYet, shop: { ...nothingYet.shop, test: () => someReport() } },
    });
    await fillShop(user);
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('button', { name: 'Bu mağazayı bağla' })).toBeTruthy();
    await user.type(screen.getByLabelText('Sunucu adresi'), '.tr');
    expect(screen.queryByRole('button', { name: 'Bu mağazayı bağla' })).toBeNull();
  });

  it('tells a wrong password in three parts and keeps what was typed', async () => {
    const answer = (): never =>
      refused(new ProblemError(problem('store/wrong-password', { user: 'meschain' })));
    const { user } = showPage(<FirstRun />, {
      at: '/first-run/shop',
      answers: { ...nothingYet, shop: { ...nothingYet.shop, test: answer } },
    });
    await fillShop(user);
    await user.keyboard('{Enter}');
    const notice = await screen.findByRole('alert');
    expect(notice.querySelectorAll('p')).toHaveLength(3);
    expect(screen.getByLabelText<HTMLInputElement>('Sunucu adresi').value).toBe('db.example.com');
  });

  it('reaches a shop behind an SSH server, and connects the very server that was looked at', async () => {
    const hostKey = `SHA256:${'a'.repeat(43)}`;
    const { user, calls } = showPage(<FirstRun />, {
      at: '/first-run/shop',
      answers: {
        ...nothingYet,
        shop: {
          ...nothingYet.shop,
          test: () => someReport({ tunnelHostKey: hostKey }),
          connect: () => someStore(),
        },
        channels: { marketplaces: () => [someMarketplace()] },
      },
    });
    await fillShop(user);
    await user.click(screen.getByRole('button', { name: 'Gelişmiş' }));
    await user.click(screen.getByLabelText('SSH tüneli üzerinden bağlan'));
    await user.click(screen.getByRole('button', { name: 'Bağlantıyı dene' }));
    expect(screen.getAllByText('Bu alan boş bırakılamaz.')).toHaveLength(2);
    await user.type(screen.getByLabelText('SSH sunucusu'), 'ssh.example.com');
    await user.type(screen.getByLabelText('SSH kullanıcısı'), 'deploy');
    await user.type(screen.getByLabelText('SSH parolası'), ' s s h ');
    await user.click(screen.getByRole('button', { name: 'Bağlantıyı dene' }));
    expect((await screen.findByRole('region', { name: 'Bulunanlar' })).textContent).toContain(hostKey);
    await user.click(screen.getByRole('button', { name: 'Bu mağazayı bağla' }));
    await waitFor(() => expect(window.location.hash).toBe('#/first-run/channel'));
    const tunnel = {
      host: 'ssh.example.com',
      port: 22,
      user: 'deploy',
      login: 'password',
      password: ' s s h ',
    };
    const inputOf = (path: string): unknown => calls.find((call) => call.path === path)?.input;
    expect(inputOf('shop.test')).toMatchObject({ tunnel: { ...tunnel, hostKey: null, privateKey: '' } });
    expect(inputOf('shop.connect')).toMatchObject({ connection: { tunnel: { ...tunnel, hostKey } } });
  });

  it('says which fields are missing and asks nothing of the engine', async () => {
    const { user, calls } = showPage(<FirstRun />, { at: '/first-run/shop', answers: nothingYet });
    await user.click(await screen.findByRole('button', { name: 'Bağlantıyı dene' }));
    expect(screen.getAllByText('Bu alan boş bırakılamaz.')).toHaveLength(3);
    expect(calls.map((call) => call.path)).not.toContain('shop.test');
  });

  it('can be left and taken up again with everything typed', async () => {
    const first = showPage(<FirstRun />, { at: '/first-run/shop', answers: nothingYet });
    await first.user.type(await screen.findByLabelText('Sunucu adresi'), 'db.example.com');
    await first.user.click(screen.getByRole('button', { name: 'Sonra devam et' }));
    expect(window.location.hash).toBe('#/');
    first.screen.unmount();
    showPage(<FirstRun />, { at: '/first-run/shop', answers: nothingYet });
    expect((await screen.findByLabelText<HTMLInputElement>('Sunucu adresi')).value).toBe('db.example.com');
  });

  it('tries the sample shop without any details', async () => {
    const report = someReport({
      kind: 'sample',
      generation: 'sample',
      shopName: 'Örnek Mağaza',
      products: 240,
    });
    const { user, calls } = showPage(<FirstRun />, {
      at: '/first-run/shop',
      answers: { ...nothingYet, shop: { ...nothingYet.shop, test: () => report } },
    });
    await user.click(await screen.findByRole('button', { name: 'Örnek mağazayla dene' }));
    expect(await screen.findByText(/240 ürünlü örnek mağaza/)).toBeTruthy();
    expect(calls.find((call) => call.path === 'shop.test')?.input).toEqual({ kind: 'sample' });
  });

  it('takes a pasted host and port apart', () => {
    const verdict = judgeShopDraft({
      ...EMPTY_SHOP_DRAFT,
      host: 'db.example.com:3307',
      user: 'm',
      database: 'd',
    });
    expect(verdict).toMatchObject({ kind: 'ready', connection: { host: 'db.example.com', port: 3307 } });
  });
});

describe('the second step: the channel', () => {
  const withShop: Answers = {
    overview: { get: () => someOverview({ channels: [] }) },
    channels: { marketplaces: () => [someMarketplace()] },
  };

  it('draws the fields from the manifest, each with where it is found', async () => {
    const { user } = showPage(<FirstRun />, { at: '/first-run/channel', answers: withShop });
    expect(await screen.findByLabelText('Satıcı ID')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('API Secret').type).toBe('password');
    await user.click(screen.getAllByRole('button', { name: 'Nerede bulurum?' })[0]!);
    expect(await screen.findByText('Panelde Satıcı ID')).toBeTruthy();
  });

  it('refuses a credential that cannot be one, before anything is sent', async () => {
    const { user, calls } = showPage(<FirstRun />, { at: '/first-run/channel', answers: withShop });
    await user.type(await screen.findByLabelText('Satıcı ID'), 'abc');
    await user.type(screen.getByLabelText('API Secret'), 'secret-1');
    await user.click(screen.getByRole('button', { name: 'Kanalı ekle' }));
    expect(screen.getByText(/beklenen biçimde değil/)).toBeTruthy();
    expect(calls.map((call) => call.path)).not.toContain('channels.add');
  });

  it('tests service by service and says which one was refused', async () => {
    const endpoint = { label: { tr: 'Siparişler', en: 'Orders' }, durationMs: 120, problem: null };
    const { user } = showPage(<FirstRun />, {
      at: '/first-run/channel',
      answers: {
        ...withShop,
        channels: {
          ...withShop.channels,
          test: () => ({
            works: false,
            account: null,
            checkedAt: '2026-11-24T11:05:00.000Z',
            endpoints: [
              { ...endpoint, endpoint: 'orders', outcome: 'works' },
              {
                ...endpoint,
                endpoint: 'products',
                label: { tr: 'Ürünler', en: 'Products' },
                outcome: 'refused',
                problem: problem('channel/forbidden', { marketplace: 'Trendyol' }),
              },
            ],
          }),
        },
      },
    });
    await user.type(await screen.findByLabelText('Satıcı ID'), ' 4821 ');
    await user.type(screen.getByLabelText('API Secret'), 'secret-1');
    await user.click(screen.getByRole('button', { name: 'Bağlantıyı dene' }));
    const table = await screen.findByRole('table');
    expect(within(table).getByText('reddedildi')).toBeTruthy();
    expect(within(table).getByText('çalışıyor')).toBeTruthy();
    expect(screen.getByText('Bağlantı çalışmıyor')).toBeTruthy();
  });

  it('adds the channel with trimmed credentials and goes on to matching', async () => {
    const { user, calls } = showPage(<FirstRun />, {
      at: '/first-run/channel',
      answers: { ...withShop, channels: { ...withShop.channels, add: () => someChannel() } },
    });
    await user.type(await screen.findByLabelText('Satıcı ID'), ' 4821 ');
    await user.type(screen.getByLabelText('API Secret'), 'secret-1');
    await user.click(screen.getByRole('button', { name: 'Kanalı ekle' }));
    await waitFor(() => expect(window.location.hash).toBe('#/first-run/matching'));
    expect(calls.find((call) => call.path === 'channels.add')?.input).toMatchObject({
      channel: {
        name: 'Trendyol',
        mode: 'approval',
        baseUrl: null,
        credentials: { sellerId: '4821', apiSecret: 'secret-1' },
      },
    });
  });
});

describe('the third step: matching', () => {
  const proposals = [someProposal('l1', [true]), someProposal('l2', [false, false])];
  const toMatch = someChannel({ counts: { ...someChannel().counts, proposed: 2 } });
  const answers: Answers = {
    overview: { get: () => someOverview({ channels: [toMatch] }) },
    links: {
      proposals: () => ({ rows: proposals, total: 2, certain: 1 }),
      confirm: () => ({ linked: 1 }),
      setIgnored: () => ({ changed: 1 }),
    },
  };

  it('confirms the certain ones at one press', async () => {
    const { user, calls } = showPage(<FirstRun />, { at: '/first-run/matching', answers });
    await user.click(await screen.findByRole('button', { name: 'Kesinleri onayla' }));
    await waitFor(() => expect(calls.some((call) => call.path === 'links.confirm')).toBe(true));
    expect(calls.find((call) => call.path === 'links.confirm')?.input).toMatchObject({
      channelId: 'c1',
      links: { certainBy: 'any' },
    });
  });

  it('links exactly the product the merchant chose among several', async () => {
    const { user, calls } = showPage(<FirstRun />, { at: '/first-run/matching', answers });
    await user.click(await screen.findByRole('combobox', { name: 'Mağazadaki ürün' }));
    await user.click(await screen.findByRole('option', { name: /Mağazadaki çaydanlık 2/, hidden: true }));
    await user.click(screen.getAllByRole('button', { name: 'Eşleştir' })[1]!);
    await waitFor(() => expect(calls.some((call) => call.path === 'links.confirm')).toBe(true));
    expect(calls.find((call) => call.path === 'links.confirm')?.input).toMatchObject({
      links: [{ listingId: 'l2', variantId: 'v-l2-1' }],
    });
  });

  it('lands on the plan, with the first plan made and the steps finished', async () => {
    const { user, calls } = showPage(<FirstRun />, {
      at: '/first-run/matching',
      answers: {
        ...answers,
        settings: {
          set: () => ({ language: 'tr', colourScheme: 'auto', backgroundMinutes: 5, onboardingDone: true }),
        },
        plan: {
          refresh: () => ({
            computedAt: null,
            storeReadAt: null,
            waiting: 0,
            approved: 0,
            held: 0,
            inFlight: 0,
            requests: 0,
            estimatedSeconds: 0,
            groups: [],
          }),
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Kalanını sonra yap' }));
    expect(window.location.hash).toBe('#/plan');
    await waitFor(() => expect(calls.map((call) => call.path)).toContain('plan.refresh'));
    expect(calls.find((call) => call.path === 'settings.set')?.input).toMatchObject({ onboardingDone: true });
  });

  it('reads a channel that was never read by itself, once', async () => {
    const unread = someChannel({
      lastSyncAt: null,
      counts: { ...someChannel().counts, listings: 0, linked: 0 },
    });
    const { calls } = showPage(<FirstRun />, {
      at: '/first-run/matching',
      answers: {
        overview: { get: () => someOverview({ channels: [unread] }) },
        sync: {
          start: () => ({
            jobId: 'j1',
            kind: 'pull',
            startedBy: 'merchant',
            channelId: 'c1',
            channelName: 'Trendyol',
            state: 'running',
            phase: 'listings',
            done: 200,
            total: 12_480,
            startedAt: '2026-11-24T11:05:00.000Z',
            finishedAt: null,
            problem: null,
          }),
        },
      },
    });
    expect(await screen.findByText('200 / 12.480')).toBeTruthy();
    expect(calls.filter((call) => call.path === 'sync.start')).toHaveLength(1);
    expect(calls.find((call) => call.path === 'sync.start')?.input).toMatchObject({
      scope: { channelId: 'c1', what: 'pull', approveWaiting: false },
    });
  });
});

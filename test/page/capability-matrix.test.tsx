import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CapabilityState, Marketplace } from '#contract/channels.ts';
import { showPage } from '../support/page-render.tsx';
import { ChannelsPage } from '../../src-renderer/features/channels/channels-page.tsx';

function capability(
  id: string,
  state: CapabilityState['state'],
  reason: CapabilityState['reason'] = null,
): CapabilityState {
  return { capability: id, label: { tr: `${id} yapma`, en: `Doing ${id}` }, state, reason };
}

function marketplace(id: string, name: string, capabilities: CapabilityState[]): Marketplace {
  return { marketplace: id, name, currency: 'TRY', credentialFields: [], capabilities };
}

const MARKETPLACES: Marketplace[] = [
  marketplace('trendyol', 'Trendyol', [
    capability('stock', 'works'),
    capability('label', 'not-offered', {
      tr: 'Pazaryeri etiketi panelinde verir (belge, 12 Kas 2026).',
      en: 'The marketplace gives labels in its panel (document, 12 Nov 2026).',
    }),
  ]),
  {
    ...marketplace('gittigidiyor', 'GittiGidiyor', [capability('stock', 'not-built')]),
    closed: { since: '2022-09-05', reason: { tr: 'Pazaryeri kapandı.', en: 'The marketplace closed.' } },
  },
];
const answers = { channels: { list: () => [], marketplaces: () => MARKETPLACES } };
const rowOf = (name: string): Promise<HTMLElement> => screen.findByRole('row', { name: new RegExp(name) });

test('the merchant sees by marketplace what works, and the source and date where it does not', async () => {
  showPage(<ChannelsPage />, { answers, at: '/channels/capabilities' });

  const stock = within(await rowOf('stock yapma'));
  expect(stock.getByText('çalışıyor')).toBeDefined();
  expect(stock.getByText('bu sürümde yok')).toBeDefined();
  const label = within(await rowOf('label yapma'));
  expect(label.getByText('sunulmuyor')).toBeDefined();
  expect(label.getByText(/belge, 12 Kas 2026/)).toBeDefined();
  expect(label.getByText('söz konusu değil')).toBeDefined();
  expect(screen.getByText('kapandı: 5 Eyl 2022')).toBeDefined();
});

test('the list narrows to a state, to words of a reason and to a marketplace, and comes back', async () => {
  const { user } = showPage(<ChannelsPage />, { answers, at: '/channels/capabilities' });
  await rowOf('stock yapma');

  await user.click(screen.getByRole('radio', { name: /Pazaryerinin sunmadığı/ }));
  expect(screen.queryByText('stock yapma')).toBeNull();
  await user.click(screen.getByRole('radio', { name: /Hepsi/ }));
  await user.type(screen.getByRole('searchbox'), 'PANELİNDE');
  await expect.poll(() => screen.queryByText('stock yapma')).toBeNull();
  expect(screen.getByText('label yapma')).toBeDefined();

  await user.type(screen.getByRole('searchbox'), ' olmayan');
  await user.click(await screen.findByRole('button', { name: 'Süzgeci ve aramayı temizle' }));
  expect(await rowOf('stock yapma')).toBeDefined();
});

test('reasons can be put away to see more rows at once', async () => {
  const { user } = showPage(<ChannelsPage />, { answers, at: '/channels/capabilities' });
  await screen.findByText(/belge, 12 Kas 2026/);
  await user.click(screen.getByRole('checkbox', { name: 'Nedenleri göster' }));
  expect(screen.queryByText(/belge, 12 Kas 2026/)).toBeNull();
});

test('the channels lead to what marketplaces offer, even before there is any', async () => {
  const { user } = showPage(<ChannelsPage />, { answers, at: '/channels' });
  await user.click(await screen.findByRole('link', { name: 'Neyin çalıştığını gör' }));
  expect(await rowOf('stock yapma')).toBeDefined();
});

test('a marketplace that has closed does not make the others differ', async () => {
  const three = [
    ...MARKETPLACES,
    marketplace('n11', 'N11', [capability('stock', 'works'), capability('label', 'works')]),
  ];
  const { user } = showPage(<ChannelsPage />, {
    answers: { channels: { list: () => [], marketplaces: () => three } },
    at: '/channels/capabilities',
  });
  await rowOf('stock yapma');

  await user.click(screen.getByRole('radio', { name: /Pazaryerine göre değişen/ }));
  expect(screen.queryByText('stock yapma')).toBeNull();
  expect(screen.getByText('label yapma')).toBeDefined();
});

import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { problem } from '#contract/problem.ts';
import { ChannelNameSection } from '../../src-renderer/features/channels/channel-name-section.tsx';
import { ShopSection } from '../../src-renderer/features/settings/shop-section.tsx';
import { SafeImage } from '../../src-renderer/ui/safe-image.tsx';
import { someChannel, someStore } from '../support/page-data.ts';
import { showPage } from '../support/page-render.tsx';

describe('the shop in the settings', () => {
  it('is looked at again at a press, and the merchant reads what came of it', async () => {
    let reachable = false;
    const { user } = showPage(<ShopSection store={someStore()} />, {
      answers: {
        shop: {
          check: () =>
            someStore(reachable ? {} : { problem: problem('store/unreachable', { host: 'db.ornek.com' }) }),
        },
      },
    });
    const button = screen.getByRole('button', { name: 'Mağazayı yeniden denetle' });
    await user.click(button);
    await waitFor(() => expect(screen.queryByText(/Mağazaya ulaşıldı/)).toBeNull());
    reachable = true;
    await user.click(button);
    expect(await screen.findByText('Mağazaya ulaşıldı; bulunanlar güncellendi.')).toBeTruthy();
  });
});

describe('a channel’s name', () => {
  it('can be changed, and is not kept while it is empty', async () => {
    const { user, calls } = showPage(<ChannelNameSection channel={someChannel()} />, {
      answers: { channels: { update: ({ name }) => someChannel({ name: name ?? '' }) } },
    });
    const field = screen.getByRole('textbox', { name: 'Kanalın adı' });
    const save = screen.getByRole('button', { name: 'Kaydet' });
    await user.clear(field);
    expect(screen.getByText(/Ad boş bırakılamaz/)).toBeTruthy();
    expect(save).toHaveProperty('disabled', true);
    await user.type(field, 'Trendyol İstanbul');
    await user.click(save);
    await waitFor(() =>
      expect(calls[0]).toMatchObject({ path: 'channels.update', input: { name: 'Trendyol İstanbul' } }),
    );
  });
});

describe('a product’s picture', () => {
  it('is not asked of this program when the shop names it by path alone', () => {
    const { screen: shown } = showPage(
      <>
        <SafeImage url="image/catalog/demo/canon.jpg" size={28} />
        <SafeImage url="https://ornek.com/image/canon.jpg" size={28} />
      </>,
    );
    const pictures = [...shown.container.querySelectorAll('img')].map((image) => image.getAttribute('src'));
    expect(pictures).toEqual(['https://ornek.com/image/canon.jpg']);
  });
});

import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES, problem } from '#contract/problem.ts';
import { changeText } from '#engine/jobs/change-text.ts';
import { offerItems } from '#engine/jobs/offer-items.ts';
import { showsRow } from '#engine/jobs/confirm.ts';
import {
  countsAsTry,
  hasFallenSilent,
  pollDelayMs,
  retryClass,
  retryDelayMs,
} from '#engine/jobs/retry-policy.ts';
import type { OutboxRow } from '#engine/cache/tables/outbox.ts';

const row = (draft: Partial<OutboxRow>): OutboxRow => ({
  outboxId: 'o',
  channelId: 'c',
  listingId: 'l',
  externalId: 'B1',
  group: 'stock',
  changeId: 'x',
  quantity: 5,
  priceE4: null,
  listPriceE4: null,
  priority: 0,
  state: 'sent',
  leaseOwner: null,
  leaseUntil: null,
  attempts: 1,
  notBefore: 0,
  approvedBy: 'automatic',
  problem: null,
  attemptId: null,
  createdAt: 1,
  ...draft,
});

it('a batch that says nothing is given up on after a while, and never while it is still being worked on', () => {
  const silent = (polls: number, underWay?: boolean) =>
    hasFallenSilent({
      report: { items: [], ...(underWay === undefined ? {} : { underWay }) },
      polls,
      news: false,
    });
  expect([silent(9), silent(10), silent(500, true)]).toEqual([false, true, false]);
});

describe('a change whose sending failed', () => {
  it('is tried again ever more slowly, and what the marketplace asked for wins when it is longer', () => {
    const wait = (tries: number) => retryDelayMs({ tries, fraction: 1, problem: null });
    expect([1, 2, 3, 6, 10].map(wait)).toEqual([10_000, 10_000, 60_000, 600_000, 3_600_000]);
    const asked = problem('channel/rate-limited', { retryAfterMs: 45_000 });
    expect(retryDelayMs({ tries: 1, fraction: 0, problem: asked })).toBe(45_000);
    expect(retryDelayMs({ tries: 1, fraction: 0, problem: null })).toBe(5_000);
  });

  it('is never tried again by itself when a person has to act first, whatever the reason', () => {
    expect(retryClass('channel/item-refused')).toBe('give-up');
    expect(retryClass('channel/wrong-key')).toBe('stop-channel');
    expect(retryClass('channel/server-error')).toBe('later');
    for (const code of PROBLEM_CODES)
      expect(['give-up', 'later', 'stop-channel']).toContain(retryClass(code));
  });

  it('loses none of its tries to a pace, a breaker or a network that is down', () => {
    expect(
      ['channel/rate-limited', 'channel/breaker-open', 'channel/unreachable'].map((code) =>
        countsAsTry(code as 'channel/unreachable'),
      ),
    ).toEqual([false, false, false]);
    expect(countsAsTry('channel/server-error')).toBe(true);
  });
});

describe('the questions about a batch', () => {
  it('come after three seconds, then ever more slowly, and at least twice a minute', () => {
    const delays = Array.from({ length: 30 }, (_, polls) => pollDelayMs(polls));
    expect(delays[0]).toBe(3_000);
    expect(delays.every((delay, index) => index === 0 || delay >= delays[index - 1]!)).toBe(true);
    expect(Math.max(...delays)).toBe(30_000);
  });
});

describe('the items of a request', () => {
  it('carry stock and price of one listing together, most urgent listing first', () => {
    const items = offerItems([
      row({ outboxId: '1', listingId: 'a', externalId: 'A', quantity: 0 }),
      row({
        outboxId: '2',
        listingId: 'b',
        externalId: 'B',
        group: 'price',
        quantity: null,
        priceE4: 100,
        listPriceE4: 200,
      }),
      row({
        outboxId: '3',
        listingId: 'a',
        externalId: 'A',
        group: 'price',
        quantity: null,
        priceE4: 300,
        listPriceE4: 300,
      }),
    ]);
    expect(items.map((item) => item.update)).toEqual([
      { externalId: 'A', quantity: 0, salePriceE4: 300, listPriceE4: 300 },
      { externalId: 'B', quantity: null, salePriceE4: 100, listPriceE4: 200 },
    ]);
  });
});

describe('what the marketplace shows', () => {
  it('counts as ours only when the figure is there and equal', () => {
    expect(showsRow(row({ quantity: 5 }), { quantity: 5, salePriceE4: null, listPriceE4: null })).toBe(true);
    expect(showsRow(row({ quantity: 5 }), { quantity: null, salePriceE4: null, listPriceE4: null })).toBe(
      false,
    );
    const price = row({ group: 'price', quantity: null, priceE4: 100, listPriceE4: 200 });
    expect(showsRow(price, { quantity: null, salePriceE4: 100, listPriceE4: 150 })).toBe(false);
    expect(showsRow(price, { quantity: null, salePriceE4: 100, listPriceE4: null })).toBe(true);
  });
});

describe('a change in words', () => {
  it('is written in the merchant own way of writing numbers', () => {
    const price = {
      group: 'price',
      quantity: null,
      fromQuantity: null,
      fromPriceE4: 12_999_000,
      priceE4: 11_999_000,
    } as const;
    expect(changeText(price, 'tr')).toBe('1.299,90 → 1.199,90');
    expect(changeText(price, 'en')).toBe('1,299.90 → 1,199.90');
    const stock = {
      group: 'stock',
      quantity: 5,
      fromQuantity: null,
      fromPriceE4: null,
      priceE4: null,
    } as const;
    expect(changeText(stock, 'tr')).toBe('– → 5');
  });
});

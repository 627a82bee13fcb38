import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT } from './expectations/account.ts';
import { AFTER_SALE } from './expectations/after-sale.ts';
import { CATALOGUE } from './expectations/catalogue.ts';
import { HOSTILE } from './expectations/hostile.ts';
import { LISTINGS } from './expectations/listings.ts';
import { LOST_ANSWERS } from './expectations/lost-answers.ts';
import { OFFERS } from './expectations/offers.ts';
import { ORDERS } from './expectations/orders.ts';
import { READING_TROUBLES } from './expectations/reading-troubles.ts';
import { SECRETS } from './expectations/secrets.ts';
import { TRUTHS } from './expectations/truths.ts';
import { tapsOf, type Expectation } from './stage.ts';
import type { MarketplaceWorld, Traits } from './world.ts';

/** All that is expected of every marketplace, by subject. */
export const EXPECTATIONS: Readonly<Record<string, readonly Expectation[]>> = {
  'its account': ACCOUNT,
  'its listings': LISTINGS,
  'stock and prices': OFFERS,
  'writes whose answer does not come': LOST_ANSWERS,
  'reading in spite of troubles': READING_TROUBLES,
  'hostile answers': HOSTILE,
  'its orders': ORDERS,
  'its catalogue': CATALOGUE,
  'after the sale': AFTER_SALE,
  'what stays secret': SECRETS,
  'what is said of it': TRUTHS,
};

/** What any marketplace must do through its adapter, over real HTTP, by name. */
export function marketplaceConformance(
  name: string,
  open: () => Promise<MarketplaceWorld>,
  traits: Traits,
): void {
  describe(`${name}, through its adapter`, () => {
    let world: MarketplaceWorld;
    let taps: ReturnType<typeof tapsOf>;
    beforeEach(async () => {
      world = await open();
      taps = tapsOf(world);
    });
    afterEach(async () => {
      await taps.close();
      await world.close();
    });
    for (const [subject, expectations] of Object.entries(EXPECTATIONS))
      describe(subject, () => {
        for (const expectation of expectations) {
          const without = expectation.needs === undefined ? undefined : traits.without?.[expectation.needs];
          if (without !== undefined) {
            sayNotAsked(name, expectation, without);
            continue;
          }
          it(expectation.sentence, async () => {
            if (isOffered(world, expectation))
              await expectation.run({ name, world, traits, tapped: taps.tapped });
            else sayWhyNot(world, expectation);
          });
        }
      });
  });
}

function isOffered({ connection }: MarketplaceWorld, { offers }: Expectation): boolean {
  return offers === undefined || offers.methods.every((method) => connection[method] !== undefined);
}

/** What can't be done is no silence: none of it is there, and the matrix gives the reason and its year. */
function sayWhyNot({ adapter, connection }: MarketplaceWorld, expectation: Expectation): void {
  const { methods, capability: sign } = expectation.offers!;
  const rows = adapter.manifest.capabilities.filter(({ capability }) => sign.test(capability));
  expect(methods.filter((method) => connection[method] !== undefined)).toEqual([]);
  expect(rows.length, `a line of the matrix for ${sign}`).toBeGreaterThan(0);
  for (const { state, reason } of rows) {
    expect(state).not.toBe('works');
    expect(reason?.en).not.toBe('');
  }
  sayNotAsked(adapter.manifest.name, expectation, rows[0]!.reason?.en ?? '');
}

function sayNotAsked(name: string, { sentence }: Expectation, why: string): void {
  process.stdout.write(`${name}: not asked whether it ${sentence}: ${why}\n`);
}

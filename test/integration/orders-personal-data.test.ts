import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import {
  buyAt,
  openMerchantDesk,
  type DeskMarketplace,
  type MerchantDesk,
} from '../support/merchant-desk.ts';

let desk: MerchantDesk;
afterEach(() => desk.close());

/** Everything that the program keeps beside the sample shop, which is the merchant's own. */
function keptText(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('sample-shop'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('utf8'))
    .join('\n');
}

const MARKETS: readonly DeskMarketplace[] = ['trendyol', 'hepsiburada', 'n11', 'amazon'];

describe.each(MARKETS)('who bought on %s', (marketplace) => {
  it('stands neither in the program’s files nor in what the commands print', async () => {
    desk = await openMerchantDesk(marketplace);
    const number = buyAt(desk, marketplace, [1]);
    const printed: string[] = [];
    const say = async (argv: readonly string[]): Promise<void> => {
      const { out, err } = await desk.run(argv);
      printed.push(out, err);
    };
    await say(['orders']);
    await say(['order', 'show', number]);
    const first = marketplace === 'hepsiburada' ? 'pack' : marketplace === 'amazon' ? 'ship' : 'pick';
    await say([
      'order',
      first,
      number,
      ...(first === 'ship' ? ['--carrier', 'Aras', '--tracking', '1'] : []),
    ]);
    if (marketplace !== 'amazon') await say(['returns']);
    const buyer = buyerInShop();
    expect(buyer.length).toBeGreaterThan(2);
    const kept = keptText(desk.dataFolder);
    expect(kept).toContain(number);
    for (const personal of buyer) {
      // Asked this way, because a whole file in the message would be no help.
      expect([personal, printed.join('\n').includes(personal)]).toEqual([personal, false]);
      expect([personal, kept.includes(personal)]).toEqual([personal, false]);
    }
  });
});

/** Name, telephone, street and mail, as they went into the sample shop's order. */
function buyerInShop(): readonly string[] {
  const names = readdirSync(desk.dataFolder, { recursive: true, encoding: 'utf8' });
  const file = names.find((name) => /sample-shop[^/]*\.sqlite$/.test(name))!;
  const database = new Database(join(desk.dataFolder, file), { readonly: true });
  const { shipping, email } = database
    .prepare<[], { shipping: string; email: string }>('SELECT shipping, email FROM shop_order')
    .get()!;
  database.close();
  const address = JSON.parse(shipping) as Record<'firstName' | 'lastName' | 'address' | 'phone', string>;
  const { firstName, lastName, phone } = address;
  // A family name alone may be a word of a product's title.
  return [`${firstName} ${lastName}`.trim(), phone, address.address, email].filter((each) => each.length > 3);
}

import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  buyAt,
  openMerchantDesk,
  type DeskMarketplace,
  type MerchantDesk,
} from '../support/merchant-desk.ts';

let desk: MerchantDesk;
afterEach(() => desk.close());

const MARKETS: readonly DeskMarketplace[] = ['trendyol', 'hepsiburada', 'n11', 'amazon'];

describe.each(MARKETS)('meschain order on %s', (marketplace) => {
  beforeEach(async () => {
    desk = await openMerchantDesk(marketplace);
  });

  it('takes an order into OpenCart once, and takes its stock once', async () => {
    const [goods] = desk.goods;
    const number = buyAt(desk, marketplace, [2]);
    const [first] = await desk.orders();
    expect(first).toMatchObject({ orderNumber: number, importState: 'imported' });
    const again = await desk.orders();
    expect(again.map(({ storeOrderId }) => storeOrderId)).toEqual([first!.storeOrderId]);
    expect(await desk.stockOf(goods!.productId)).toBe(goods!.quantity - 2);
  });
});

/** The actions that a command line knows, by the action they stand for, with what each needs. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  pick: ['pick'],
  invoice: ['invoice', '--number', 'ABC2026000000001'],
  'send-invoice': ['invoice', '--number', 'ABC2026000000001', '--link', 'https://ornek.example/f.pdf'],
  'delete-invoice': ['delete-invoice'],
  pack: ['pack'],
  unpack: ['unpack'],
  ship: ['ship', '--carrier', 'Aras', '--tracking', '123'],
  deliver: ['deliver'],
  cancel: ['cancel', '--reason', '83'],
  split: ['split', '--group', 'x:1'],
  'change-cargo': ['cargo', '--company', 'ARASMP'],
  boxes: ['boxes', '--boxes', '1', '--desi', '2'],
  extend: ['extend', '--days', '2'],
  'labour-cost': ['labour-cost', '--amount', '12,50'],
};

const LINK = ['--link', 'https://ornek.example/fatura.pdf'];

describe.each(MARKETS)('what %s does not offer or allow', (marketplace) => {
  beforeEach(async () => {
    desk = await openMerchantDesk(marketplace);
  });

  it('is refused in words, each action by itself, and nothing is sent', async () => {
    const number = buyAt(desk, marketplace, [2]);
    const [parcel] = await desk.show(number);
    const impossible = parcel!.actions.filter(({ possible, action }) => !possible && action !== 'label');
    expect(impossible.length).toBeGreaterThan(2);
    for (const { action, reason } of impossible) {
      const [name, ...options] = COMMANDS[action]!;
      const { code, text } = await desk.refused(['order', name!, number, ...options]);
      expect([action, code]).toEqual([
        action,
        expect.stringMatching(/^(channel\/not-offered|order\/wrong-state)$/),
      ]);
      expect(text).toContain(JSON.stringify(reason!.tr).slice(1, -1));
    }
    const after = await desk.show(number);
    expect(after).toEqual(await desk.show(number));
    expect(after[0]!.status).toBe(parcel!.status);
  });
});

describe('an order on Trendyol', () => {
  beforeEach(async () => {
    desk = await openMerchantDesk('trendyol');
  });

  it('is picked, measured, given more time, labelled, invoiced both ways and shipped, by its number alone', async () => {
    const hand = desk.sandbox.marketplaces.trendyol;
    const number = buyAt(desk, 'trendyol', [1]);
    expect(await desk.done(['order', 'pick', number])).toMatchObject({ status: 'picking' });
    await desk.done(['order', 'boxes', number, '--boxes', '2', '--desi', '3,5']);
    await desk.done(['order', 'extend', number, '--days', '2']);
    await desk.done(['order', 'labour-cost', number, '--amount', '12,50']);
    const { cargoCompanies } = await desk.done<{
      cargoCompanies: { cargoCompanyId: string; name: string }[];
    }>(['order', 'choices', number]);
    const express = cargoCompanies.find(({ name }) => name.includes('Trendyol Express'))!;
    await desk.done(['order', 'cargo', number, '--company', express.cargoCompanyId]);
    const label = join(desk.dataFolder, 'etiket.zpl');
    expect(await desk.done(['order', 'label', number, '--out', label])).toMatchObject({ format: 'zpl' });
    expect(readFileSync(label, 'utf8')).toContain('^XA');
    expect(await desk.done(['order', 'invoice', number, '--number', 'ABC2026000000001'])).toMatchObject({
      status: 'invoiced',
    });
    const noInvoice = await desk.refused(['order', 'delete-invoice', number]);
    expect(noInvoice).toMatchObject({ code: 'order/wrong-state' });
    await desk.done(['order', 'invoice', number, '--number', 'ABC2026000000001', ...LINK]);
    const invoiceOf = (): string | undefined => hand.packages().at(-1)!.desk.invoice;
    expect(invoiceOf()).toBe(LINK[1]);
    await desk.done(['order', 'delete-invoice', number]);
    expect(invoiceOf()).toBeUndefined();
    expect((await desk.refused(['order', 'delete-invoice', number])).code).toBe('order/wrong-state');
    const file = join(desk.dataFolder, 'fatura.pdf');
    writeFileSync(file, '%PDF-1.4\n%%EOF\n');
    await desk.done(['order', 'invoice', number, '--number', 'ABC2026000000001', '--file', file]);
    expect(invoiceOf()).toMatch(/^file:fatura\.pdf/);
    const ship = ['order', 'ship', number, '--carrier', 'Kuryem', '--link', 'https://kurye.example/1'];
    expect(await desk.done(ship)).toMatchObject({ status: 'shipped' });
    expect(await desk.done(['order', 'deliver', number])).toMatchObject({ status: 'delivered' });
  });
});

describe('an order on Hepsiburada', () => {
  beforeEach(async () => {
    desk = await openMerchantDesk('hepsiburada');
  });

  it('is packed, taken apart, packed again, measured, labelled, invoiced by link, shipped and delivered', async () => {
    const number = buyAt(desk, 'hepsiburada', [1]);
    expect(await desk.done(['order', 'pack', number])).toMatchObject({ status: 'picking' });
    await desk.done(['order', 'unpack', number]);
    await desk.done(['order', 'pack', number]);
    await desk.done(['order', 'boxes', number, '--boxes', '1', '--desi', '2.5']);
    await desk.done(['order', 'labour-cost', number, '--amount', '3']);
    const label = join(desk.dataFolder, 'etiket');
    expect(await desk.done(['order', 'label', number, '--out', label])).toMatchObject({ format: 'pdf' });
    const { cargoCompanies } = await desk.done<{ cargoCompanies: { cargoCompanyId: string }[] }>([
      'order',
      'choices',
      number,
    ]);
    await desk.done(['order', 'cargo', number, '--company', cargoCompanies.at(-1)!.cargoCompanyId]);
    await desk.done(['order', 'invoice', number, '--number', 'ABC2026000000001', ...LINK]);
    expect((await desk.refused(['order', 'invoice', number, '--number', 'ABC1'])).text).toContain(
      'bağlantısını',
    );
    const ship = ['order', 'ship', number, '--carrier', 'Kuryem', '--tracking', 'K1'];
    expect(await desk.done(ship)).toMatchObject({ status: 'shipped' });
    expect(await desk.done(['order', 'deliver', number, '--note', 'Kapıcı'])).toMatchObject({
      status: 'delivered',
    });
  });
});

describe('an order on N11', () => {
  beforeEach(async () => {
    desk = await openMerchantDesk('n11');
  });

  it('is accepted and invoiced by link; all of it can’t be cancelled', async () => {
    const number = buyAt(desk, 'n11', [2]);
    expect(await desk.done(['order', 'pick', number])).toMatchObject({ status: 'picking' });
    await desk.done(['order', 'invoice', number, '--number', 'ABC2026000000001', ...LINK]);
    expect([...desk.sandbox.marketplaces.n11.invoices().values()]).toEqual([LINK[1]]);
    const whole = await desk.refused(['order', 'cancel', number, '--reason', '61']);
    expect(whole.code).toBe('order/wrong-state');
  });
});

describe('an order on Amazon', () => {
  beforeEach(async () => {
    desk = await openMerchantDesk('amazon');
  });

  it('is shipped in parts, each line once', async () => {
    const number = buyAt(desk, 'amazon', [2, 1]);
    const [parcel] = await desk.show(number);
    const [first, second] = parcel!.lines;
    const ship = (tracking: string, lines: string) =>
      desk.done(['order', 'ship', number, '--carrier', 'Yurtiçi', '--tracking', tracking, '--lines', lines]);
    expect(await ship('T1', `${first!.lineId}:2`)).toMatchObject({ status: 'picking' });
    expect(await ship('T2', `${second!.lineId}`)).toMatchObject({ status: 'shipped' });
    expect((await desk.refused(['order', 'ship', number, '--carrier', 'X', '--tracking', 'T3'])).code).toBe(
      'order/wrong-state',
    );
  });
});

/** How each marketplace splits and cancels a part: what must have happened before, and its reason. */
const PARTS: Readonly<
  Record<'trendyol' | 'hepsiburada' | 'n11', { readonly before: readonly string[]; readonly reason: string }>
> = {
  trendyol: { before: ['pick'], reason: '500' },
  hepsiburada: { before: ['pack'], reason: '83' },
  n11: { before: ['pick'], reason: '61' },
};

describe.each(['trendyol', 'hepsiburada', 'n11'] as const)('a parcel in parts on %s', (marketplace) => {
  beforeEach(async () => {
    desk = await openMerchantDesk(marketplace);
  });

  /** Pieces by package, of what is still to be sent. */
  const living = async (number: string): Promise<readonly number[]> =>
    (await desk.show(number))
      .filter(({ status }) => !['split', 'cancelled', 'unsupplied'].includes(status))
      .map(({ lines }) =>
        lines
          .filter(({ status }) => status !== 'cancelled' && status !== 'unsupplied')
          .reduce((sum, { quantity }) => sum + quantity, 0),
      )
      .filter((pieces) => pieces > 0)
      .sort((one, other) => one - other);

  it('is split: every line is there once, OpenCart keeps one order, and its stock does not move', async () => {
    const [goods, other] = desk.goods;
    const number = buyAt(desk, marketplace, [2, 1]);
    const [imported] = await desk.orders();
    for (const step of PARTS[marketplace].before) await desk.done(['order', step, number]);
    const parcel = (await desk.show(number)).find(({ actions }) =>
      actions.some(({ action, possible }) => action === 'split' && possible),
    )!;
    const two = parcel.lines.find(({ quantity }) => quantity === 2)!;
    await desk.done(['order', 'split', number, '--group', `${two.lineId}:1`]);
    const [after, ...more] = await desk.orders();
    expect(await living(number)).toEqual([1, 2]);
    expect([after!.storeOrderId, more]).toEqual([imported!.storeOrderId, []]);
    expect(await desk.stockOf(goods!.productId)).toBe(goods!.quantity - 2);
    expect(await desk.stockOf(other!.productId)).toBe(other!.quantity - 1);
  });

  it('loses a line that the merchant cancels, and its stock comes back once', async () => {
    const [goods, other] = desk.goods;
    const number = buyAt(desk, marketplace, [2, 1]);
    await desk.orders();
    if (marketplace !== 'hepsiburada')
      for (const step of PARTS[marketplace].before) await desk.done(['order', step, number]);
    const [parcel] = await desk.show(number);
    const two = parcel!.lines.find(({ quantity }) => quantity === 2)!;
    const pieces = `${two.lineId}:2`;
    await desk.done(['order', 'cancel', number, '--reason', PARTS[marketplace].reason, '--lines', pieces]);
    for (let round = 0; round < 2; round += 1) await desk.orders();
    expect(await living(number)).toEqual([1]);
    expect(await desk.stockOf(goods!.productId)).toBe(goods!.quantity);
    expect(await desk.stockOf(other!.productId)).toBe(other!.quantity - 1);
  });
});

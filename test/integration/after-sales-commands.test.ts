import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src-main/sandbox/start-sandbox.ts';
import { jsonOf } from '../support/command-line.ts';
import { addTrendyol, newProfile, quickSandbox, runCommands } from '../support/sandbox-world.ts';

const ANSWER = 'Merhaba, ürünün garantisi iki yıldır.';
const BARCODE = '8690000000017';

let sandbox: Sandbox;
let profile: ReturnType<typeof newProfile>;

const hand = () => sandbox.marketplaces.trendyol;
const run = async (argv: readonly string[], stdin?: string) => {
  const command = { argv, mayFail: true as const, ...(stdin === undefined ? {} : { stdin }) };
  return (await runCommands(profile.dataFolder, [command]))[0]!;
};

beforeEach(async () => {
  sandbox = await quickSandbox();
  profile = newProfile();
  hand().seedListings([{ barcode: BARCODE, quantity: 5, title: 'Şile bezi gömlek' }]);
  const amazon = sandbox.accounts.find(({ marketplace }) => marketplace === 'amazon')!;
  const addAmazon = ['channel', 'add', 'amazon', '--name', 'Amazon', '--base-url', amazon.baseUrl];
  await runCommands(profile.dataFolder, [
    { argv: ['store', 'connect', '--sample'] },
    addTrendyol(sandbox),
    { argv: [...addAmazon, '--credentials', '-'], stdin: JSON.stringify(amazon.credentials) },
  ]);
});
afterEach(async () => {
  await sandbox.stop();
  profile.remove();
});

describe('meschain questions', () => {
  it('lists what buyers ask, answers it from standard input, and tells who offers no questions', async () => {
    const { questionId } = hand().ask(BARCODE, 'Garantisi var mı?');
    const listed = jsonOf<{ questions: object[]; notOffered: object[] }>(await run(['questions']));
    expect(listed.questions).toMatchObject([{ questionId: String(questionId), state: 'waiting' }]);
    expect(listed.notOffered).toMatchObject([{ channel: 'Amazon' }]);
    const answer = ['questions', 'answer', String(questionId), '--channel', 'Trendyol', '--text-file', '-'];
    const answered = await run(answer, `${ANSWER}\n`);
    expect(jsonOf(answered)).toMatchObject({ question: { state: 'answered', answer: ANSWER } });
    expect(hand().questions()[0]?.answer?.text).toBe(ANSWER);
    const again = await run(answer, ANSWER);
    expect([again.code, jsonOf<{ error: { code: string } }>(again).error.code]).toEqual([
      1,
      'channel/no-answer-wanted',
    ]);
  });

  it('refuses a channel that offers none, in words', async () => {
    const asked = await run(['questions', 'list', '--channel', 'Amazon']);
    expect(asked.code).toBe(1);
    expect(jsonOf(asked)).toMatchObject({ error: { code: 'channel/not-offered' } });
  });
});

describe('meschain returns', () => {
  it('lists returns without the buyer and accepts one', async () => {
    const { orderNumber, packageId } = hand().buy({ lines: [{ barcode: BARCODE, quantity: 1 }] });
    for (const status of ['Picking', 'Invoiced', 'Shipped', 'Delivered'] as const)
      hand().setPackageStatus(packageId, status);
    const { claimId, items } = hand().returnGoods({ orderNumber });
    hand().setClaimStatus(claimId, 'WaitingInAction');
    const listed = await run(['returns', '--channel', 'Trendyol']);
    const [row] = jsonOf<{ returns: Record<string, unknown>[] }>(listed).returns;
    expect(row).toMatchObject({ returnId: claimId, orderNumber, actions: ['accept', 'reject'] });
    expect(Object.keys(row!)).not.toContain('customer');
    const accepted = await run(['returns', 'accept', claimId, '--channel', 'Trendyol']);
    expect(jsonOf(accepted)).toMatchObject({ return: { status: 'accepted' } });
    expect(items.map(({ status }) => status)).toEqual(['Accepted']);
  });

  it('tells the reasons for a refusal and rejects with one of them', async () => {
    const reasons = jsonOf<{ reasons: { reasonId: string }[] }>(
      await run(['returns', 'reasons', '--channel', 'Trendyol']),
    ).reasons;
    expect(reasons.length).toBeGreaterThan(3);
    const { orderNumber, packageId } = hand().buy({ lines: [{ barcode: BARCODE, quantity: 1 }] });
    for (const status of ['Picking', 'Invoiced', 'Shipped', 'Delivered'] as const)
      hand().setPackageStatus(packageId, status);
    const { claimId } = hand().returnGoods({ orderNumber });
    hand().setClaimStatus(claimId, 'WaitingInAction');
    await run(['returns', 'list', '--channel', 'Trendyol']);
    const rejected = await run(
      ['returns', 'reject', claimId, '--channel', 'Trendyol', '--reason', '451', '--text-file', '-'],
      'Ürün incelemeye gönderilecek.',
    );
    expect(jsonOf(rejected)).toMatchObject({ return: { returnId: claimId, actions: [] } });
  });
});

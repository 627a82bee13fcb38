import { expect } from 'vitest';
import { collect, problemOf, recordIntent } from '../../../support/gateway-under-test.ts';
import {
  idOf,
  lastDay,
  seedOf,
  submitAndSettle,
  update,
  type Expectation,
  type Stage,
  type Tapped,
} from '../stage.ts';
import type { TappedRequest } from '../tap.ts';

/** What must stay between the merchant and the marketplace: keys, and what keys and tokens become on the wire. */
function secretsOf({ world }: Stage, { tap }: Pick<Tapped, 'tap'>): readonly string[] {
  const { credentialFields } = world.adapter.manifest;
  const keys = credentialFields.flatMap(({ key, secret }) => (secret ? [world.credentials[key] ?? ''] : []));
  const proofs = tap.seen.flatMap(({ headers }) =>
    Object.entries(headers)
      .filter(([name]) => /authorization|token|secret|key/i.test(name))
      .map(([, value]) => String(value).replace(/^(Basic|Bearer) /, '')),
  );
  const found = [...new Set([...keys, ...proofs])].filter((text) => text.length >= 8);
  expect(found.length).toBeGreaterThan(0);
  return found;
}

function expectNone(told: unknown, secrets: readonly string[]): void {
  const text = JSON.stringify(told);
  for (const secret of secrets)
    expect(text.includes(secret) || text.includes(encodeURIComponent(secret))).toBe(false);
}

/** A refusal that repeats all that it was told, as proxies do. */
const echo = (request: TappedRequest) => ({
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: `${JSON.stringify(request.headers)} ${request.body} ${request.query}` }),
});

async function everything(stage: Stage): Promise<{ readonly line: Tapped; readonly told: unknown[] }> {
  const { world, tapped } = stage;
  world.seed([seedOf('B-1')]);
  const { orderNumber } = world.buy([{ externalId: idOf(world, 'B-1'), quantity: 1 }]);
  const line = await tapped();
  const { connection, tap } = line;
  const told: unknown[] = [await connection.verifyCredentials()];
  await collect(connection.readListings());
  await collect(connection.readOrders(lastDay(world, 'stream')));
  await connection.readOrdersByNumber([orderNumber]);
  told.push(await submitAndSettle(world, [update(world, 'B-1', { quantity: 4 })], connection));
  const { intent, steps } = recordIntent();
  const refusing = tap.meddle({ on: ['offers', 'orders', 'listings', 'batch', 'other'], instead: echo });
  for (const trying of [
    () => collect(connection.readListings()),
    () => connection.readOrdersByNumber([orderNumber]),
    () => connection.updateStockAndPrice([update(world, 'B-1', { quantity: 1 })], { intent, priority: 1 }),
  ])
    told.push(
      await trying().then(
        (value) => value,
        () => problemOf(trying()),
      ),
    );
  refusing.stop();
  told.push(steps, line.meters);
  return { line, told };
}

/** What is written down, shown or kept. */
export const SECRETS: readonly Expectation[] = [
  {
    sentence: 'writes no key into any line of the log, whatever the marketplace repeats',
    run: async (stage) => {
      const { line } = await everything(stage);
      expectNone(line.log, secretsOf(stage, line));
    },
  },
  {
    sentence: 'shows no key in a problem, a verdict, a batch or a meter, whatever the marketplace repeats',
    run: async (stage) => {
      const { line, told } = await everything(stage);
      expectNone(told, secretsOf(stage, line));
    },
  },
  {
    sentence: 'keeps no key of what was sent: neither in the address nor in the body',
    run: async (stage) => {
      const { world, tapped } = stage;
      world.seed([seedOf('B-1')]);
      const line = await tapped();
      const { intent, steps } = recordIntent();
      await line.connection.updateStockAndPrice([update(world, 'B-1', { quantity: 4 })], {
        intent,
        priority: 1,
      });
      const sealed = steps.find(({ step }) => step === 'before-send');
      expect(sealed).toMatchObject({ request: { bodyHash: expect.stringMatching(/^[\da-f]{64}$/) } });
      expectNone(sealed, secretsOf(stage, line));
    },
  },
  {
    sentence: 'sends its keys in no address, where servers along the way write them down',
    needs: 'keys-outside-addresses',
    run: async (stage) => {
      const { line } = await everything(stage);
      expectNone(
        line.tap.seen.map(({ path, query }) => [path, query]),
        secretsOf(stage, line),
      );
    },
  },
  {
    sentence: 'writes nothing about a customer into any line of the log',
    run: async (stage) => {
      const { line } = await everything(stage);
      const [entry] = await collect(line.connection.readOrders(lastDay(stage.world, 'window')));
      const { buyer, shipping, invoice } = entry!;
      const personal = [
        buyer.lastName,
        buyer.email,
        shipping.phone,
        shipping.address,
        invoice.address,
      ].filter((text) => text.length >= 5);
      expect(personal.length).toBeGreaterThan(0);
      expectNone(line.log, personal);
    },
  },
];

import { createRouterClient } from '@orpc/server';
import { isDefinedError, safe } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { contract } from '#contract/index.ts';
import { bindRouter } from '#engine/handlers/router.ts';
import { openHarness, type Harness } from '../support/engine-harness.ts';
import { list, plainGoods } from '../support/goods.ts';

type Client = ContractRouterClient<typeof contract>;

let harness: Harness;
let client: Client;
beforeEach(async () => {
  harness = await openHarness({ seed: 'full', speed: 200 });
  client = createRouterClient(bindRouter(harness.context), { context: {} }) as unknown as Client;
});
afterEach(() => harness.stop());

/** From now on the file can't grow, as on a disk without room. */
function fillDisk(): void {
  const { database } = harness.context;
  const pages = Number(database.pragma('page_count', { simple: true }));
  database.pragma(`max_page_count = ${pages}`);
}

function makeRoom(): void {
  harness.context.database.pragma('max_page_count = 1000000');
}

describe('on a full disk', () => {
  it('a command ends with a sentence about the disk, and works again once there is room', async () => {
    const connect = () =>
      client.shop.connect({
        requestId: crypto.randomUUID(),
        connection: { kind: 'sample' },
        settings: {},
      });
    fillDisk();
    const { error } = await safe(connect());
    expect(isDefinedError(error) ? error.data : error).toMatchObject({ code: 'cache/full' });
    makeRoom();
    expect((await connect()).connected).toBe(true);
  });

  it('a sync ends as failed and says why, although not even that can be kept', async () => {
    list(harness.sandbox, await plainGoods(harness, 200));
    harness.addChannel('Trendyol');
    fillDisk();
    const { job } = await harness.sync({ what: 'pull' });
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'cache/full' } });
    makeRoom();
    expect((await harness.sync({ what: 'pull' })).job).toMatchObject({ state: 'done', problem: null });
  });
});

import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import type { MysqlConnection, StoreSettings } from '#contract/shop.ts';
import { keepCompiled } from './keep-compiled.ts';
import { orderOf } from './sample-order.ts';
import { silentLogger, systemClock } from './plain-host-parts.ts';

/** A process of its own that writes orders until it is killed. Told what to write by its first message. */
type Task = {
  readonly connection: MysqlConnection;
  readonly settings: StoreSettings;
  readonly numbers: readonly string[];
};

process.once('message', (task: Task) => {
  void write(task);
});
keepCompiled();

async function write(task: Task): Promise<void> {
  const store = openOpencartStore({ connection: task.connection, clock: systemClock, logger: silentLogger });
  process.send?.('ready');
  for (const number of task.numbers) {
    await store.writeOrder(orderOf(number), { settings: task.settings, reach: () => undefined });
    process.send?.(number);
  }
  await store.close();
  process.disconnect();
}

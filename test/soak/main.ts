import { parseArgs } from 'node:util';
import { runSoak } from './run-soak.ts';

/**
 * `npm run soak`: shoppers on five marketplaces at once. `--minutes` of sandbox time (600: ten minutes sixty times), `--seed`
 * (left out: any; it is printed), `--every` so many minutes a sync.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '600' },
    every: { type: 'string', default: '5' },
    calls: { type: 'boolean', default: false },
  },
});

const seed = Number(values.seed);
const began = performance.now();
console.log(`seed ${seed}, ${values.minutes} minutes of sandbox time, a sync every ${values.every} minutes`);
const { life, seen, compared, faults } = await runSoak({
  seed,
  minutes: Number(values.minutes),
  backgroundMinutes: Number(values.every),
});
const kinds = Map.groupBy(life.deeds, ({ kind, marketplace }) => `${marketplace} ${kind}`);
console.log(
  [...kinds]
    .map(([name, deeds]) => `${name} ${deeds.length}`)
    .toSorted()
    .join(' · '),
);
const calls = [...seen.calls.values()].reduce((sum, each) => sum + each, 0);
console.log(
  `${life.deeds.length} deeds, ${life.edits} edits in the shop, ${seen.syncs} syncs, ${calls} requests, ${seen.tooMany.length} × 429`,
);
for (const [name, times] of values.calls ? seen.calls : []) console.log(`${name}: ${times}`);
for (const [name, times] of seen.refusals) console.log(`refused: ${name} × ${times}`);
console.log(
  `${compared.listings} listings and ${compared.orders} orders compared, ${compared.leftOut} listings left out (not for sale there)`,
);
for (const fault of faults.slice(0, 60)) console.log(`  ${fault}`);
console.log(
  faults.length === 0
    ? `both sides are equal (${Math.round((performance.now() - began) / 1_000)} s)`
    : `${faults.length} faults; again with --seed ${seed}`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

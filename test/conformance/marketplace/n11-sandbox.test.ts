import { marketplaceConformance } from './marketplace-conformance.ts';
import { openN11 } from './n11-world.ts';

// A split needs a package that is being picked, packages are never “invoiced”, and a body may come again once its task is
// done: `n11-desk.test.ts` has these.
marketplaceConformance('N11 (the sandbox)', openN11, {
  without: ['repeated-body', 'split', 'pick', 'order-totals'],
  shown: ({ externalId }) => ({ stockCode: externalId }),
});

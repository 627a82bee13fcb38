import { gatewayBench } from './gateway-bench.ts';
import { printLine } from './measure.ts';

for (const ratio of await gatewayBench()) printLine({ kind: 'ratio', ...ratio });

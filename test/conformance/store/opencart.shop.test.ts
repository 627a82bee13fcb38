import { inject } from 'vitest';
import { opencartUnderTest } from '../../support/opencart-under-test.ts';
import { storeConformance } from './store-conformance.ts';

storeConformance('OpenCart 3.0.4.1 (MyISAM)', async () => opencartUnderTest(inject('mariadb'), '3.0.4.1'));
storeConformance('OpenCart 4.1.0.4 (InnoDB)', async () => opencartUnderTest(inject('mariadb'), '4.1.0.4'));

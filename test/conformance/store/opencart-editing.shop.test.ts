import { inject } from 'vitest';
import { OPENCART_VERSIONS, type OpencartVersion } from '../../support/opencart-generations/versions.ts';
import { createOpencartShop } from '../../support/opencart-shop.ts';
import { shopUnderTest } from '../../support/opencart-under-test.ts';
import { storeEditingConformance, type EditableShopUnderTest } from './store-editing-conformance.ts';

type Engine = 'MyISAM' | 'InnoDB';

/** With a second language, in which no product has a name yet. */
async function editableShop(version: OpencartVersion, engine: Engine): Promise<EditableShopUnderTest> {
  const shop = await createOpencartShop(inject('mariadb'), version, { engine });
  await shop.run(
    "INSERT INTO oc_language SET name = 'Türkçe', code = 'tr-tr', locale = 'tr', sort_order = 2, status = 1",
  );
  return shopUnderTest(shop);
}

/** The facts know of no table in which these differ from 3.0.4.1 and 4.1.0.1. */
const ALIKE: ReadonlySet<OpencartVersion> = new Set(['3.0.3.8', '4.1.0.3']);

/** Both engines for the two versions whose whole databases are at hand, one of them for each of the others. */
const COMBINATIONS = OPENCART_VERSIONS.filter((version) => !ALIKE.has(version)).flatMap(
  (version, index): [OpencartVersion, Engine][] => {
    const one: Engine = index % 2 === 0 ? 'MyISAM' : 'InnoDB';
    const other: Engine = one === 'MyISAM' ? 'InnoDB' : 'MyISAM';
    const isDumped = version === '3.0.4.1' || version === '4.1.0.4';
    return isDumped
      ? [
          [version, one],
          [version, other],
        ]
      : [[version, one]];
  },
);

for (const [version, engine] of COMBINATIONS) {
  storeEditingConformance(`OpenCart ${version} (${engine})`, async () => editableShop(version, engine));
}

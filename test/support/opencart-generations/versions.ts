import { FOUR_ONE_ZERO, FOUR_ONE_ONE } from './four-one.ts';
import { FOUR_ZERO_TWO, FOUR_ZERO_ZERO } from './four-zero.ts';
import { THREE_ZERO_FIVE, TWO_THREE } from './two-and-three.ts';

/** Versions of which the facts library has a whole database and the rows of one real order. */
export type DumpedVersion = '3.0.4.1' | '4.1.0.4';
export type OpencartVersion =
  | DumpedVersion
  | '2.3.0.2'
  | '3.0.3.8'
  | '3.0.5.1'
  | '4.0.0.0'
  | '4.0.2.3'
  | '4.1.0.0'
  | '4.1.0.1'
  | '4.1.0.3';

export type OpencartFamily = '2.3' | '3.0' | '4.0' | '4.1';

/** How a version's database comes out of one of the two dumps. Source: the facts library, opencart.md §1–3, 8.2, 9. */
export type VersionFacts = {
  readonly family: OpencartFamily;
  readonly dump: DumpedVersion;
  readonly engine: 'MyISAM' | 'InnoDB';
  readonly charset: 'utf8mb3' | 'utf8mb4';
  readonly collation: 'utf8mb3_general_ci' | 'utf8mb4_general_ci' | 'utf8mb4_unicode_ci';
  /** 4.1 lets most columns be NULL, 4.0 hardly any; the dumps have their own version's. */
  readonly nullable: 'as-dumped' | 'never';
  /** Statements that make the dump's tables those of this version. */
  readonly statements: string;
};

const OLD = {
  dump: '3.0.4.1',
  engine: 'MyISAM',
  charset: 'utf8mb3',
  collation: 'utf8mb3_general_ci',
  nullable: 'as-dumped',
} as const;
const NEW = {
  family: '4.1',
  dump: '4.1.0.4',
  engine: 'InnoDB',
  charset: 'utf8mb4',
  collation: 'utf8mb4_unicode_ci',
  nullable: 'as-dumped',
} as const;

export const VERSION_FACTS: Readonly<Record<OpencartVersion, VersionFacts>> = {
  '2.3.0.2': { ...OLD, family: '2.3', statements: TWO_THREE },
  // The facts know of no table in which 3.0.3.8 and 3.0.4.1 differ.
  '3.0.3.8': { ...OLD, family: '3.0', statements: '' },
  '3.0.4.1': { ...OLD, family: '3.0', statements: '' },
  '3.0.5.1': {
    ...OLD,
    family: '3.0',
    charset: 'utf8mb4',
    collation: 'utf8mb4_unicode_ci',
    statements: THREE_ZERO_FIVE,
  },
  '4.0.0.0': {
    ...NEW,
    family: '4.0',
    charset: 'utf8mb3',
    collation: 'utf8mb3_general_ci',
    nullable: 'never',
    statements: FOUR_ZERO_ZERO,
  },
  '4.0.2.3': {
    ...NEW,
    family: '4.0',
    collation: 'utf8mb4_general_ci',
    nullable: 'never',
    statements: FOUR_ZERO_TWO,
  },
  '4.1.0.0': { ...NEW, statements: FOUR_ONE_ZERO },
  // Nor one in which 4.1.0.1 and 4.1.0.3 do.
  '4.1.0.1': { ...NEW, statements: FOUR_ONE_ONE },
  '4.1.0.3': { ...NEW, statements: FOUR_ONE_ONE },
  '4.1.0.4': { ...NEW, statements: '' },
};

/** Oldest first. */
export const OPENCART_VERSIONS = Object.keys(VERSION_FACTS) as readonly OpencartVersion[];

export function familyOf(version: OpencartVersion): OpencartFamily {
  return VERSION_FACTS[version].family;
}

/** 4.x has products that are variants of another. */
export function hasMasters(version: OpencartVersion): boolean {
  return VERSION_FACTS[version].dump === '4.1.0.4';
}

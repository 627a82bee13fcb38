import { HOUSEHOLD_FAMILIES } from './sample-families-household.ts';
import { WEAR_FAMILIES } from './sample-families-wear.ts';
import type { SampleFamily } from './sample-family.ts';

export const SAMPLE_FAMILIES: readonly SampleFamily[] = [...WEAR_FAMILIES, ...HOUSEHOLD_FAMILIES];

import { jsonAnswer, type SandboxAnswer } from '../exchange.ts';
import { refusal } from './answers.ts';
import type { Call } from './world.ts';

type Place = { readonly id: number; readonly name: string; readonly within?: readonly Place[] };

/** A corner of the map; the real one has all of it. */
const CITIES: readonly Place[] = [
  {
    id: 34,
    name: 'İstanbul',
    within: [
      { id: 54, name: 'Kadıköy', within: [{ id: 321, name: 'Moda' }] },
      { id: 60, name: 'Üsküdar', within: [{ id: 340, name: 'Çengelköy' }] },
    ],
  },
  {
    id: 6,
    name: 'Ankara',
    within: [{ id: 71, name: 'Çankaya', within: [{ id: 410, name: 'Bahçelievler' }] }],
  },
];

export function getCountries(): SandboxAnswer {
  return jsonAnswer(200, [
    { id: 1, code: 'TR', name: 'Türkiye' },
    { id: 2, code: 'AZ', name: 'Azerbaycan' },
  ]);
}

export function getCities(): SandboxAnswer {
  return jsonAnswer(200, CITIES.map(named));
}

/** By id; a code in its place was answered 500 (May 2026). */
export function getDistricts(call: Call): SandboxAnswer {
  const city = CITIES.find(({ id }) => String(id) === call.params['cityId']);
  if (!city) throw refusal(500, 'generic.exception', 'Exception Occured')(call.world.now());
  return jsonAnswer(200, (city.within ?? []).map(named));
}

export function getNeighborhoods(call: Call): SandboxAnswer {
  const districts = CITIES.flatMap(({ within = [] }) => within);
  const district = districts.find(({ id }) => String(id) === call.params['districtId']);
  if (!district) throw refusal(500, 'generic.exception', 'Exception Occured')(call.world.now());
  return jsonAnswer(200, (district.within ?? []).map(named));
}

function named({ id, name }: Place): unknown {
  return { id, code: String(id), name };
}

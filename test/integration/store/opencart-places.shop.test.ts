import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readSchema, type ShopSchema } from '#engine/store/opencart/dialect/schema.ts';
import { Link } from '#engine/store/opencart/session/link.ts';
import { findPlace, type Place } from '#engine/store/opencart/write/places.ts';
import { OPENCART_VERSIONS } from '../../support/opencart-generations/versions.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { silentLogger } from '../../support/plain-host-parts.ts';

/** As the Ministry of Interior lists them. */
const PROVINCES =
  `Adana Adıyaman Afyonkarahisar Ağrı Aksaray Amasya Ankara Antalya Ardahan Artvin Aydın Balıkesir
  Bartın Batman Bayburt Bilecik Bingöl Bitlis Bolu Burdur Bursa Çanakkale Çankırı Çorum Denizli Diyarbakır Düzce Edirne
  Elazığ Erzincan Erzurum Eskişehir Gaziantep Giresun Gümüşhane Hakkari Hatay Iğdır Isparta İstanbul İzmir
  Kahramanmaraş Karabük Karaman Kars Kastamonu Kayseri Kırıkkale Kırklareli Kırşehir Kilis Kocaeli Konya Kütahya
  Malatya Manisa Mardin Mersin Muğla Muş Nevşehir Niğde Ordu Osmaniye Rize Sakarya Samsun Siirt Sinop Sivas Şanlıurfa
  Şırnak Tekirdağ Tokat Trabzon Tunceli Uşak Van Yalova Yozgat Zonguldak`.split(/\s+/);

const ASCII: Readonly<Record<string, string>> = { ç: 'c', ğ: 'g', ı: 'i', ö: 'o', ş: 's', ü: 'u' };
const SPELLINGS: readonly (readonly [string, (name: string) => string])[] = [
  ['in Turkish letters', (name) => name],
  ['in Turkish capitals', (name) => name.toLocaleUpperCase('tr')],
  ['in English capitals', (name) => name.toUpperCase()],
  [
    'in plain letters',
    (name) => name.toLocaleLowerCase('tr').replace(/[çğıöşü]/g, (letter) => ASCII[letter] ?? letter),
  ],
];

describe.each(OPENCART_VERSIONS)('an address in OpenCart %s', (version) => {
  let shop: OpencartShop;
  let link: Link;
  let schema: ShopSchema;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), version);
    link = await Link.open(shop.connection, 'reader', silentLogger);
    schema = await readSchema(link, shop.connection.database, 'oc_');
  });
  afterAll(async () => {
    await link.end();
    await shop.remove();
  });

  const place = async (city: string, district = ''): Promise<Place> =>
    findPlace({ reader: link, schema, languageId: '1' }, { countryIso2: 'TR', city, district });
  const zones = async (): Promise<readonly string[]> =>
    Promise.all(PROVINCES.map(async (name) => (await place(name)).zoneId));
  const rename = async (zoneId: number, name: string): Promise<void> => {
    const table = schema.has('zone_description') ? 'oc_zone_description' : 'oc_zone';
    await shop.run(`UPDATE ${table} SET name = ? WHERE zone_id = ?`, [name, zoneId]);
  };

  it.each(SPELLINGS)('finds each of the 81 provinces %s', async (_, spell) => {
    const found = await Promise.all(PROVINCES.map((name) => place(spell(name))));
    expect(PROVINCES.filter((_name, index) => found[index]?.zoneId === '0')).toEqual([]);
    expect(new Set(found.map(({ zoneId }) => zoneId)).size).toBe(81);
    expect(found.every(({ countryId }) => countryId === '215')).toBe(true);
  });

  it('knows the everyday names', async () => {
    for (const [everyday, official] of [
      ['Afyon', 'Afyonkarahisar'],
      ['İçel', 'Mersin'],
      ['Mersin (İçel)', 'Mersin'],
      ['K.Maraş', 'Kahramanmaraş'],
      ['Urfa', 'Şanlıurfa'],
    ] as const)
      expect((await place(everyday)).zoneId, everyday).toBe((await place(official)).zoneId);
  });

  it('finds them also where the merchant had them re-imported in capitals', async () => {
    const before = await zones();
    for (const name of ['ISTANBUL', 'İSTANBUL', 'Istanbul', 'istanbul', 'I\u0307stanbul']) {
      await rename(3354, name);
      for (const wanted of ['İstanbul', 'ISTANBUL', 'Istanbul'])
        expect(await place(wanted), `${name} for ${wanted}`).toMatchObject({ zoneId: '3354', zone: name });
    }
    expect(await zones()).toEqual(before);
    await rename(3354, 'İstanbul');
  });

  it('takes the district where the shop lists districts in place of provinces', async () => {
    const kars = Number((await place('Kars')).zoneId);
    await rename(kars, 'KARS / SARIKAMIŞ');
    expect((await place('Kars', 'Sarıkamış')).zoneId).toBe(String(kars));
    await rename(kars, 'Sarıkamış');
    expect((await place('Kars', 'SARIKAMIS')).zoneId).toBe(String(kars));
    // Where two zones have the name nobody knows which is meant: the text stands, and no zone.
    const van = Number((await place('Van')).zoneId);
    await rename(van, 'Sarıkamış');
    expect(await place('Kars', 'Sarıkamış')).toMatchObject({ zoneId: '0', zone: 'Kars' });
    await rename(kars, 'Kars');
    await rename(van, 'Van');
  });

  it('keeps the text where the shop knows neither country nor province', async () => {
    expect(await place('Atlantis', 'Merkez')).toMatchObject({ zoneId: '0', zone: 'Atlantis' });
  });
});

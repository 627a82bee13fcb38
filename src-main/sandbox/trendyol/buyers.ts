import type { Random } from '#engine/host.ts';
import type { Buyer } from './state.ts';

const FIRST_NAMES = [
  'Ayşe',
  'Mehmet',
  'Gülşah',
  'Ömer',
  'Çağla',
  'İbrahim',
  'Şule',
  'Uğur',
  'Nazlı',
  'Yiğit',
  'Ilgın',
  'Özge',
];
const LAST_NAMES = [
  'Yılmaz',
  'Şahin',
  'Öztürk',
  'Çelik',
  'Güneş',
  'İnanç',
  'Doğan',
  'Koç',
  'Ünal',
  'Işık',
  'Aydın',
  'Bağcı',
];

/** Province number, district, neighbourhood, postcode. */
const PLACES = [
  ['İstanbul', 34, 'Kadıköy', 'Moda', '34710'],
  ['İstanbul', 34, 'Üsküdar', 'Çengelköy', '34680'],
  ['Ankara', 6, 'Çankaya', 'Bahçelievler', '06490'],
  ['İzmir', 35, 'Karşıyaka', 'Bostanlı', '35590'],
  ['Bursa', 16, 'Nilüfer', 'Özlüce', '16120'],
  ['Muğla', 48, 'Bodrum', 'Gümüşlük', '48970'],
  ['Diyarbakır', 21, 'Kayapınar', 'Peyas', '21070'],
  ['Şanlıurfa', 63, 'Haliliye', 'Sırrın', '63320'],
  ['Ağrı', 4, 'Doğubayazıt', 'Çiftepınar', '04400'],
] as const;

/** Nobody: names, street and telephone are put together by chance; 11111111111 is what the real one sends for a consumer. */
export function inventBuyer(random: Random): Buyer {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random.fraction() * items.length)]!;
  const [city, cityCode, district, neighborhood, postalCode] = pick(PLACES);
  return {
    firstName: pick(FIRST_NAMES),
    lastName: pick(LAST_NAMES),
    city,
    cityCode,
    district,
    neighborhood,
    street: `Örnek Sk. No: ${1 + Math.floor(random.fraction() * 90)} D: ${1 + Math.floor(random.fraction() * 20)}`,
    postalCode,
    phone: `5000000${String(Math.floor(random.fraction() * 1_000)).padStart(3, '0')}`,
    company: '',
    taxNumber: '',
    taxOffice: '',
    identityNumber: '11111111111',
  };
}

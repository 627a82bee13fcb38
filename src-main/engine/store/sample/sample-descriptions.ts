import type { SampleFamily } from './sample-family.ts';

export type DescribedProduct = {
  readonly family: SampleFamily;
  readonly brand: string;
  readonly title: string;
  readonly position: number;
};

const FEATURES: Readonly<Record<SampleFamily['care'], readonly string[]>> = {
  textile: [
    '%95 pamuk, %5 elastan karışımlı kumaş',
    '30 °C’de ters yüz yıkayınız',
    'Terletmez, tüylenmez',
    'Yerli üretim',
  ],
  home: [
    'Günlük kullanıma uygun',
    'Kolay temizlenir',
    'Özenle paketlenir, kırılmaya karşı korunur',
    'Yerli üretim',
  ],
  cosmetic: [
    'Paraben içermez',
    'Cilt tipinize göre küçük bir bölgede deneyiniz',
    'Açıldıktan sonra 12 ay içinde tüketiniz',
  ],
  electronic: [
    '2 yıl garanti',
    'CE belgeli',
    'Kutu içeriği: ürün, kullanım kılavuzu (Türkçe)',
    'Aşırı ısınmaya karşı korumalı',
  ],
  toy: ['3 yaş ve üzeri için uygundur', 'Su bazlı, sağlığa zararsız boya', 'Küçük parça içerebilir'],
  paper: ['90 g/m² kâğıt', 'Mürekkep geçirmez', 'Hediye paketi yapılabilir'],
  food: [
    'Katkı maddesi içermez',
    'Serin ve kuru yerde saklayınız',
    'Üretim tarihi ve parti numarası ambalajdadır',
  ],
};

/** One of four ways in which merchants write; which one depends on the product's place in the catalogue. */
export function describeProduct(product: DescribedProduct): string {
  const features = FEATURES[product.family.care];
  switch (product.position % 4) {
    case 0:
      return asList(product, features);
    case 1:
      return asParagraphs(product, features);
    case 2:
      return asTable(product, features);
    default:
      return `<p>${escapeHtml(product.title)}</p>`;
  }
}

function asList(product: DescribedProduct, features: readonly string[]): string {
  const items = features.map((feature) => `<li>${escapeHtml(feature)}</li>`).join('');
  return `<h2>${escapeHtml(product.title)}</h2><p><strong>${escapeHtml(product.brand)}</strong> kalitesiyle.</p><ul>${items}</ul>`;
}

function asParagraphs(product: DescribedProduct, features: readonly string[]): string {
  return [
    `<p>${escapeHtml(product.title)}, ${escapeHtml(product.brand)} güvencesiyle sizlerle.</p>`,
    `<p>${escapeHtml(features.join('. '))}.</p>`,
    '<p>Saat 14.00’e kadar verilen siparişler aynı gün kargoya teslim edilir. İade süresi 14 gündür.</p>',
  ].join('\n');
}

function asTable(product: DescribedProduct, features: readonly string[]): string {
  const rows = [
    ['Marka', product.brand],
    ['Kategori', product.family.category],
    ...features.map((feature, index) => [`Özellik ${index + 1}`, feature]),
  ];
  const cells = rows.map(
    ([name, value]) => `<tr><td>${escapeHtml(name!)}</td><td>${escapeHtml(value!)}</td></tr>`,
  );
  return `<table border="1"><tbody>${cells.join('')}</tbody></table>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

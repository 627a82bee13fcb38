import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { FieldName } from '#common/product-field.ts';
import type { FieldValue } from '#contract/product-value.ts';
import type { EditingFacts } from '#contract/products.ts';
import { FieldChange, FieldValueView } from '../../src-renderer/features/edits/field-value.tsx';
import { useFieldWords } from '../../src-renderer/features/edits/field-words.ts';
import { someFacts } from '../support/page-data-products.ts';
import { showPage } from '../support/page-render.tsx';

/** A field's name and value side by side, as the page writes them. */
function Shown({
  field,
  value,
  facts,
}: {
  readonly field: FieldName;
  readonly value: FieldValue;
  readonly facts: EditingFacts | null;
}): React.ReactNode {
  return (
    <p>
      {useFieldWords(facts).name(field, 'Renk: Kırmızı')} = <FieldValueView {...{ field, value, facts }} />
    </p>
  );
}

const WRITTEN: readonly (readonly [FieldName, FieldValue, string])[] = [
  ['price', 12_999_000, 'Fiyat = 1.299,90 ₺'],
  ['cost', null, 'Maliyet = girilmemiş'],
  ['quantity', 12_480, 'Stok = 12.480'],
  ['enabled', false, 'Durum = Kapalı'],
  ['manufacturer', '5', 'Üretici = İnci Cam'],
  ['manufacturer', null, 'Üretici = yok'],
  ['categories', ['33', '20'], 'Kategoriler = EvHediyelik'],
  ['categories', ['77'], 'Kategoriler = 77 no’lu kategori'],
  ['code:ean', '', 'EAN = boş'],
  ['code:code:EAN', '8690000000654', 'EAN = 8690000000654'],
  ['name:tr-tr', 'Çaydanlık', 'Ad · Türkçe = Çaydanlık'],
  ['attribute:7:en-gb', 'Steel', 'Yükseklik · English = Steel'],
  ['option:12:price', { priceE4: 50_000, prefix: '-' }, 'Seçenek fiyatı · Renk: Kırmızı = − 5,00 ₺'],
  ['special', null, 'Kampanya = kampanya yok'],
  [
    'special',
    { priceE4: 9_990_000, dateStart: '2026-12-01', dateEnd: '2026-12-31' },
    'Kampanya = 999,00 ₺ · 1 Ara 2026 – 31 Ara 2026',
  ],
  [
    'special',
    { priceE4: 9_990_000, dateStart: '0000-00-00', dateEnd: null },
    'Kampanya = 999,00 ₺ · süresiz',
  ],
  ['images', [], 'Resimler = resim yok'],
];

test.each(WRITTEN)('%s with %j is written in the merchant’s words', (field, value, words) => {
  const { screen: shown } = showPage(<Shown field={field} value={value} facts={someFacts()} />);
  expect(shown.container.querySelector('p')?.textContent.replaceAll('\u00A0', ' ')).toBe(words);
});

test('before the shop was read once, values still stand there, by their numbers', () => {
  showPage(<Shown field="manufacturer" value="5" facts={null} />);
  expect(screen.getByText('5 no’lu üretici')).toBeDefined();
});

test('a description of which only the markup changed says that the words are the same', () => {
  showPage(
    <FieldChange field="description:tr-tr" before="<b>Kupa</b>" after="<p>Kupa</p>" facts={someFacts()} />,
  );
  expect(screen.getByText('Yazı aynı; yalnız biçimi (HTML) değişti.')).toBeDefined();
  expect(document.querySelector('ins')?.textContent).toContain('<p>');
});

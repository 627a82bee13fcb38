import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { FoundInShop } from '../../src-renderer/features/onboarding/shop-findings.tsx';
import { someReport } from '../support/page-data.ts';
import { showPage } from '../support/page-render.tsx';

test('a shop on MyISAM is told what that means for a write that is cut off', () => {
  const report = someReport({ transactional: false, engines: { InnoDB: 4, MyISAM: 130 } });
  showPage(<FoundInShop report={report} />);
  expect(
    screen.getByText('Tablolar yarım kalan yazmayı geri alamıyor (MyISAM: 130 tablo · InnoDB: 4 tablo)'),
  ).toBeDefined();
  expect(screen.getByText(/yine de bir kez yazılır/)).toBeDefined();
});

test('where this OpenCart keeps codes and specials is said for its generation', () => {
  const report = someReport({
    generation: '4.1',
    codeSources: [{ source: 'code:EAN', filled: 10, distinct: 10, validGtin: 10 }],
  });
  showPage(<FoundInShop report={report} />);
  expect(
    screen.getByText(/product_discount tablosunda\. Barkod ve kodlar product_code tablosunda/),
  ).toBeDefined();
});

test('what the database user lacks is told feature by feature, each with its statements and what stays undone', async () => {
  const report = someReport({
    rights: [
      { feature: 'read', statements: ["GRANT SELECT ON `shop`.`oc_product` TO 'u'@'%';"], missing: [] },
      {
        feature: 'edit',
        statements: ["GRANT UPDATE ON `shop`.`oc_product` TO 'u'@'%';"],
        missing: ['UPDATE oc_product'],
      },
    ],
  });
  showPage(<FoundInShop report={report} />);
  const rights = screen.getByRole('region', { name: 'Veritabanı kullanıcısının yetkileri' });
  const [read, edit] = within(rights).getAllByRole('listitem');
  expect(read!.textContent).toContain('Mağazayı okuma: yetki var');
  expect(edit!.textContent).toContain('eksik: UPDATE oc_product');
  expect(edit!.textContent).toContain('Düzenlemeler burada bekler, ama mağazaya yazılmaz.');
  expect(within(edit!).getByText("GRANT UPDATE ON `shop`.`oc_product` TO 'u'@'%';")).toBeDefined();
  expect(within(edit!).getByRole('button', { name: 'Kopyala' })).toBeDefined();
});

test('tables of different kinds are named, each with what it means and what can be done', () => {
  const most = { engine: 'InnoDB', collation: 'utf8mb4_unicode_ci', charsets: ['utf8mb4'] };
  const report = someReport({
    tables: [
      { name: 'oc_order', ...most },
      { name: 'oc_product', ...most },
      { name: 'oc_eklenti', engine: 'MyISAM', collation: 'latin5_turkish_ci', charsets: ['latin5'] },
    ],
  });
  showPage(<FoundInShop report={report} />);
  expect(
    screen.getByText('Bazı tabloların karakter kümesi UTF-8 değil (utf8mb4: 2 · latin5: 1)'),
  ).toBeDefined();
  expect(screen.getByText('Tablolar farklı motorlarda (InnoDB: 2 · MyISAM: 1)')).toBeDefined();
  expect(screen.getAllByText(/oc_eklenti.*utf8mb4|Çoğunluktan ayrılanlar: oc_eklenti/)).toHaveLength(3);
});

import type { Fault, FaultCode } from '../common/file-fault.ts';
import type { Language } from './basics.ts';

type Sentences = Readonly<Record<FaultCode, (found: string) => string>>;

const TR: Sentences = {
  'unknown-encoding': (found) => `dosya ${found} ile kodlanmış; UTF-8 olarak kaydedin`,
  workbook: () =>
    'dosya eski biçimde (.xls) ya da parolalı bir çalışma kitabı; parolasız olarak .xlsx biçiminde kaydedin',
  'workbook-broken': (found) =>
    `dosya okunabilir bir Excel çalışma kitabı değil (${found}); Excel’de açıp .xlsx olarak yeniden kaydedin`,
  'workbook-too-large': () => 'çalışma kitabı açılınca çok büyük; bölerek ya da CSV (UTF-8) olarak kaydedin',
  'workbook-several-sheets': (found) =>
    `birden çok dolu sayfa var (“${found}” de dolu); yalnız bir sayfa bırakıp yeniden kaydedin`,
  'cell-error': (found) => `formül hata veriyor: ${found}; düzeltip yeniden kaydedin`,
  'cell-not-calculated': () => 'formülün sonucu dosyada yok; Excel’de açıp yeniden kaydedin',
  'zeros-lost': (found) =>
    `“${found}” başındaki sıfırları yitirmiş görünüyor; sütunu metin yapıp barkodu yeniden yazın`,
  'no-edits': () => 'dosyada işlenecek satır yok',
  'not-json': () => 'geçerli JSON değil',
  'not-a-list': () => 'JSON bir dizi olmalı: [ … ]',
  'not-an-object': () => 'her düzenleme bir nesne olmalı: { … }',
  'unknown-key': (found) => `bilinmeyen anahtar “${found}”`,
  'quote-open': () => 'açılan tırnak kapanmıyor',
  'quote-inside': (found) => `tırnaksız hücrede tırnak: ${found}; hücreyi tırnağa alıp içindekini ikileyin`,
  'after-quote': (found) => `kapanan tırnaktan sonra ayırıcı gelmeli: “${found}”`,
  'cell-count': (found) => `hücre sayısı başlıktakinden farklı (${found})`,
  'unknown-column': (found) => `bilinmeyen sütun “${found}”; not sütunlarının adı # ile başlar`,
  'column-twice': (found) => `“${found}” sütunu iki kez var`,
  'no-identifier': () => 'ürünü gösteren sütun yok: productId, model ya da barcode',
  'several-identifiers': (found) => `ürünü yalnız biri göstermeli: ${found}`,
  'unknown-field': (found) => `böyle bir alan yok: “${found}”`,
  'unknown-mode': (found) => `mode “set” ya da “difference” olmalı, “${found}” değil`,
  'mode-not-for-field': () => '“difference” yalnız stok alanları içindir',
  missing: () => 'eksik',
  empty: () => 'boş olamaz',
  'wrong-kind': (found) => `bu alanın değeri bu türden olamaz: ${found}`,
  'not-a-number': (found) => `sayı değil: “${found}”`,
  'ambiguous-number': (found) =>
    `“${found}” iki sayı olabilir; binlik ayırmadan ya da ondalıklı yazın (1234,00)`,
  'too-precise': (found) => `en çok dört ondalık olabilir: “${found}”`,
  'not-whole': (found) => `tam sayı olmalı: “${found}”`,
  scientific: (found) => `“${found}” barkodun kendisi değil; tablo programında sütunu metin yapın`,
  'not-yes-or-no': (found) => `evet/hayır ya da 1/0 olmalı: “${found}”`,
  'not-a-special': (found) => `kampanya FİYAT|BAŞLANGIÇ|BİTİŞ biçiminde olmalı: “${found}”`,
  'not-an-option-price': (found) => `seçenek fiyatı +5,00 ya da -5,00 biçiminde olmalı: “${found}”`,
  twice: (found) => `aynı ürünün aynı alanı ${found}. satırda da var`,
  'no-such-product': (found) => `mağazada böyle bir ürün yok: “${found}”`,
  'several-products': (found) => `birden çok ürün: “${found}”; productId ile gösterin`,
  'no-such-choice': (found) => `mağazada yok: “${found}”`,
  'several-choices': (found) => `mağazada birden çok var: “${found}”; kimliğini yazın`,
};

const EN: Sentences = {
  'unknown-encoding': (found) => `the file is encoded as ${found}; save it as UTF-8`,
  workbook: () =>
    'the file is a workbook of the old kind (.xls) or with a password; save it as .xlsx without a password',
  'workbook-broken': (found) =>
    `the file is no Excel workbook that can be read (${found}); open it in Excel and save it as .xlsx again`,
  'workbook-too-large': () => 'the workbook is too large once unpacked; save it in parts or as CSV (UTF-8)',
  'workbook-several-sheets': (found) =>
    `more than one sheet is filled (“${found}” is, too); leave only one sheet and save it again`,
  'cell-error': (found) => `the formula ends in an error: ${found}; mend it and save again`,
  'cell-not-calculated': () =>
    'the file does not hold what the formula comes to; open it in Excel and save it again',
  'zeros-lost': (found) =>
    `“${found}” seems to have lost its leading zeros; make the column text and write the barcode again`,
  'no-edits': () => 'the file holds no line to work on',
  'not-json': () => 'not valid JSON',
  'not-a-list': () => 'the JSON must be an array: [ … ]',
  'not-an-object': () => 'every edit must be an object: { … }',
  'unknown-key': (found) => `unknown key “${found}”`,
  'quote-open': () => 'an opened quote is never closed',
  'quote-inside': (found) =>
    `a quote in a cell without quotes: ${found}; quote the cell and double the quote`,
  'after-quote': (found) => `a closed quote must be followed by a delimiter: “${found}”`,
  'cell-count': (found) => `another number of cells than in the header (${found})`,
  'unknown-column': (found) => `unknown column “${found}”; a note’s title begins with #`,
  'column-twice': (found) => `the column “${found}” stands twice`,
  'no-identifier': () => 'no column names the product: productId, model or barcode',
  'several-identifiers': (found) => `only one may name the product: ${found}`,
  'unknown-field': (found) => `there is no such field: “${found}”`,
  'unknown-mode': (found) => `mode must be “set” or “difference”, not “${found}”`,
  'mode-not-for-field': () => '“difference” is for stock alone',
  missing: () => 'missing',
  empty: () => 'must not be empty',
  'wrong-kind': (found) => `this field can’t hold a value of this kind: ${found}`,
  'not-a-number': (found) => `not a number: “${found}”`,
  'ambiguous-number': (found) =>
    `“${found}” could be two numbers; write it without grouping or with decimals (1234.00)`,
  'too-precise': (found) => `at most four decimals: “${found}”`,
  'not-whole': (found) => `must be a whole number: “${found}”`,
  scientific: (found) => `“${found}” is not the barcode itself; make the column text in the spreadsheet`,
  'not-yes-or-no': (found) => `must be yes/no or 1/0: “${found}”`,
  'not-a-special': (found) => `a special must look like PRICE|START|END: “${found}”`,
  'not-an-option-price': (found) => `an option’s price must look like +5.00 or -5.00: “${found}”`,
  twice: (found) => `the same field of the same product stands in line ${found} too`,
  'no-such-product': (found) => `the shop has no such product: “${found}”`,
  'several-products': (found) => `more than one product: “${found}”; name it by productId`,
  'no-such-choice': (found) => `not in the shop: “${found}”`,
  'several-choices': (found) => `more than one in the shop: “${found}”; write its id`,
};

/** `line 7, price: not a number: “x”`; line 0 is no line of a file. */
export function describeFault(fault: Fault, language: Language): string {
  const sentence = (language === 'tr' ? TR : EN)[fault.code](fault.found);
  if (fault.line === 0) return sentence;
  const column = fault.column === '' ? '' : `, ${fault.column}`;
  return `${language === 'tr' ? 'satır' : 'line'} ${fault.line}${column}: ${sentence}`;
}

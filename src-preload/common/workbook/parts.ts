import { numberFormatOf, type NumberFormat } from './number-format.ts';
import { broken } from './unreadable.ts';
import { tagsOf, unescapeText } from './xml-tags.ts';

export type SheetPlace = { readonly name: string; readonly path: string };

/** The sheets that are shown, in their order, and how days are counted. */
export function readBook(
  book: string,
  relations: string,
): { readonly sheets: readonly SheetPlace[]; readonly epoch: 1900 | 1904 } {
  const targets = new Map<string, string>();
  for (const tag of tagsOf(relations)) {
    if (tag.name === 'Relationship' && tag.attribute('Type').endsWith('/worksheet')) {
      targets.set(tag.attribute('Id'), pathOf(tag.attribute('Target')));
    }
  }
  const sheets: SheetPlace[] = [];
  let epoch: 1900 | 1904 = 1900;
  for (const tag of tagsOf(book)) {
    if (tag.name === 'workbookPr' && /^(1|true)$/.test(tag.attribute('date1904'))) epoch = 1904;
    const path = tag.name === 'sheet' && tag.kind !== 'closes' ? targets.get(tag.attribute('id')) : undefined;
    // Sheets of charts have another type and hold no rows.
    if (path !== undefined && !/hidden$/i.test(tag.attribute('state'))) {
      sheets.push({ name: unescapeText(tag.attribute('name')), path });
    }
  }
  if (sheets.length === 0) throw broken('xl/workbook.xml');
  return { sheets, epoch };
}

function pathOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

/** The texts that cells share. Of several runs of letters, all; of the reading aids of East Asian texts, nothing. */
export function readSharedTexts(xml: string): readonly string[] {
  const texts: string[] = [];
  let text = '';
  let aids = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'rPh') aids += tag.kind === 'opens' ? 1 : tag.kind === 'closes' ? -1 : 0;
    else if (tag.name === 't' && tag.kind === 'closes' && aids === 0) text += tag.textBefore;
    else if (tag.name === 'si' && tag.kind !== 'opens') {
      texts.push(unescapeText(text));
      text = '';
    }
  }
  return texts;
}

/** The number formats of the cells' styles, by the style's place. */
export function readNumberFormats(xml: string): readonly NumberFormat[] {
  const codes = new Map<string, string>();
  const formats: NumberFormat[] = [];
  let inCells = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'numFmt') codes.set(tag.attribute('numFmtId'), tag.attribute('formatCode'));
    else if (tag.name === 'cellXfs') inCells = tag.kind === 'opens';
    else if (tag.name === 'xf' && inCells && tag.kind !== 'closes') {
      const id = tag.attribute('numFmtId');
      formats.push(numberFormatOf(Number(id), codes.get(id) ?? null));
    }
  }
  return formats;
}

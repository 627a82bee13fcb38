import type { EditRemark } from '#contract/edits.ts';
import type { Language } from '#contract/basics.ts';
import type { EditMode, PendingEditRow } from '#contract/products.ts';
import type { EditBatchRow, ShopWriteChange } from '#contract/edits.ts';
import { editWordsEn } from './edit-words.en.ts';
import { editWordsTr } from './edit-words.tr.ts';

/** What the commands about products and their edits say in their own words. */
export type EditWords = {
  readonly product: string;
  readonly model: string;
  readonly field: string;
  readonly line: string;
  readonly before: string;
  readonly after: string;
  readonly atShop: string;
  readonly how: string;
  readonly fields: string;
  readonly by: string;
  readonly title: string;
  readonly batch: string;
  readonly run: string;
  readonly undo: string;
  readonly undoneAt: string;
  readonly waitingEdits: string;
  readonly yes: string;
  readonly no: string;
  readonly commandLine: string;
  /** Who edited or wrote. */
  readonly askers: Readonly<Record<string, string>>;
  readonly modes: Readonly<Record<EditMode, string>>;
  readonly states: Readonly<Record<PendingEditRow['state'], string>>;
  readonly batchStates: Readonly<Record<EditBatchRow['state'], string>>;
  readonly undoAnswers: Readonly<Record<ShopWriteChange['undo'], string>>;
  readonly remarks: Readonly<Record<EditRemark['code'], (params: RemarkParams) => string>>;
  readonly productsFound: (count: number) => string;
  readonly nothingToChange: (unchanged: number) => string;
  readonly wouldChange: (fields: number, products: number) => string;
  readonly toKeep: string;
  readonly keptEdits: (fields: number, batch: string) => string;
  readonly notKept: string;
  readonly windows1254: string;
  readonly noEdits: string;
  readonly editCounts: (pending: number, conflict: number, refused: number) => string;
  readonly discarded: (count: number) => string;
  readonly noBatches: string;
  readonly undone: (fields: number) => string;
  readonly noConflicts: string;
  readonly resolved: (count: number) => string;
  readonly written: (written: number, pending: number, conflicts: number, refused: number) => string;
  readonly noWrites: string;
  readonly undoCounts: (back: number, same: number, conflict: number, gone: number) => string;
  readonly toUndo: string;
  readonly undoKept: (fields: number) => string;
  readonly dumped: (file: string) => string;
  readonly rights: Readonly<Record<'read' | 'orders' | 'edit' | 'customers', string>>;
  readonly rightsThere: string;
  readonly rightsMissing: (missing: string) => string;
};

/** Amounts and texts of a remark, ready to be read. */
export type RemarkParams = (name: string) => string;

export function editWords(language: Language): EditWords {
  return language === 'tr' ? editWordsTr : editWordsEn;
}

import { formatNumber } from '#common/localised-figures.ts';
import type { EditWords } from './edit-word-list.ts';

const figure = (count: number): string => formatNumber(count, 'en');

export const editWordsEn: EditWords = {
  product: 'Product',
  model: 'Model',
  field: 'Field',
  line: 'Line',
  before: 'Now',
  after: 'Will be',
  atShop: 'In the shop',
  how: 'As',
  fields: 'Fields',
  by: 'By',
  title: 'Title',
  batch: 'Batch',
  run: 'Write',
  undo: 'Undone',
  undoneAt: 'Taken back',
  waitingEdits: 'Pending',
  yes: 'on',
  no: 'off',
  commandLine: 'Command line',
  askers: { 'command-line': 'Command line', merchant: 'Merchant', schedule: 'Schedule' },
  modes: { set: 'value', difference: 'difference' },
  states: { pending: 'pending', conflict: 'conflict', refused: 'refused by the shop' },
  batchStates: { open: 'pending', undone: 'taken back', written: 'written into the shop' },
  undoAnswers: {
    back: 'goes back',
    same: 'is as before already',
    conflict: 'changed again since',
    gone: 'no longer there',
  },
  productsFound: (count) => `${figure(count)} products.`,
  nothingToChange: (unchanged) =>
    unchanged === 0
      ? 'No field would change.'
      : `No field would change: ${figure(unchanged)} are so already.`,
  wouldChange: (fields, products) => `${figure(fields)} fields of ${figure(products)} products would change.`,
  toKeep: 'Nothing was kept yet. Add --apply to keep it, --write to write it into the shop too.',
  keptEdits: (fields, batch) =>
    `${figure(fields)} edits kept, waiting to be written into the shop. To take them back: meschain edits undo ${batch}`,
  notKept: 'No edit is kept before the errors are mended.',
  windows1254: 'The file was read as Windows-1254 (Turkish).',
  noEdits: 'No edit waits.',
  editCounts: (pending, conflict, refused) =>
    `${figure(pending)} pending, ${figure(conflict)} in conflict, ${figure(refused)} refused by the shop.`,
  discarded: (count) => `${figure(count)} edits discarded; the shop’s values stand.`,
  noBatches: 'Nothing was edited.',
  undone: (fields) => `${figure(fields)} fields are as they were before.`,
  noConflicts: 'No edit is in conflict.',
  resolved: (count) => `${figure(count)} conflicts resolved.`,
  written: (written, pending, conflicts, refused) =>
    `${figure(written)} fields written into the shop; ${figure(pending)} pending, ${figure(conflicts)} in conflict, ${figure(refused)} refused by the shop.`,
  noWrites: 'No edit was written into the shop.',
  undoCounts: (back, same, conflict, gone) =>
    `${figure(back)} fields go back, ${figure(same)} are as before already, ${figure(conflict)} changed again since, ${figure(gone)} are no longer there.`,
  toUndo: 'Nothing was taken back yet. Add --apply to keep the values from before as edits.',
  undoKept: (fields) =>
    `The values from before of ${figure(fields)} fields are kept as edits. To write them: meschain store write`,
  dumped: (file) => `The rows from before the write: ${file}`,
  rights: {
    read: 'Reading the shop',
    orders: 'Writing orders',
    edit: 'Editing products',
    customers: 'Finding customers',
  },
  rightsThere: 'allowed',
  rightsMissing: (missing) => `missing: ${missing}`,
};

import { formatNumber } from '#common/localised-figures.ts';
import type { EditWords } from './edit-word-list.ts';

const figure = (count: number): string => formatNumber(count, 'tr');

export const editWordsTr: EditWords = {
  product: 'Ürün',
  model: 'Model',
  field: 'Alan',
  line: 'Satır',
  before: 'Şimdi',
  after: 'Olacak',
  atShop: 'Mağazada',
  how: 'Biçim',
  fields: 'Alan sayısı',
  by: 'Kim',
  title: 'Başlık',
  batch: 'Grup',
  run: 'Yazma',
  undo: 'Geri alınırsa',
  undoneAt: 'Geri alındı',
  waitingEdits: 'Bekleyen',
  yes: 'açık',
  no: 'kapalı',
  commandLine: 'Komut satırı',
  askers: { 'command-line': 'Komut satırı', merchant: 'Kullanıcı', schedule: 'Zamanlama' },
  modes: { set: 'değer', difference: 'fark' },
  states: { pending: 'bekliyor', conflict: 'çelişiyor', refused: 'mağaza almadı' },
  batchStates: { open: 'bekliyor', undone: 'geri alındı', written: 'mağazaya yazıldı' },
  undoAnswers: {
    back: 'eski değere döner',
    same: 'zaten eski değerinde',
    conflict: 'sonradan değişti',
    gone: 'artık yok',
  },
  productsFound: (count) => `${figure(count)} ürün.`,
  nothingToChange: (unchanged) =>
    unchanged === 0 ? 'Değişecek alan yok.' : `Değişecek alan yok: ${figure(unchanged)} alan zaten öyle.`,
  wouldChange: (fields, products) => `${figure(products)} üründe ${figure(fields)} alan değişecek.`,
  toKeep: 'Henüz bir şey saklanmadı. Saklamak için --apply, mağazaya da yazmak için --write ekleyin.',
  keptEdits: (fields, batch) =>
    `${figure(fields)} düzenleme saklandı, mağazaya yazılmayı bekliyor. Geri almak için: meschain edits undo ${batch}`,
  notKept: 'Hatalar düzeltilmeden hiçbir düzenleme saklanmaz.',
  windows1254: 'Dosya Windows-1254 (Türkçe) olarak okundu.',
  noEdits: 'Bekleyen düzenleme yok.',
  editCounts: (pending, conflict, refused) =>
    `${figure(pending)} bekliyor, ${figure(conflict)} çelişiyor, ${figure(refused)} tanesini mağaza almadı.`,
  discarded: (count) => `${figure(count)} düzenlemeden vazgeçildi; mağazadaki değerler geçerli.`,
  noBatches: 'Düzenleme yapılmadı.',
  undone: (fields) => `${figure(fields)} alan eski durumuna döndü.`,
  noConflicts: 'Çelişen düzenleme yok.',
  resolved: (count) => `${figure(count)} çelişki çözüldü.`,
  written: (written, pending, conflicts, refused) =>
    `${figure(written)} alan mağazaya yazıldı; ${figure(pending)} bekliyor, ${figure(conflicts)} çelişiyor, ${figure(refused)} tanesini mağaza almadı.`,
  noWrites: 'Mağazaya düzenleme yazılmadı.',
  undoCounts: (back, same, conflict, gone) =>
    `${figure(back)} alan eski değerine döner, ${figure(same)} zaten eski değerinde, ${figure(conflict)} sonradan değişti, ${figure(gone)} artık yok.`,
  toUndo: 'Henüz bir şey geri alınmadı. Eski değerleri düzenleme olarak saklamak için --apply ekleyin.',
  undoKept: (fields) =>
    `${figure(fields)} alanın eski değeri düzenleme olarak saklandı. Mağazaya yazmak için: meschain store write`,
  dumped: (file) => `Yazmadan önceki satırlar: ${file}`,
  rights: {
    read: 'Mağazayı okuma',
    orders: 'Sipariş yazma',
    edit: 'Ürün düzenleme',
    customers: 'Müşteri arama',
  },
  rightsThere: 'yetki var',
  rightsMissing: (missing) => `eksik: ${missing}`,
};

import type { Language } from '#contract/basics.ts';
import type { Channel } from '#contract/channels.ts';
import type { ListingRow } from '#contract/listings.ts';
import type { OrderRow } from '#contract/orders.ts';
import type { NeedsYou } from '#contract/overview.ts';
import type { PlanChange } from '#contract/plan.ts';
import type { AuditDifference } from '#contract/sync.ts';

/** Words for everything that is one of a closed list; a new member without a word does not compile. */
export type StateWords = {
  readonly health: Readonly<Record<Channel['health'], string>>;
  readonly change: Readonly<Record<PlanChange['state'], string>>;
  readonly progress: Readonly<Record<ListingRow['progress'], string>>;
  readonly link: Readonly<Record<ListingRow['linkState'], string>>;
  readonly order: Readonly<Record<OrderRow['status'], string>>;
  readonly import: Readonly<Record<OrderRow['importState'], string>>;
  readonly difference: Readonly<Record<AuditDifference['kind'], string>>;
  readonly needs: Readonly<Record<NeedsYou['kind'], string>>;
};

const CHANGE_TR = {
  waiting: 'onay bekliyor',
  held: 'tutuldu',
  approved: 'onaylandı',
  queued: 'sırada',
  sending: 'gönderiliyor',
  sent: 'gönderildi',
  confirmed: 'doğrulandı',
  failed: 'başarısız',
  unknown: 'sonucu belirsiz',
} as const;

const CHANGE_EN = {
  waiting: 'awaits approval',
  held: 'held back',
  approved: 'approved',
  queued: 'queued',
  sending: 'sending',
  sent: 'sent',
  confirmed: 'confirmed',
  failed: 'failed',
  unknown: 'outcome unknown',
} as const;

const TR: StateWords = {
  health: {
    failing: 'sorun var',
    held: 'tutulan var',
    waiting: 'onay bekleyen var',
    offline: 'ulaşılamıyor',
    'in-step': 'eşit',
    'never-synced': 'hiç eşitlenmedi',
    paused: 'duraklatıldı',
  },
  change: CHANGE_TR,
  progress: { ...CHANGE_TR, none: 'eşit' },
  link: { linked: 'eşleşti', proposed: 'öneri var', unlinked: 'eşleşmedi', ignored: 'dışarıda' },
  order: {
    awaiting: 'ödeme bekliyor',
    new: 'yeni',
    picking: 'hazırlanıyor',
    invoiced: 'faturalandı',
    shipped: 'kargoda',
    'at-collection-point': 'teslim noktasında',
    delivered: 'teslim edildi',
    undelivered: 'teslim edilemedi',
    returned: 'iade edildi',
    cancelled: 'iptal',
    unsupplied: 'tedarik edilemedi',
    split: 'bölündü',
    other: 'diğer',
  },
  import: {
    reserved: 'ayrıldı',
    waiting: 'aktarılacak',
    imported: 'aktarıldı',
    cancelled: 'iptal edildi',
    failed: 'aktarılamadı',
    quarantined: 'anlaşılamadı',
    history: 'geçmiş',
  },
  difference: {
    'not-sent': 'gönderilmedi',
    refused: 'reddedildi',
    'changed-by-hand': 'elle değiştirildi',
    lag: 'henüz görünmüyor',
    'missing-on-marketplace': 'pazaryerinde yok',
    held: 'tutuldu',
    'unknown-outcome': 'sonucu belirsiz',
  },
  needs: {
    'cache-damaged': 'yerel kopya hasarlıydı, yenilendi',
    'store-offline': 'mağazaya ulaşılamıyor',
    'channel-failing': 'kanal çalışmıyor',
    'orders-late': 'geciken sipariş',
    'orders-failed': 'aktarılamayan sipariş',
    'dead-letters': 'gönderilemeyen değişiklik',
    'edits-in-conflict': 'mağazayla çelişen düzenleme',
    'edits-refused': 'mağazanın kabul etmediği düzenleme',
    'changes-held': 'tutulan değişiklik',
    'changes-waiting': 'onay bekleyen değişiklik',
    'edits-waiting': 'mağazaya yazılmayı bekleyen düzenleme',
    'links-proposed': 'bakılacak eşleştirme',
    'outcome-unknown': 'sonucu belirsiz gönderim',
  },
};

const EN: StateWords = {
  health: {
    failing: 'has a problem',
    held: 'something is held',
    waiting: 'something waits',
    offline: 'offline',
    'in-step': 'in step',
    'never-synced': 'never synced',
    paused: 'paused',
  },
  change: CHANGE_EN,
  progress: { ...CHANGE_EN, none: 'in step' },
  link: { linked: 'linked', proposed: 'proposed', unlinked: 'not linked', ignored: 'left out' },
  order: {
    awaiting: 'awaits payment',
    new: 'new',
    picking: 'picking',
    invoiced: 'invoiced',
    shipped: 'shipped',
    'at-collection-point': 'at collection point',
    delivered: 'delivered',
    undelivered: 'not delivered',
    returned: 'returned',
    cancelled: 'cancelled',
    unsupplied: 'not supplied',
    split: 'split',
    other: 'other',
  },
  import: {
    reserved: 'reserved',
    waiting: 'to be imported',
    imported: 'imported',
    cancelled: 'cancelled',
    failed: 'not imported',
    quarantined: 'not understood',
    history: 'history',
  },
  difference: {
    'not-sent': 'not sent',
    refused: 'refused',
    'changed-by-hand': 'changed by hand',
    lag: 'not shown yet',
    'missing-on-marketplace': 'missing there',
    held: 'held back',
    'unknown-outcome': 'outcome unknown',
  },
  needs: {
    'cache-damaged': 'the local copy was damaged and replaced',
    'store-offline': 'the shop cannot be reached',
    'channel-failing': 'a channel does not work',
    'orders-late': 'orders are late',
    'orders-failed': 'orders not imported',
    'dead-letters': 'changes that could not be sent',
    'edits-in-conflict': 'edits in conflict with the shop',
    'edits-refused': 'edits not taken by the shop',
    'changes-held': 'changes held back',
    'changes-waiting': 'changes await approval',
    'edits-waiting': 'edits to write into the shop',
    'links-proposed': 'matches to look at',
    'outcome-unknown': 'outcome unknown',
  },
};

export function stateWords(language: Language): StateWords {
  return language === 'tr' ? TR : EN;
}

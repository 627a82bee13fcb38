import type { Language } from '#contract/basics.ts';
import type { AnyDeskAction } from '#contract/order-desk.ts';

type DeskWords = {
  readonly package: string;
  readonly line: string;
  readonly pieces: string;
  readonly action: string;
  readonly possible: string;
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly cancelReason: string;
  readonly cargoCompany: string;
  readonly actions: Readonly<Record<AnyDeskAction, string>>;
  readonly unsettled: (packageId: string, action: string) => string;
  readonly settled: (packageId: string) => string;
};

const TR: DeskWords = {
  package: 'Paket',
  line: 'Satır',
  pieces: 'Adet',
  action: 'İşlem',
  possible: 'Yapılabilir mi',
  kind: 'Tür',
  id: 'Kimlik',
  name: 'Ad',
  cancelReason: 'iptal nedeni',
  cargoCompany: 'kargo firması',
  actions: {
    pick: 'hazırlanıyor yap (pick)',
    invoice: 'faturalandı yap (invoice)',
    'send-invoice': 'fatura gönder (invoice --link/--file)',
    'delete-invoice': 'faturayı sil (delete-invoice)',
    pack: 'paketle (pack)',
    unpack: 'paketi boz (unpack)',
    ship: 'kargolandı yap (ship)',
    deliver: 'teslim edildi yap (deliver)',
    cancel: 'iptal et (cancel)',
    split: 'böl (split)',
    'change-cargo': 'kargo firmasını değiştir (cargo)',
    boxes: 'koli ve desi (boxes)',
    extend: 'ek süre (extend)',
    'labour-cost': 'işçilik (labour-cost)',
    label: 'etiket (label)',
    'change-warehouse': 'depo değiştir (warehouse)',
    'service-delivery': 'yetkili servis getiriyor (service-delivery)',
    'send-warranty': 'garanti belgesi gönder (warranty)',
    'create-return': 'iade aç (open-return)',
  },
  unsettled: (packageId, action) =>
    `${packageId}: “${action}” gönderildi, yanıtı gelmedi. Panelden bakıp order settle ile söyleyin.`,
  settled: (packageId) => `${packageId}: not edildi.`,
};

const EN: DeskWords = {
  package: 'Package',
  line: 'Line',
  pieces: 'Pieces',
  action: 'Action',
  possible: 'Possible',
  kind: 'Kind',
  id: 'Id',
  name: 'Name',
  cancelReason: 'reason to cancel',
  cargoCompany: 'cargo company',
  actions: {
    pick: 'pick',
    invoice: 'invoice',
    'send-invoice': 'send the invoice (invoice --link/--file)',
    'delete-invoice': 'delete-invoice',
    pack: 'pack',
    unpack: 'unpack',
    ship: 'ship',
    deliver: 'deliver',
    cancel: 'cancel',
    split: 'split',
    'change-cargo': 'cargo',
    boxes: 'boxes',
    extend: 'extend',
    'labour-cost': 'labour-cost',
    label: 'label',
    'change-warehouse': 'warehouse',
    'service-delivery': 'service-delivery',
    'send-warranty': 'warranty',
    'create-return': 'open-return',
  },
  unsettled: (packageId, action) =>
    `${packageId}: “${action}” was sent and got no answer. Look in the seller’s panel and say it by order settle.`,
  settled: (packageId) => `${packageId}: noted.`,
};

const WORDS: Readonly<Record<Language, DeskWords>> = { tr: TR, en: EN };

export function deskWords(language: Language): DeskWords {
  return WORDS[language];
}

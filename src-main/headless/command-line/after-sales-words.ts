import type { Language } from '#contract/basics.ts';
import type { QuestionState } from '#contract/questions.ts';
import type { ReturnStatus } from '#contract/returns.ts';
import type { SettlementKind } from '#contract/settlements.ts';

/** What the commands about returns, questions and settlements say in their own words. */
export type AfterSalesWords = {
  readonly channel: string;
  readonly number: string;
  readonly order: string;
  readonly state: string;
  readonly answerBy: string;
  readonly late: string;
  readonly product: string;
  readonly line: string;
  readonly amount: string;
  readonly reason: string;
  readonly canDo: string;
  readonly accept: string;
  readonly reject: string;
  readonly putBack: string;
  readonly date: string;
  readonly question: string;
  readonly answer: string;
  readonly kind: string;
  readonly entries: string;
  readonly money: string;
  readonly payment: string;
  readonly description: string;
  readonly noReturns: string;
  readonly noQuestions: string;
  readonly noSettlements: string;
  readonly noReasons: string;
  readonly notOffered: (channel: string, reason: string) => string;
  readonly withoutReason: string;
  readonly accepted: (number: string) => string;
  readonly rejected: (number: string) => string;
  readonly answered: (number: string) => string;
  readonly putBackKept: (number: string) => string;
  readonly settled: (number: string) => string;
  readonly returnStatus: Readonly<Record<ReturnStatus, string>>;
  readonly questionState: Readonly<Record<QuestionState, string>>;
  readonly settlementKind: Readonly<Record<SettlementKind, string>>;
};

const TR: AfterSalesWords = {
  channel: 'Kanal',
  number: 'No',
  order: 'Sipariş',
  state: 'Durum',
  answerBy: 'Son yanıt',
  late: 'süresi geçti',
  product: 'Ürün',
  line: 'Satır',
  amount: 'Adet',
  reason: 'Neden',
  canDo: 'Yapılabilir',
  accept: 'kabul',
  reject: 'ret',
  putBack: 'Stoğa konan',
  date: 'Tarih',
  question: 'Soru',
  answer: 'Yanıt',
  kind: 'Tür',
  entries: 'Kayıt',
  money: 'Tutar',
  payment: 'Ödeme',
  description: 'Açıklama',
  noReturns: 'İade yok.',
  noQuestions: 'Soru yok.',
  noSettlements: 'Hesap hareketi yok.',
  noReasons: 'Pazaryeri ret için neden listesi vermiyor; yalnız açıklama istenir.',
  notOffered: (channel, reason) => `${channel}: pazaryeri bunu API’siyle sunmuyor. ${reason}`.trim(),
  withoutReason: 'Satıcı panelinden bakılır.',
  accepted: (number) => `${number} numaralı iade kabul edildi. Mağazanın stoğu değişmedi.`,
  rejected: (number) => `${number} numaralı iadenin reddi pazaryerine iletildi.`,
  answered: (number) => `${number} numaralı soruya yanıt verildi.`,
  putBackKept: (number) =>
    `${number} numaralı iadenin malları için karar kaydedildi; stok, mağazaya bir sonraki yazmada bir kez artar.`,
  settled: (number) => `${number}: not edildi.`,
  returnStatus: {
    requested: 'istendi',
    'on-its-way': 'yolda',
    'waits-for-seller': 'sizi bekliyor',
    accepted: 'kabul edildi',
    rejected: 'reddedildi',
    disputed: 'incelemede',
    cancelled: 'vazgeçildi',
    refunded: 'geri ödendi',
    other: 'başka',
  },
  questionState: {
    waiting: 'yanıt bekliyor',
    answered: 'yanıtlandı',
    rejected: 'yanıt reddedildi',
    expired: 'süresi doldu',
    other: 'başka',
  },
  settlementKind: {
    sale: 'satış',
    return: 'iade',
    discount: 'indirim',
    commission: 'komisyon',
    cargo: 'kargo',
    fee: 'hizmet bedeli',
    penalty: 'ceza',
    payment: 'ödeme',
    tax: 'vergi',
    other: 'diğer',
  },
};

const EN: AfterSalesWords = {
  channel: 'Channel',
  number: 'Number',
  order: 'Order',
  state: 'State',
  answerBy: 'Answer by',
  late: 'late',
  product: 'Product',
  line: 'Line',
  amount: 'Pieces',
  reason: 'Reason',
  canDo: 'Possible',
  accept: 'accept',
  reject: 'reject',
  putBack: 'Put back',
  date: 'Date',
  question: 'Question',
  answer: 'Answer',
  kind: 'Kind',
  entries: 'Entries',
  money: 'Amount',
  payment: 'Payment',
  description: 'Description',
  noReturns: 'No returns.',
  noQuestions: 'No questions.',
  noSettlements: 'No entries of the account.',
  noReasons: 'The marketplace has no list of reasons for a refusal; only words are asked for.',
  notOffered: (channel, reason) =>
    `${channel}: the marketplace does not offer this by its API. ${reason}`.trim(),
  withoutReason: 'It is seen in the seller panel.',
  accepted: (number) => `Return ${number} was accepted. The shop’s stock stays as it is.`,
  rejected: (number) => `The refusal of return ${number} was told to the marketplace.`,
  answered: (number) => `Question ${number} was answered.`,
  putBackKept: (number) =>
    `What was decided about the goods of return ${number} is kept; the stock rises once, with the next write into the shop.`,
  settled: (number) => `${number}: noted.`,
  returnStatus: {
    requested: 'requested',
    'on-its-way': 'on its way',
    'waits-for-seller': 'waits for you',
    accepted: 'accepted',
    rejected: 'rejected',
    disputed: 'in dispute',
    cancelled: 'withdrawn',
    refunded: 'refunded',
    other: 'other',
  },
  questionState: {
    waiting: 'waits for an answer',
    answered: 'answered',
    rejected: 'answer refused',
    expired: 'expired',
    other: 'other',
  },
  settlementKind: {
    sale: 'sale',
    return: 'return',
    discount: 'discount',
    commission: 'commission',
    cargo: 'cargo',
    fee: 'fee',
    penalty: 'penalty',
    payment: 'payment',
    tax: 'tax',
    other: 'other',
  },
};

export function afterSalesWords(language: Language): AfterSalesWords {
  return language === 'tr' ? TR : EN;
}

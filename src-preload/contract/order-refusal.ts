import type { Language } from './basics.ts';
import {
  choicesOf,
  isOrderField,
  NONE,
  ORDER_FIELDS,
  type FieldKind,
  type OrderField,
} from './order-fields.ts';
import { problem, type Problem } from './problem.ts';
import type { StoreReport } from './shop.ts';

type RefusalWords = {
  /** Why a value was refused, before what can be chosen. */
  readonly why: (field: OrderField, kind: FieldKind) => string;
  readonly choose: (choices: string) => string;
  readonly refused: (field: string, value: string) => string;
  readonly noApi: (field: string) => string;
  readonly whole: string;
  readonly nothingToChoose: string;
};

const tr: RefusalWords = {
  why: (field, kind) => {
    if (field.startsWith('shopTells.'))
      return 'Programın kendi verdiği bir durum (yeni sipariş, iptal, toplanıyor) bildirim sayılmaz; iki bildirim de aynı durum olamaz.';
    if (kind === 'holding-status')
      return 'Malı satılmış siparişin durumu stok düşen bir durum olmalı; yoksa aynı mal yeniden satılır.';
    if (kind === 'releasing-status')
      return 'İptal edilen sipariş stoğu geri vermeli; stok düşmeyen bir durum gerekir.';
    if (kind === 'status') return 'Mağazada böyle bir sipariş durumu yok.';
    if (kind === 'text-field')
      return 'Yalnızca metin yazılan bir özel alan olur; vergi numarası ile vergi dairesi ayrı alanlardır.';
    if (kind === 'path')
      return 'Mağazanın kendi API’si için denenmiş bir OpenCart sürümü, mağazanın adresi, (2.3 dışında) API kullanıcı adı ve API anahtarı gerekir.';
    if (field === 'shopApi.url')
      return 'Mağaza ön sayfasının adresi https ile başlamalı: anahtar şifresiz bağlantıyla gönderilmez.';
    return 'Bu OpenCart sürümünün API’si bir kullanıcı adı ister.';
  },
  choose: (choices) => `Seçilebilenler: ${choices}`,
  refused: (field, value) => `“${field}” için ${value === '' ? 'verilen' : `“${value}”`} kabul edilmedi.`,
  noApi: (field) => `${field}: mağazanın kendi API’si seçilemedi.`,
  whole: 'Hiçbir ayar değişmedi.',
  nothingToChoose: 'mağazada yok',
};

const en: RefusalWords = {
  why: (field, kind) => {
    if (field.startsWith('shopTells.'))
      return 'A status that the program sets itself (new order, cancelled, being picked) tells nothing, and the two reports need different statuses.';
    if (kind === 'holding-status')
      return 'An order whose goods are sold needs a status that takes stock; else the same goods are sold again.';
    if (kind === 'releasing-status')
      return 'A cancelled order has to give its stock back: a status that takes none is needed.';
    if (kind === 'status') return 'The shop has no such order status.';
    if (kind === 'text-field')
      return 'Only a custom field for text will do; tax number and tax office are separate fields.';
    if (kind === 'path')
      return 'The shop’s own API needs a version of OpenCart with which it was tried, the shop’s address, an API user name (except in 2.3) and the API key.';
    if (field === 'shopApi.url')
      return 'The address of the shop’s front page has to begin with https: the key is not sent over an unencrypted connection.';
    return 'The API of this OpenCart version wants a user name.';
  },
  choose: (choices) => `What can be chosen: ${choices}`,
  refused: (field, value) =>
    `${value === '' ? 'What was given' : `“${value}”`} was not accepted for “${field}”.`,
  noApi: (field) => `${field}: the shop’s own API could not be chosen.`,
  whole: 'No setting was changed.',
  nothingToChoose: 'none in the shop',
};

const WORDS: Readonly<Record<Language, RefusalWords>> = { tr, en };

/**
 * Tells why settings for orders were refused, and what would do: the engine's `input/invalid` only names the field. Any
 * other problem stays as it is. `nameOf` is how a person knows the field.
 */
export function explainOrderRefusal(
  refused: Problem,
  report: StoreReport,
  nameOf: (field: OrderField) => string = (field) => field,
): Problem {
  if (refused.code !== 'input/invalid') return refused;
  const named = String(refused.params['field'] ?? '').replace(/^settings\./, '');
  // Without its address or its key the API is asked for in vain: it is the choice of the way that can't stand.
  const field = named === 'shopApi' || named === 'shopApiKey' ? 'orderPath' : named;
  if (!isOrderField(field)) return refused;
  const { kind } = ORDER_FIELDS[field];
  const given = field === named ? String(refused.params['value'] ?? '') : '';
  const value = choicesOf(field, report).find((choice) => choice.value === given)?.name || given;
  const part = (language: Language) => {
    const words = WORDS[language];
    const choices = orderChoicesText(field, report, language);
    return {
      happened: kind === 'path' ? words.noApi(nameOf(field)) : words.refused(nameOf(field), value),
      means: `${words.whole} ${words.why(field, kind)}`,
      action: choices === '' || kind === 'path' ? '' : words.choose(choices),
    };
  };
  const [turkish, english] = [part('tr'), part('en')];
  const params = {
    happenedTr: turkish.happened,
    meansTr: turkish.means,
    actionTr: turkish.action,
    happenedEn: english.happened,
    meansEn: english.means,
    actionEn: english.action,
  };
  return problem('input/invalid', { ...refused.params, ...params }, refused.detail);
}

/** What the shop offers for a setting, ids with names; empty where any text is possible. */
export function orderChoicesText(field: OrderField, report: StoreReport, language: Language): string {
  const choices = choicesOf(field, report);
  if (choices.length === 0) return ORDER_FIELDS[field].kind === 'text' ? '' : WORDS[language].nothingToChoose;
  const listed = choices.map(({ value, name }) => (name === '' ? value : `${value} (${name})`));
  return [...(ORDER_FIELDS[field].none ? [NONE] : []), ...listed].join(', ');
}

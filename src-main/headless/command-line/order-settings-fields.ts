import { foldKey } from '#common/turkish-text.ts';
import {
  choicesOf,
  isOrderField,
  NONE,
  ORDER_FIELD_NAMES,
  ORDER_FIELDS,
  type OrderField,
} from '#contract/order-fields.ts';
import type { StoreReport, StoreSettings } from '#contract/shop.ts';
import { UsageError } from './outcome.ts';

/** The setting as it stands, `none` where it is empty. */
export function valueOf(field: OrderField, settings: StoreSettings): string {
  const [outer, inner] = field.split('.') as [keyof StoreSettings, string | undefined]; // Names of ORDER_FIELDS.
  const whole: unknown = settings[outer];
  const value =
    inner === undefined ? whole : ((whole as Readonly<Record<string, unknown>> | null)?.[inner] ?? null);
  return typeof value === 'string' && value !== '' ? value : NONE;
}

/**
 * The settings with these of them set, each given as `name=value`; a status or a field also by its name in the shop. What
 * they come to is judged by the engine. Throws {@link UsageError} for a name or a word that is none.
 */
export function withFields(
  settings: StoreSettings,
  given: readonly string[],
  report: StoreReport,
): StoreSettings {
  return given.reduce((before, each) => {
    const at = each.indexOf('=');
    const field = each.slice(0, Math.max(0, at)).trim();
    if (at < 0 || !isOrderField(field)) {
      const names = ORDER_FIELD_NAMES.join(', ');
      throw new UsageError(
        `--set için “ayar=değer” gerekir; “${each}” tanınmadı. Ayarlar: ${names}`,
        `--set needs “setting=value”; “${each}” is not known. Settings: ${names}`,
      );
    }
    return withField(before, field, readValue(field, each.slice(at + 1).trim(), report));
  }, settings);
}

function readValue(field: OrderField, text: string, report: StoreReport): string | null {
  if (text === '' || text.toLowerCase() === NONE) {
    if (ORDER_FIELDS[field].none) return null;
    throw new UsageError(`“${field}” boş bırakılamaz.`, `“${field}” can not be left empty.`);
  }
  const choices = choicesOf(field, report);
  if (choices.some(({ value }) => value === text)) return text;
  // Among all statuses: one of the wrong kind is refused by the engine, with its reason.
  const all = ORDER_FIELDS[field].kind.endsWith('status') ? choicesOf('shopTells.picking', report) : choices;
  const named = all.filter(({ name }) => name !== '' && foldKey(name) === foldKey(text));
  return named.length === 1 ? named[0]!.value : text;
}

function withField(settings: StoreSettings, field: OrderField, value: string | null): StoreSettings {
  switch (field) {
    case 'newOrderStatusId':
    case 'cancelledOrderStatusId':
      return { ...settings, [field]: value ?? '' };
    case 'taxNumberFieldId':
    case 'taxOfficeFieldId':
      return { ...settings, [field]: value };
    case 'buyers':
      return { ...settings, buyers: oneOf(field, value, ['guest', 'match']) };
    case 'orderPath':
      return { ...settings, orderPath: oneOf(field, value, ['database', 'shop-api']) };
    case 'shopApi.url':
    case 'shopApi.username': {
      const api = {
        url: '',
        username: '',
        ...settings.shopApi,
        [field.slice('shopApi.'.length)]: value ?? '',
      };
      return { ...settings, shopApi: api.url === '' && api.username === '' ? null : api };
    }
    case 'shopTells.picking':
    case 'shopTells.invoiced':
      return { ...settings, shopTells: { ...settings.shopTells, [field.slice('shopTells.'.length)]: value } };
    case 'statusMap.picking':
    case 'statusMap.invoiced':
    case 'statusMap.shipped':
    case 'statusMap.delivered':
    case 'statusMap.undelivered':
    case 'statusMap.returned':
      return { ...settings, statusMap: { ...settings.statusMap, [field.slice('statusMap.'.length)]: value } };
  }
}

function oneOf<T extends string>(field: string, value: string | null, words: readonly T[]): T {
  const known = words.find((word) => word === value);
  if (known !== undefined) return known;
  const list = words.join(', ');
  throw new UsageError(
    `“${field}” için “${value ?? ''}” olmaz; şunlardan biri seçilir: ${list}`,
    `“${field}” can not be “${value ?? ''}”; choose one of: ${list}`,
  );
}

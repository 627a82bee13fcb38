import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldOf, type FieldName } from '#common/product-field.ts';
import {
  canonical,
  isList,
  type FieldValue,
  type OptionPrice,
  type Special,
} from '#contract/product-value.ts';
import type { EditingFacts } from '#contract/products.ts';
import { useApi } from '../../client/engine-context.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { readingText } from './reading-text.ts';

/** Names and values of a product's fields in the merchant's words. */
export type FieldWords = {
  /** What the field is called; `fieldText` is what an option value or an attribute is called. */
  readonly name: (field: FieldName, fieldText?: string) => string;
  /** The value in one line. */
  readonly text: (field: FieldName, value: FieldValue) => string;
  readonly category: (categoryId: string) => string;
  readonly money: (amountE4: number) => string;
  /** An HTML description as it reads. */
  readonly reading: (html: string) => string;
};

/** What can be chosen from in this shop; null while it is not known. */
export function useEditingFacts(): EditingFacts | null {
  return useQuery(useApi().products.facts.queryOptions()).data ?? null;
}

/** {@link FieldWords} in the page's language and by the shop's own names; the same object until either changes. */
export function useFieldWords(facts: EditingFacts | null): FieldWords {
  const { t } = useTranslation('edits');
  const format = useFormat();
  return useMemo(() => {
    const categories = new Map(facts?.categories.map(({ categoryId, path }) => [categoryId, path]));
    const manufacturers = new Map(facts?.manufacturers.map((each) => [each.manufacturerId, each.name]));
    const money = (amountE4: number): string =>
      facts === null ? format.amount(amountE4) : format.money(amountE4, facts.currency);
    const category = (id: string): string => categories.get(id) ?? t('value.categoryUnknown', { id });
    const reading = (html: string): string =>
      readingText(html, (name) => ` ${t('change.picture', { name })} `);
    const period = ({ dateStart, dateEnd }: Special): string => {
      if (dateStart !== null && dateEnd !== null) {
        return t('value.between', { start: format.day(dateStart), end: format.day(dateEnd) });
      }
      if (dateStart !== null) return t('value.from', { day: format.day(dateStart) });
      return dateEnd === null ? t('value.always') : t('value.until', { day: format.day(dateEnd) });
    };
    const special = (value: Special): string => `${money(value.priceE4)} · ${period(value)}`;
    const optionPrice = ({ prefix, priceE4 }: OptionPrice): string =>
      `${prefix === '-' ? '−' : prefix} ${money(priceE4)}`.trim();

    const nothing = (kind: ReturnType<typeof fieldOf>['kind']): string => {
      if (kind === 'special') return t('value.noSpecial');
      return kind === 'cost' ? t('value.noCost') : t('value.none');
    };
    const list = (kind: ReturnType<typeof fieldOf>['kind'], ids: readonly string[]): string => {
      if (kind === 'images') {
        return ids.length === 0 ? t('value.noImages') : t('value.images', { count: ids.length });
      }
      return ids.length === 0 ? t('value.noCategories') : ids.map(category).join(' · ');
    };
    const text = (field: FieldName, given: FieldValue): string => {
      const { kind } = fieldOf(field);
      const value = canonical(field, given);
      if (value === null) return nothing(kind);
      if (typeof value === 'boolean') return t(value ? 'value.on' : 'value.off');
      if (typeof value === 'number') {
        return kind === 'price' || kind === 'cost' ? money(value) : format.number(value);
      }
      if (isList(value)) return list(kind, value);
      if (typeof value === 'object') return 'prefix' in value ? optionPrice(value) : special(value);
      if (kind === 'manufacturer') {
        return manufacturers.get(value) ?? t('value.manufacturerUnknown', { id: value });
      }
      const shown = kind === 'description' ? reading(value) : value;
      return shown.trim() === '' ? t('value.empty') : shown.replaceAll(/\s+/g, ' ');
    };
    return { name: namer(facts, t), text, category, money, reading };
  }, [facts, t, format]);
}

type Translate = ReturnType<typeof useTranslation<'edits'>>['t'];

function namer(facts: EditingFacts | null, t: Translate): FieldWords['name'] {
  const of = (field: string, what: string): string => (what === '' ? field : t('field.of', { field, what }));
  const language = (code: string): string => {
    const known = facts?.languages.find((each) => each.code === code);
    return facts !== null && facts.languages.length < 2 ? '' : (known?.name ?? code);
  };
  return (name, fieldText = '') => {
    const field = fieldOf(name);
    // Every other kind is named by its own word.
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check
    switch (field.kind) {
      case 'name':
      case 'description':
        return of(t(`field.${field.kind}`), language(field.language));
      case 'code': {
        const source = field.source.replace(/^code:/, '');
        return source === 'location' ? t('field.location') : source.toUpperCase();
      }
      case 'attribute': {
        const known = facts?.attributes.find(({ attributeId }) => attributeId === field.attributeId)?.name;
        return of(known ?? (fieldText || t('field.attribute')), language(field.language));
      }
      case 'option-quantity':
        return of(t('field.optionStock'), fieldText);
      case 'option-price':
        return of(t('field.optionPrice'), fieldText);
      default:
        return t(`field.${field.kind}`);
    }
  };
}

import { assertNever } from '#common/assert-never.ts';
import type { Language } from '#contract/basics.ts';
import type { BulkChange } from '#contract/edits.ts';
import { readAmountText, readPercent, readWhole } from './amount-text.ts';

export type BulkWhat = BulkChange['what'];

/** A bulk change as it stands in the dialog's fields. */
export type BulkDraft = {
  readonly what: BulkWhat;
  readonly priceHow: 'set' | 'add' | 'percent';
  readonly rounding: 'kurus' | 'whole' | 'ninety' | 'ninety-nine';
  readonly costHow: 'set' | 'percent';
  readonly quantityHow: 'set' | 'add';
  readonly optionsToo: boolean;
  readonly enabled: boolean;
  readonly manufacturerId: string | null;
  readonly categoriesHow: 'add' | 'remove' | 'replace';
  readonly categoryIds: readonly string[];
  readonly special: 'start' | 'end';
  readonly dateStart: string;
  readonly dateEnd: string;
  readonly textField: 'name' | 'description';
  readonly language: string;
  readonly find: string;
  readonly replace: string;
  /** Money, percent or pieces, by what is changed. */
  readonly amount: string;
};

export function newBulkDraft(language: string): BulkDraft {
  return {
    what: 'price',
    priceHow: 'percent',
    rounding: 'kurus',
    costHow: 'set',
    quantityHow: 'add',
    optionsToo: false,
    enabled: true,
    manufacturerId: null,
    categoriesHow: 'add',
    categoryIds: [],
    special: 'start',
    dateStart: '',
    dateEnd: '',
    textField: 'name',
    language,
    find: '',
    replace: '',
    amount: '',
  };
}

/** Nothing asked for yet, something that has no single meaning, or the change. */
export type BulkReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly as: 'money' | 'percent' | 'pieces' | 'percentOff' }
  | { readonly kind: 'change'; readonly change: BulkChange };

const EMPTY: BulkReading = { kind: 'empty' };

/** Reads the dialog's fields by the language of the page: `12,5` in Turkish is twelve and a half. */
export function readBulk(draft: BulkDraft, language: Language): BulkReading {
  switch (draft.what) {
    case 'price': {
      const { priceHow: how, rounding } = draft;
      return withAmount(draft, language, how === 'percent' ? 'percent' : 'money', (amount) => ({
        what: 'price',
        how,
        amount,
        rounding,
      }));
    }
    case 'cost': {
      const { costHow: how } = draft;
      return withAmount(draft, language, how === 'percent' ? 'percent' : 'money', (amount) => ({
        what: 'cost',
        how,
        amount,
      }));
    }
    case 'quantity': {
      const { quantityHow: how, optionsToo } = draft;
      return withAmount(draft, language, 'pieces', (amount) => ({
        what: 'quantity',
        how,
        amount,
        optionsToo,
      }));
    }
    case 'special':
      return readSpecial(draft, language);
    case 'categories': {
      const { categoriesHow: how, categoryIds } = draft;
      if (categoryIds.length === 0 && how !== 'replace') return EMPTY;
      return asked({ what: 'categories', how, categoryIds: [...categoryIds] });
    }
    case 'enabled':
      return asked({ what: 'enabled', enabled: draft.enabled });
    case 'manufacturer':
      return asked({ what: 'manufacturer', manufacturerId: draft.manufacturerId });
    case 'text': {
      const { textField: field, find, replace } = draft;
      return find === '' ? EMPTY : asked({ what: 'text', field, language: draft.language, find, replace });
    }
    default:
      return assertNever(draft.what, 'what a bulk change changes');
  }
}

function asked(change: BulkChange): BulkReading {
  return { kind: 'change', change };
}

function withAmount(
  { amount: text }: BulkDraft,
  language: Language,
  as: 'money' | 'percent' | 'pieces',
  make: (amount: number) => BulkChange,
): BulkReading {
  if (text.trim() === '') return EMPTY;
  const read = { money: readAmountText, percent: readPercent, pieces: readWhole }[as];
  const amount = read(text, language);
  return amount === undefined || amount === null ? { kind: 'unreadable', as } : asked(make(amount));
}

function readSpecial(draft: BulkDraft, language: Language): BulkReading {
  const dates = { dateStart: draft.dateStart || null, dateEnd: draft.dateEnd || null };
  if (draft.special === 'end') {
    return asked({ what: 'special', percentOff: null, dateStart: null, dateEnd: null });
  }
  if (draft.amount.trim() === '') return EMPTY;
  const percentOff = readPercent(draft.amount, language);
  if (percentOff === undefined || percentOff < 1 || percentOff > 9_900) {
    return { kind: 'unreadable', as: 'percentOff' };
  }
  return asked({ what: 'special', percentOff, ...dates });
}

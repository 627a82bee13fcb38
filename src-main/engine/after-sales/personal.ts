import type { MarketplaceQuestion, MarketplaceReturn } from '../marketplaces/kit/after-sales.ts';
import type { Vault } from '../vault/port.ts';

export type ReturnPersonal = {
  readonly customerName: string;
  /** What the buyer wrote, by line. */
  readonly notes: Readonly<Record<string, string>>;
  readonly raw: string;
};

type ReturnPlace = { readonly channelId: string; readonly returnId: string };

/** The personal part of a return as one vault token of its own row. */
export function sealReturn(vault: Vault, channelId: string, received: MarketplaceReturn): string {
  const personal: ReturnPersonal = {
    customerName: received.customerName,
    notes: Object.fromEntries(received.lines.map((line) => [line.returnLineId, line.customerNote])),
    raw: received.raw,
  };
  return vault.seal(returnPlace({ channelId, returnId: received.returnId }), JSON.stringify(personal));
}

/** An empty token stands for one that was forgotten. Rejects with `vault/tampered` or `vault/key-changed`. */
export function openReturn(vault: Vault, place: ReturnPlace, token: string): ReturnPersonal {
  if (token === '') return { customerName: '', notes: {}, raw: '' };
  // Sealed by sealReturn above, and authenticated: nobody else can have written it.
  return JSON.parse(vault.open(returnPlace(place), token)) as ReturnPersonal;
}

function returnPlace({ channelId, returnId }: ReturnPlace): { table: string; row: string; field: string } {
  return { table: 'market_return', row: `${channelId}/${returnId}`, field: 'personal' };
}

export type QuestionPersonal = Pick<MarketplaceQuestion, 'text' | 'answer' | 'customerName'>;

type QuestionPlace = { readonly channelId: string; readonly questionId: string };

export function sealQuestion(vault: Vault, channelId: string, received: MarketplaceQuestion): string {
  const { text, answer, customerName, questionId } = received;
  const personal: QuestionPersonal = { text, answer, customerName };
  return vault.seal(questionPlace({ channelId, questionId }), JSON.stringify(personal));
}

/** An empty token stands for one that was forgotten. Rejects with `vault/tampered` or `vault/key-changed`. */
export function openQuestion(vault: Vault, place: QuestionPlace, token: string): QuestionPersonal {
  if (token === '') return { text: '', answer: null, customerName: '' };
  // Sealed by sealQuestion above, and authenticated: nobody else can have written it.
  return JSON.parse(vault.open(questionPlace(place), token)) as QuestionPersonal;
}

function questionPlace({ channelId, questionId }: QuestionPlace): {
  table: string;
  row: string;
  field: string;
} {
  return { table: 'market_question', row: `${channelId}/${questionId}`, field: 'personal' };
}

import type { DeskAction, DeskWish } from '#contract/order-desk.ts';
import type { FileContent } from '#contract/returns.ts';

/** What was typed into the form of one action. */
export type DeskDraft = {
  readonly number: string;
  readonly link: string;
  readonly file: FileContent | null;
  readonly carrier: string;
  readonly tracking: string;
  readonly trackingLink: string;
  readonly outcome: 'delivered' | 'undelivered';
  readonly reason: string;
  readonly reasonId: string | null;
  /** Pieces by line. */
  readonly lines: Readonly<Record<string, number>>;
  readonly cargo: string | null;
  readonly boxes: number | null;
  readonly desi: number | null;
  readonly days: number | null;
  readonly amountE4: number | null;
};

export const EMPTY_DESK_DRAFT: DeskDraft = {
  number: '',
  link: '',
  file: null,
  carrier: '',
  tracking: '',
  trackingLink: '',
  outcome: 'delivered',
  reason: '',
  reasonId: null,
  lines: {},
  cargo: null,
  boxes: null,
  desi: null,
  days: null,
  amountE4: null,
};

export type DeskMissing =
  'number' | 'invoice' | 'carrier' | 'link' | 'reason' | 'lines' | 'cargo' | 'figures';
type Judged = { readonly wish: DeskWish } | { readonly missing: DeskMissing };

function linesOf(draft: DeskDraft): { lineId: string; quantity: number }[] {
  return Object.entries(draft.lines)
    .filter(([, quantity]) => quantity > 0)
    .map(([lineId, quantity]) => ({ lineId, quantity }));
}

function isAddress(text: string, schemes: readonly string[]): boolean {
  const address = URL.parse(text);
  return address !== null && schemes.includes(address.protocol);
}

/** The command that a form comes to, or what is still missing. `now` is the instant an invoice is dated with. */
export function wishOf(action: Exclude<DeskAction, 'label'>, draft: DeskDraft, now: string): Judged {
  const lines = linesOf(draft);
  switch (action) {
    case 'pick':
    case 'unpack':
    case 'delete-invoice':
      return { wish: { action } };
    case 'pack':
      return { wish: { action, lines: lines.length === 0 ? null : lines } };
    case 'invoice': {
      const invoiceNumber = draft.number.trim();
      return invoiceNumber === '' ? { missing: 'number' } : { wish: { action, invoiceNumber } };
    }
    case 'send-invoice': {
      const link = draft.link.trim();
      if (draft.file === null && !isAddress(link, ['https:'])) return { missing: 'invoice' };
      const number = draft.number.trim();
      return {
        wish: {
          action,
          number,
          issuedAt: now,
          link: draft.file === null ? link : null,
          file: draft.file,
        },
      };
    }
    case 'ship': {
      const carrier = draft.carrier.trim();
      const link = draft.trackingLink.trim();
      if (carrier === '') return { missing: 'carrier' };
      if (link !== '' && !isAddress(link, ['http:', 'https:'])) return { missing: 'link' };
      return {
        wish: {
          action,
          carrier,
          trackingNumber: draft.tracking.trim(),
          trackingLink: link === '' ? null : link,
          shippedAt: null,
        },
      };
    }
    case 'deliver':
      return { wish: { action, outcome: draft.outcome, reason: draft.reason.trim() } };
    case 'cancel':
      // Never "everything" by leaving a field empty: what is cancelled is typed.
      if (lines.length === 0) return { missing: 'lines' };
      return draft.reasonId === null
        ? { missing: 'reason' }
        : { wish: { action, lines, reasonId: draft.reasonId } };
    case 'split':
      return lines.length === 0 ? { missing: 'lines' } : { wish: { action, groups: [lines] } };
    case 'change-cargo':
      return draft.cargo === null ? { missing: 'cargo' } : { wish: { action, cargoCompanyId: draft.cargo } };
    case 'boxes':
      return draft.boxes === null || draft.desi === null
        ? { missing: 'figures' }
        : { wish: { action, boxes: draft.boxes, desi: draft.desi } };
    case 'extend':
      return draft.days === null ? { missing: 'figures' } : { wish: { action, days: draft.days } };
    case 'labour-cost':
      return draft.amountE4 === null
        ? { missing: 'figures' }
        : { wish: { action, amountE4: draft.amountE4 } };
  }
}

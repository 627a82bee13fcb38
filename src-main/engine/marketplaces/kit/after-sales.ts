import type { IntentRecorder } from '../../gateway/port.ts';
import type { Reason } from './order-desk.ts';

export type TimeWindow = { readonly fromMs: number; readonly toMs: number };

/** Where a return stands; a word of theirs that nobody knows yet is kept as `other`. */
export type ReturnStatus =
  | 'requested'
  | 'on-its-way'
  | 'waits-for-seller'
  | 'accepted'
  | 'rejected'
  | 'disputed'
  | 'cancelled'
  | 'refunded'
  | 'other';

export type MarketplaceReturn = {
  readonly returnId: string;
  readonly orderNumber: string;
  readonly packageId: string | null;
  readonly status: ReturnStatus;
  readonly rawStatus: string;
  readonly createdAtMs: number;
  readonly lastModifiedMs: number;
  /** Until when the seller must have answered; null where it is not told. */
  readonly answerByMs: number | null;
  readonly cargo: { readonly provider: string; readonly trackingNumber: string };
  readonly customerName: string;
  readonly lines: readonly ReturnLine[];
  /** Whether the seller may accept or reject it now. */
  readonly actions: readonly ('accept' | 'reject')[];
  readonly raw: string;
};

export type ReturnLine = {
  /** What `answerReturn` names. */
  readonly returnLineId: string;
  readonly orderLineId: string | null;
  readonly barcode: string;
  readonly stockCode: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPriceE4: number | null;
  readonly reason: string;
  readonly customerNote: string;
  readonly status: ReturnStatus;
};

export type ReturnAnswer = {
  readonly returnId: string;
  readonly returnLineIds: readonly string[];
  readonly answer: 'accept' | 'reject';
  /** For a rejection: one of `readReturnReasons`, the seller's words and, where asked for, proof. */
  readonly reasonId: string | null;
  readonly text: string;
  readonly files: readonly {
    readonly name: string;
    readonly mediaType: string;
    readonly bytes: Uint8Array;
  }[];
  readonly intent: IntentRecorder;
  readonly signal?: AbortSignal;
};

export type MarketplaceQuestion = {
  readonly questionId: string;
  readonly text: string;
  readonly askedAtMs: number;
  readonly answerByMs: number | null;
  readonly state: 'waiting' | 'answered' | 'rejected' | 'expired' | 'other';
  readonly rawState: string;
  readonly answer: string | null;
  readonly answeredAtMs: number | null;
  readonly customerName: string;
  readonly productTitle: string;
  readonly productUrl: string | null;
  readonly stockCode: string;
  readonly barcode: string;
  readonly orderNumber: string | null;
  readonly public: boolean | null;
};

/** One line of the account: what was earned or taken, in the marketplace's own words and ours. */
export type SettlementEntry = {
  readonly entryId: string;
  readonly kind:
    'sale' | 'return' | 'discount' | 'commission' | 'cargo' | 'fee' | 'penalty' | 'payment' | 'tax' | 'other';
  readonly rawKind: string;
  readonly orderNumber: string;
  readonly packageId: string;
  readonly barcode: string;
  readonly description: string;
  /** In the seller's favour when positive. */
  readonly amountE4: number;
  readonly commissionPercent: number | null;
  readonly currency: string;
  readonly bookedAtMs: number;
  /** When it is or was paid out. */
  readonly paymentAtMs: number | null;
  readonly paymentId: string;
};

/** Returns, questions and money. What the API does not offer is absent. */
export type AfterSales = {
  /** Returns changed in the window (created in it, where the API has nothing better); duplicates possible. */
  readonly readReturns?: (
    window: TimeWindow,
    signal?: AbortSignal,
  ) => AsyncIterable<readonly MarketplaceReturn[]>;
  readonly readReturnReasons?: (signal?: AbortSignal) => Promise<readonly Reason[]>;
  readonly answerReturn?: (answer: ReturnAnswer) => Promise<void>;
  readonly readQuestions?: (
    window: TimeWindow,
    signal?: AbortSignal,
  ) => AsyncIterable<readonly MarketplaceQuestion[]>;
  /**
   * One question as it stands, where asking for it is cheaper than the list (N11 gives the list once a minute); null where
   * the marketplace tells too little of it by itself.
   */
  readonly readQuestion?: (questionId: string, signal?: AbortSignal) => Promise<MarketplaceQuestion | null>;
  readonly answerQuestion?: (answer: {
    readonly questionId: string;
    readonly text: string;
    readonly intent: IntentRecorder;
    readonly signal?: AbortSignal;
  }) => Promise<void>;
  readonly readSettlements?: (
    window: TimeWindow,
    signal?: AbortSignal,
  ) => AsyncIterable<readonly SettlementEntry[]>;
};

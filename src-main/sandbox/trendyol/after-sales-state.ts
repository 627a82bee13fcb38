export const CLAIM_STATUSES = [
  'Created',
  'WaitingInAction',
  'WaitingFraudCheck',
  'Accepted',
  'Cancelled',
  'Rejected',
  'Unresolved',
  'InAnalysis',
] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** One piece of goods that comes back. */
export type ClaimItem = {
  readonly claimItemId: string;
  readonly lineId: number;
  readonly reason: string;
  readonly customerNote: string;
  status: ClaimStatus;
  autoAccepted: boolean;
  readonly history: {
    readonly atMs: number;
    readonly from: ClaimStatus | null;
    readonly to: ClaimStatus;
    readonly by: string;
  }[];
};

export type Claim = {
  readonly claimId: string;
  readonly orderNumber: string;
  readonly packageId: number;
  readonly claimPackageId: number;
  readonly trackingNumber: number;
  readonly cargo: string;
  readonly createdMs: number;
  lastModifiedMs: number;
  readonly items: readonly ClaimItem[];
};

export type QuestionStatus = 'WAITING_FOR_ANSWER' | 'ANSWERED' | 'REPORTED' | 'REJECTED' | 'UNANSWERED';

export type Question = {
  readonly questionId: number;
  readonly customerId: number;
  readonly userName: string;
  readonly barcode: string;
  readonly text: string;
  readonly askedMs: number;
  lastModifiedMs: number;
  status: QuestionStatus;
  answer: { readonly answerId: number; readonly text: string; readonly atMs: number } | null;
  rejectedAnswer: { readonly text: string; readonly reason: string; readonly atMs: number } | null;
};

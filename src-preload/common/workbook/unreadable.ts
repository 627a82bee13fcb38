import type { FaultCode } from '../file-fault.ts';

export type WorkbookFault = Extract<
  FaultCode,
  'workbook' | 'workbook-broken' | 'workbook-too-large' | 'workbook-several-sheets'
>;

/** Why nothing of a workbook can be used. Never leaves this folder. */
export class UnreadableWorkbook extends Error {
  readonly fault: WorkbookFault;
  readonly found: string;

  constructor(fault: WorkbookFault, found = '') {
    super(fault);
    this.fault = fault;
    this.found = found;
  }
}

export function broken(found: string): UnreadableWorkbook {
  return new UnreadableWorkbook('workbook-broken', found);
}

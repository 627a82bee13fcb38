/** One request that reached the sandbox, as it was answered. Never holds an Authorization header. */
export type SandboxCall = {
  readonly number: number;
  /** Sandbox time, epoch milliseconds. */
  readonly at: number;
  readonly marketplace: string;
  readonly endpoint: string | null;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Null when no answer was sent. */
  readonly status: number | null;
  readonly fault: string | null;
  /** Whether the marketplace acted on it, whatever the asker learned of that. */
  readonly acted: boolean;
  readonly bodyText: string | null;
};

export type CallLog = {
  readonly add: (call: Omit<SandboxCall, 'number'>) => void;
  readonly all: () => readonly SandboxCall[];
  readonly clear: () => void;
};

const KEPT = 5_000;

/** Keeps the newest 5,000 calls, in memory only. */
export function createCallLog(): CallLog {
  let calls: SandboxCall[] = [];
  let number = 0;
  return {
    add: (call) => {
      number += 1;
      calls.push({ number, ...call });
      if (calls.length > KEPT * 1.2) calls = calls.slice(-KEPT);
    },
    all: () => calls.slice(-KEPT),
    clear: () => {
      calls = [];
    },
  };
}

import type { Job, JobPhase } from '#contract/activity.ts';
import type { EngineContext } from '../context.ts';

/** What everything that one run does shares. */
export type RunScope = {
  readonly context: EngineContext;
  /** This run of the program: whoever else's name stands on a lease is gone. */
  readonly owner: string;
  /** A person who asks sees everything as it is now; the schedule spares the marketplaces what was read lately. */
  readonly startedBy: Job['startedBy'];
  readonly signal: AbortSignal;
  /** Set once another run waits for this one; asked only where nothing is left that is in a hurry. */
  readonly giveWay: AbortSignal;
  /** The run before broke off its reading of the products' sheets for this one, which goes on with it at its end. */
  readonly resumesSheets: boolean;
  readonly progress: (phase: JobPhase, done: number, total: number | null) => void;
  /** Outbox rows that this run put in line, sent or settled, by channel: its figures are counted from these. */
  readonly touched: TouchedRows;
};

export class TouchedRows {
  readonly #byChannel = new Map<string, { readonly sent: Set<string>; readonly all: Set<string> }>();

  add(channelId: string, outboxIds: readonly string[]): void {
    const { all } = this.of(channelId);
    for (const outboxId of outboxIds) all.add(outboxId);
  }

  sent(channelId: string, outboxIds: readonly string[]): void {
    const { sent, all } = this.of(channelId);
    for (const outboxId of outboxIds) {
      sent.add(outboxId);
      all.add(outboxId);
    }
  }

  of(channelId: string): { readonly sent: Set<string>; readonly all: Set<string> } {
    let known = this.#byChannel.get(channelId);
    if (!known) this.#byChannel.set(channelId, (known = { sent: new Set(), all: new Set() }));
    return known;
  }
}

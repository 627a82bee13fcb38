import type { Command } from 'commander';
import type { CommandContext } from './context.ts';
import type { Outcome } from './outcome.ts';

/** Commander hands an action its arguments, its options and itself; `act` puts the context in front instead. */
export type Act = <T extends readonly unknown[]>(
  command: (context: CommandContext, ...given: T) => Promise<Outcome | void>,
) => (...given: [...T, Command]) => Promise<void>;

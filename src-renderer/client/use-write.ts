import { useMutation } from '@tanstack/react-query';
import type { Problem } from '#contract/problem.ts';
import { useEngine } from './engine-context.ts';
import { problemOf } from './problem-of.ts';

/** A command that changes something, and how its newest call stands. */
export type Write<TInput, TOutput> = {
  /** Starts the command; the outcome arrives in `data` or `problem`. */
  readonly run: (input: TInput) => void;
  /** The same as a promise; rejects when it failed (`problem` is set as well). */
  readonly runAsync: (input: TInput) => Promise<TOutput>;
  readonly pending: boolean;
  readonly data: TOutput | undefined;
  readonly problem: Problem | null;
  readonly reset: () => void;
};

/**
 * Gives a write command its `requestId`: one per press of the button, kept through reconnects, so that a change is
 * made once however often it had to be asked for. Whatever it touched is read again afterwards.
 *
 * `const approve = useWrite(engine.client.plan.approve, { onDone: () => close() })`
 */
export function useWrite<TInput extends { requestId: string }, TOutput>(
  call: (input: TInput) => Promise<TOutput>,
  { onDone }: { readonly onDone?: (output: TOutput) => void } = {},
): Write<Omit<TInput, 'requestId'>, TOutput> {
  const { refresher } = useEngine();
  const mutation = useMutation<TOutput, unknown, Omit<TInput, 'requestId'>>({
    // The input without its id, and the id, are together the input: TypeScript cannot see that through a generic.
    mutationFn: (input) => call({ ...input, requestId: crypto.randomUUID() } as unknown as TInput),
    onSuccess: (output) => onDone?.(output),
    onSettled: () => refresher.everything(),
  });
  return {
    run: mutation.mutate,
    runAsync: mutation.mutateAsync,
    pending: mutation.isPending,
    data: mutation.data,
    problem: mutation.isError ? problemOf(mutation.error) : null,
    reset: mutation.reset,
  };
}

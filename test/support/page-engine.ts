import { createRouterClient, implement, type AnyRouter } from '@orpc/server';
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { contract, type Contract } from '#contract/index.ts';
import { createEngineFrom, type Engine, type EngineClient } from '../../src-renderer/client/engine.ts';
import { setConnection } from '../../src-renderer/client/connection-store.ts';

type Inputs = InferContractRouterInputs<Contract>;
type Outputs = InferContractRouterOutputs<Contract>;

/** What the engine's side of the border answers in one test; each answer is checked by the contract's own schemas. */
export type Answers = {
  readonly [Part in keyof Contract]?: {
    readonly [Name in keyof Contract[Part]]?: (
      input: Part extends keyof Inputs
        ? Name extends keyof Inputs[Part]
          ? Inputs[Part][Name]
          : never
        : never,
    ) => Part extends keyof Outputs
      ? Name extends keyof Outputs[Part]
        ? Outputs[Part][Name] | Promise<Outputs[Part][Name]>
        : never
      : never;
  };
};

/** A call as it came over the border. */
export type Call = { readonly path: string; readonly input: unknown };

/**
 * The page's engine with the far side of the border written by the test: real oRPC, real contract, no transport. A
 * call that the test has no answer for fails loudly with its name.
 */
export function createPageEngine(answers: Answers): { readonly engine: Engine; readonly calls: Call[] } {
  const calls: Call[] = [];
  const implementer = implement(contract);
  const parts = Object.keys(contract) as (keyof Contract)[];
  const router = Object.fromEntries(
    parts.map((part) => [
      part,
      Object.fromEntries(
        Object.keys(contract[part]).map((name) => {
          const path = `${part}.${name}`;
          const answer = (input: unknown): unknown => {
            calls.push({ path, input });
            const table: Readonly<Record<string, ((input: never) => unknown) | undefined>> =
              answers[part] ?? {};
            const found = table[name];
            if (!found) throw new Error(`the test has no answer for ${path}`);
            return found(input as never);
          };
          // Every procedure has a handler of its own type; this loop treats them all alike, the schemas still check.
          const builder = (implementer as unknown as Record<string, Record<string, AnyBuilder>>)[part]?.[
            name
          ];
          return [name, builder?.handler(({ input }) => answer(input))];
        }),
      ),
    ]),
  );
  const client = createRouterClient(router as unknown as AnyRouter, {
    context: {},
  }) as unknown as EngineClient;
  const engine = createEngineFrom(client);
  setConnection(engine.connection, 'connected');
  return { engine, calls };
}

type AnyBuilder = { readonly handler: (run: (options: { readonly input: unknown }) => unknown) => unknown };

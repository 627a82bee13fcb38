import type { StoreState } from '#contract/shop.ts';
import { readDamageProblem } from '../cache/damage-notice.ts';
import { readStoreState } from '../cache/tables/store.ts';
import type { EngineContext } from '../context.ts';

/** The shop as the page sees it. A cache that had to be replaced is told here until the shop was read anew. */
export function storeStateView(context: EngineContext): StoreState {
  const state = readStoreState(context.database);
  return { ...state, problem: state.problem ?? readDamageProblem(context.database) };
}

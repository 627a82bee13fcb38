import { createStore, type StoreApi } from 'zustand/vanilla';

/** Whether the engine can be reached. `since` is the epoch ms at which that became so. */
export type Connection = {
  readonly status: 'connecting' | 'connected' | 'reconnecting' | 'refused';
  readonly since: number;
};

export type ConnectionStore = StoreApi<Connection>;

export function createConnectionStore(): ConnectionStore {
  return createStore<Connection>(() => ({ status: 'connecting', since: Date.now() }));
}

/** Moves on, keeping `since` when nothing changed. */
export function setConnection(store: ConnectionStore, status: Connection['status']): void {
  if (store.getState().status !== status) store.setState({ status, since: Date.now() });
}

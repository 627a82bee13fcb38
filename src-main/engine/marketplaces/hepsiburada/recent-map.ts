/** A map of the last things put into it; older ones fall out. */
export type RecentMap<K, V> = {
  readonly get: (key: K) => V | undefined;
  readonly set: (key: K, value: V) => void;
  readonly delete: (key: K) => void;
  readonly values: () => Iterable<V>;
};

export function recentMap<K, V>(kept: number): RecentMap<K, V> {
  const entries = new Map<K, V>();
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.delete(key);
      entries.set(key, value);
      for (const oldest of entries.keys()) {
        if (entries.size <= kept) break;
        entries.delete(oldest);
      }
    },
    delete: (key) => void entries.delete(key),
    values: () => entries.values(),
  };
}

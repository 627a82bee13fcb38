export function buildWhenStale(node: string): Promise<void>;

/** Makes a forgotten case of a union a compile error, and a loud one at run time if bad data gets this far. */
export function assertNever(value: never, what: string): never {
  throw new TypeError(`unexpected ${what}: ${JSON.stringify(value)}`);
}

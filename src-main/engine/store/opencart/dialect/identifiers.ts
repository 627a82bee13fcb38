/**
 * Backquotes a name for SQL. Names come from `information_schema` or from this program; either way only this alphabet
 * is let through, so no name can become a statement.
 */
export function quoteName(name: string): string {
  if (!/^[A-Za-z0-9_$-]{1,64}$/.test(name)) throw new TypeError(`not a name of a table or column: ${name}`);
  return `\`${name}\``;
}

export function isPrefix(text: string): boolean {
  return /^[A-Za-z0-9_]*$/.test(text);
}

/** `user@host` as CURRENT_USER() gives it, quoted for a statement that a person will paste. */
export function quoteAccount(account: string): string {
  const at = account.lastIndexOf('@');
  const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;
  return `${quoted(account.slice(0, at))}@${quoted(account.slice(at + 1))}`;
}

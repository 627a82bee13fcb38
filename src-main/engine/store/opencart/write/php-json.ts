/** As PHP's json_encode writes it: everything beyond ASCII as \uXXXX, slashes escaped. */
export function phpJson(value: Readonly<Record<string, string>>): string {
  return JSON.stringify(value)
    .replace(/\//g, '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Hands a text to the merchant as a file, through the browser's own download. `type` is its MIME type. */
export function downloadText(fileName: string, text: string, type = 'application/sql'): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has taken hold of the blob by the next turn; the address may go then.
  window.setTimeout(() => URL.revokeObjectURL(address), 0);
}

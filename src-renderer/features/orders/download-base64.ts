/** Hands a file that came in Base64 to the merchant, through the browser's own download. */
export function downloadBase64(fileName: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has taken hold of the blob by the next turn; the address may go then.
  window.setTimeout(() => URL.revokeObjectURL(address), 0);
}

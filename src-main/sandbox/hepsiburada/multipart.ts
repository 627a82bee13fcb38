import type { SandboxRequest } from '../exchange.ts';

export type Part = { readonly name: string; readonly fileName: string; readonly text: string };

/** The parts of a `multipart/form-data` body (RFC 7578) as texts; empty for any other body. */
export function readParts(request: Pick<SandboxRequest, 'headers' | 'body'>): readonly Part[] {
  const type = request.headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data\s*;.*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return [];
  const pieces = request.body.toString('utf8').split(`--${mark}`);
  return pieces.slice(1, -1).flatMap((piece) => {
    const end = piece.indexOf('\r\n\r\n');
    const head = piece.slice(0, end);
    const name = /content-disposition:[^\r\n]*[;\s]name="([^"]*)"/i.exec(head)?.[1];
    if (end < 0 || name === undefined) return [];
    const fileName = /filename="([^"]*)"/i.exec(head)?.[1] ?? '';
    return [{ name, fileName, text: piece.slice(end + 4).replace(/\r\n$/, '') }];
  });
}

export function readFilePart(request: Pick<SandboxRequest, 'headers' | 'body'>, name: string): Part | null {
  return readParts(request).find((part) => part.name === name && part.fileName !== '') ?? null;
}

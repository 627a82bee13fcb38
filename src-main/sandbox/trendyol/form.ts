export type FormPart = {
  readonly name: string;
  readonly fileName: string | null;
  readonly contentType: string;
  readonly bytes: Buffer;
};

/** The parts of a multipart/form-data body (RFC 7578); null when it is none. */
export function readForm(contentType: string, body: Buffer): readonly FormPart[] | null {
  const boundary = /^multipart\/form-data\s*;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  // One byte is one letter in latin1, so that positions in the text are positions in the body.
  const text = body.toString('latin1');
  if (!text.includes(`--${boundary}--`)) return null;
  const sections = text.split(`--${boundary}`).slice(1, -1);
  return sections.map((section) => {
    const at = section.indexOf('\r\n\r\n');
    const head = Buffer.from(section.slice(0, at), 'latin1').toString('utf8');
    return {
      name: /\bname="([^"]*)"/i.exec(head)?.[1] ?? '',
      fileName: /\bfilename="([^"]*)"/i.exec(head)?.[1] ?? null,
      contentType: /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1]?.trim() ?? 'text/plain',
      bytes: Buffer.from(section.slice(at + 4, -2), 'latin1'),
    };
  });
}

export function formText(form: readonly FormPart[], name: string): string {
  return form.find((part) => part.name === name && part.fileName === null)?.bytes.toString('utf8') ?? '';
}

export function formFiles(form: readonly FormPart[], name: string): readonly FormPart[] {
  return form.filter((part) => part.name === name && part.fileName !== null);
}

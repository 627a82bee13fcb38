import { createHash } from 'node:crypto';
import type { Random } from '../host.ts';
import type { GatewayRequest, MultipartPart } from './port.ts';

/** A body in its two forms: what goes onto the wire, and what it says in text for the gate and the intent. */
export type RequestBody = {
  readonly wire: string | Buffer;
  readonly text: string;
  readonly contentType: string;
};

/**
 * Serialises a request's body once. Null where it has none.
 *
 * @throws TypeError when a request has both `body` and `content`, or a part's name can't be written.
 */
export function buildBody(
  request: Pick<GatewayRequest, 'body' | 'content'>,
  random: Random,
): RequestBody | null {
  const { body, content } = request;
  if (content === undefined) {
    if (body === undefined) return null;
    const text = JSON.stringify(body);
    return { wire: text, text, contentType: 'application/json' };
  }
  if (body !== undefined) throw new TypeError('a request has a JSON body or other content, not both');
  if (content.kind === 'text') {
    return { wire: content.text, text: content.text, contentType: content.contentType };
  }
  if (content.kind === 'bytes') {
    const wire = Buffer.from(content.bytes);
    const text = JSON.stringify({ contentType: content.contentType, ...named(wire) });
    return { wire, text, contentType: content.contentType };
  }
  return buildMultipart(content.parts, `meschain-${random.bytes(24).toString('hex')}`);
}

/** `multipart/form-data` as RFC 7578 has it: UTF-8 names as they are, quotes and line ends percent-encoded (HTML standard). */
function buildMultipart(parts: readonly MultipartPart[], boundary: string): RequestBody {
  const wire = parts.flatMap((part) => {
    const file = part.fileName === undefined ? '' : `; filename="${quotable(part.fileName)}"`;
    const type = part.contentType ?? (part.fileName === undefined ? null : 'application/octet-stream');
    if (type !== null && /[\r\n]/.test(type)) throw new TypeError('a media type is one line');
    const head =
      `--${boundary}\r\ncontent-disposition: form-data; name="${quotable(part.name)}"${file}\r\n` +
      `${type === null ? '' : `content-type: ${type}\r\n`}\r\n`;
    const content = typeof part.content === 'string' ? Buffer.from(part.content) : part.content;
    return [Buffer.from(head), content, Buffer.from('\r\n')];
  });
  return {
    wire: Buffer.concat([...wire, Buffer.from(`--${boundary}--\r\n`)]),
    text: JSON.stringify(parts.map(describePart)),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

function describePart({ name, fileName, contentType, content }: MultipartPart): unknown {
  const told = typeof content === 'string' ? { text: content } : named(content);
  return { name, fileName, contentType, ...told };
}

function named(bytes: Uint8Array): { readonly bytes: number; readonly sha256: string } {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function quotable(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

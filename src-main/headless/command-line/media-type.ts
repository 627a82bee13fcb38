import { extname } from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
};

/** Of a file that is handed to a marketplace (invoice, proof), by its ending; null for any other. */
export function mediaTypeOf(file: string): string | null {
  return MEDIA_TYPES[extname(file).toLowerCase()] ?? null;
}

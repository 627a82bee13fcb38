import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve, sep } from 'node:path';

export type PageFile = { readonly body: Buffer; readonly contentType: string; readonly cacheControl: string };

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.webp', 'image/webp'],
  ['.woff2', 'font/woff2'],
]);

/**
 * Reads one file of the built page by the path part of its address (as it stands in the request, still encoded).
 * Null for anything that is not a known kind of file below `folder` after every link was followed.
 */
export async function readPageFile(folder: string, encodedPath: string): Promise<PageFile | null> {
  const path = await confine(folder, encodedPath);
  if (path === null) return null;
  const contentType = CONTENT_TYPES.get(extname(path).toLowerCase());
  if (contentType === undefined) return null;
  const hashed = relative(await realpath(folder), path).startsWith(`assets${sep}`);
  return {
    body: await readFile(path),
    contentType,
    // Built assets carry a hash of their content in their name; everything else may change with the next version.
    cacheControl: hashed ? 'public, max-age=31536000, immutable' : 'no-store',
  };
}

async function confine(folder: string, encodedPath: string): Promise<string | null> {
  const wanted = decodePath(encodedPath);
  if (wanted === null) return null;
  const root = await realpath(folder);
  const candidate = resolve(root, `.${wanted === '/' ? '/index.html' : wanted}`);
  try {
    const path = await realpath(candidate);
    const inside = relative(root, path);
    if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return null;
    return (await stat(path)).isFile() ? path : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ABSENT.has(String(error.code))) return null;
    throw error;
  }
}

const ABSENT: ReadonlySet<string> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'EACCES',
  'EINVAL',
]);

/** Decoded exactly once. A path that still holds an escape, a backslash, a drive, a NUL or a dot segment is refused. */
function decodePath(encodedPath: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(encodedPath);
  } catch {
    // Not valid percent-encoding: no file of ours has such a name.
    return null;
  }
  if (!path.startsWith('/') || path.startsWith('//')) return null;
  if (/[\\%:\p{Cc}]/u.test(path)) return null;
  return path.split('/').some((segment) => segment === '..' || segment === '.') ? null : path;
}

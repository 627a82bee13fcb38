import { protocol, type Session } from 'electron';
import { readPageFile } from '../node-host/page-files.ts';
import { PAGE_HEADERS } from '../node-host/page-headers.ts';
import { APP_SCHEME, isOwnPage } from './own-page.ts';

/** Must be called before the app is ready: makes `app:` a scheme with an origin of its own, as strict as https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built page, and nothing else, under `app://meschain/`. */
export function serveAppPage(session: Session, pageFolder: string): void {
  session.protocol.handle(APP_SCHEME, (request) => answerPageRequest(request, pageFolder));
}

/** Only GET and HEAD of a file below the page's folder; every answer carries the page's security headers. */
export async function answerPageRequest(
  request: { readonly url: string; readonly method: string },
  pageFolder: string,
): Promise<Response> {
  if (!isOwnPage(request.url)) return refuse(404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const file = await readPageFile(pageFolder, new URL(request.url).pathname);
  if (file === null) return refuse(404);
  const headers = { ...PAGE_HEADERS, 'Content-Type': file.contentType, 'Cache-Control': 'no-store' };
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(file.body), { headers });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: PAGE_HEADERS });
}

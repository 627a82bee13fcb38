/**
 * A document for a sandboxed frame that shows HTML from outside: it runs nothing, loads nothing but pictures below
 * `imageBaseUrl`, and follows no link. Three walls, each enough by itself: what could run or reach out is taken out of
 * the tree, the document's own policy forbids it, and the frame (`sandbox=""`) has neither scripts nor an origin.
 */
export function safeDocument(html: string, { imageBaseUrl, look }: SafeDocumentOptions): string {
  const parsed = new DOMParser().parseFromString(quiet(html), 'text/html'); // neither runs nor loads anything
  for (const element of parsed.querySelectorAll(FORBIDDEN)) element.remove();
  for (const element of parsed.querySelectorAll('*')) disarm(element);
  const base = shopImages(imageBaseUrl);
  for (const image of parsed.querySelectorAll('img')) placeImage(image, base);
  const images = base === null ? "'none'" : base.replace(/[;,]/g, encodeURIComponent);
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src ${images}`;
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer">',
    `<style>${styleOf(look)}</style></head>`,
    `<body>${parsed.body.innerHTML}</body></html>`,
  ].join('');
}

export type SafeDocumentOptions = {
  /** Ends in `/`; null when pictures can be looked at nowhere. */
  readonly imageBaseUrl: string | null;
  /** Colours and font of the page around it. */
  readonly look: { readonly text: string; readonly muted: string; readonly font: string };
};

/**
 * Event handlers renamed before the text is parsed: the browser never runs one here, yet reports each to the page's
 * content policy as soon as it sees it. What this misses is taken out of the tree below.
 */
function quiet(html: string): string {
  return html.replace(/<[^>]*>/g, (tag) => tag.replace(/([\s/"'])on[a-z]+(?=\s*=)/gi, '$1data-off'));
}

const FORBIDDEN =
  'script, style, link, meta, base, iframe, frame, frameset, object, embed, applet, form, input, button, textarea, select, video, audio, source, track, noscript, template, svg, math, dialog, portal';

function disarm(element: Element): void {
  for (const { name, value } of Array.from(element.attributes)) {
    const risky = name.startsWith('on') || REACHES_OUT.has(name) || name.includes(':');
    if (risky || (name === 'style' && FETCHES.test(value))) element.removeAttribute(name);
  }
}

/** What makes a style ask for something, or hides that it does behind an escape. */
const FETCHES = /url|image|src\(|\\/i;

/** A link is shown as one but leads nowhere: the frame is a picture of the text. */
const REACHES_OUT: ReadonlySet<string> = new Set([
  'href',
  'action',
  'formaction',
  'srcset',
  'background',
  'ping',
  'target',
  'autofocus',
  'tabindex',
]);

/** The page's own policy shows pictures over TLS alone: from anywhere else they are named, not asked for. */
function shopImages(imageBaseUrl: string | null): string | null {
  const address = imageBaseUrl === null ? null : URL.parse(imageBaseUrl);
  return address?.protocol === 'https:' ? address.href : null;
}

/** A path as OpenCart's editor writes it becomes the shop's own address; a picture from elsewhere is named, not shown. */
function placeImage(image: HTMLImageElement, imageBaseUrl: string | null): void {
  const source = image.getAttribute('src') ?? '';
  const shop = imageBaseUrl === null ? null : new URL('..', imageBaseUrl);
  const address = shop === null ? null : URL.parse(source, shop.href);
  if (address !== null && imageBaseUrl !== null && address.href.startsWith(imageBaseUrl)) {
    image.setAttribute('src', address.href);
    return;
  }
  const note = image.ownerDocument.createElement('span');
  note.textContent = `▨ ${source.startsWith('data:') ? 'data:' : source}`;
  note.className = 'elsewhere';
  image.replaceWith(note);
}

function styleOf({ text, muted, font }: SafeDocumentOptions['look']): string {
  return [
    `:root{color-scheme:light dark}`,
    `body{margin:12px;font:13px/20px ${font};color:${text};overflow-wrap:anywhere}`,
    'img{max-width:100%;height:auto}table{border-collapse:collapse}td,th{border:1px solid;padding:2px 6px}',
    `.elsewhere{color:${muted};border:1px dashed;padding:0 6px;font-size:12px}`,
  ].join('');
}

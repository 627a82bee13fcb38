const BLOCKS = new Set([
  'ADDRESS',
  'ARTICLE',
  'BLOCKQUOTE',
  'DIV',
  'DL',
  'DT',
  'DD',
  'FIGURE',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'HR',
  'LI',
  'OL',
  'P',
  'PRE',
  'SECTION',
  'TABLE',
  'TR',
  'UL',
]);
const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'TITLE']);

/**
 * An HTML description as a reader meets it: one line a block, points with a dot, pictures by their name. The markup is
 * parsed into a document of its own that runs nothing and fetches nothing.
 */
export function readingText(html: string, picture: (name: string) => string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const lines: string[] = [''];
  const say = (text: string): void => {
    lines[lines.length - 1] += text;
  };
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) say((node.nodeValue ?? '').replaceAll(/[\s\u00A0]+/g, ' '));
    if (!(node instanceof Element) || SILENT.has(node.tagName)) return;
    if (node.tagName === 'BR') lines.push('');
    if (node.tagName === 'IMG') say(picture(nameOf(node)));
    if (node.tagName === 'TD' || node.tagName === 'TH') say(' ');
    const block = BLOCKS.has(node.tagName);
    if (block) lines.push(node.tagName === 'LI' ? '• ' : '');
    for (const child of node.childNodes) walk(child);
    if (block) lines.push('');
  };
  for (const child of body.childNodes) walk(child);
  return lines
    .map((line) => line.replaceAll(/ +/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

function nameOf(image: Element): string {
  const alt = image.getAttribute('alt')?.trim() ?? '';
  return alt === '' ? (image.getAttribute('src')?.split('/').at(-1) ?? '') : alt;
}

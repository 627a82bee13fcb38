import type { Page } from 'playwright-core';

/** What a demanding eye would find wrong with what is on the page now; empty when it finds nothing. */
export function pageFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const isShown = (element: Element): boolean =>
      element instanceof HTMLElement &&
      element.checkVisibility() &&
      element.closest('[aria-hidden="true"]') === null;

    const { documentElement: root } = document;
    if (root.scrollWidth > root.clientWidth || root.scrollHeight > root.clientHeight) {
      faults.push(`the window itself scrolls: ${root.scrollWidth} × ${root.scrollHeight}`);
    }

    const nameOf = (element: HTMLElement): string => {
      const ids = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
      const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [];
      return [
        element.getAttribute('aria-label') ?? '',
        ...ids.map((id) => document.getElementById(id)?.textContent ?? ''),
        ...labels.map((label) => label.textContent),
        element.matches('button, a, [role="button"]') ? element.textContent : '',
        element.getAttribute('title') ?? '',
      ]
        .join(' ')
        .trim();
    };
    for (const element of document.querySelectorAll<HTMLElement>(
      'input, select, textarea, button, a[href]',
    )) {
      if (isShown(element) && nameOf(element) === '')
        faults.push(`without a name: ${element.outerHTML.slice(0, 160)}`);
    }
    for (const image of document.querySelectorAll('img:not([alt])'))
      faults.push(`without alt: ${image.outerHTML}`);

    // A text that was never worded: a key of the translations, a blank that was not filled, a value that is none.
    const raw = /\{\{|\}\}|\bundefined\b|\bNaN\b|\[object |\bnull\b|^[a-z]+(?:\.[a-zA-Z-]+)+$/;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (parent === null || !isShown(parent) || parent.closest('script, style, pre, code')) continue;
      if (raw.test(text) && !text.includes('http')) faults.push(`raw text: ${text.slice(0, 120)}`);
    }

    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index)))
      faults.push(`two with the id ${id}`);
    return faults;
  });
}

/** Pairs of colours on the page that are too close to be read, by WCAG 2's 4.5 : 1 (3 : 1 from 24 px, or bold from 18.66 px). */
export function faintTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (canvas === null) return ['no canvas to read colours with'];
    const colourOf = (css: string): Colour => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => [
      r * a + R * (1 - a),
      g * a + G * (1 - a),
      b * a + B * (1 - a),
      1,
    ];
    const groundOf = (element: Element): Colour => {
      const layers: Colour[] = [];
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const colour = colourOf(getComputedStyle(at).backgroundColor);
        layers.push(colour);
        if (colour[3] === 1) break;
      }
      return layers.reduceRight<Colour>((below, layer) => over(layer, below), [255, 255, 255, 1]);
    };
    const light = ([r, g, b]: Colour): number => {
      const [R = 0, G = 0, B = 0] = [r, g, b].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * R + 0.7152 * G + 0.0722 * B;
    };
    const faint = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (element === null || text === '' || !element.checkVisibility({ opacityProperty: true })) continue;
      if (
        element.closest(
          '[disabled], [aria-disabled="true"], [data-disabled], svg, .ms-visually-hidden, [aria-hidden="true"]',
        )
      )
        continue;
      const style = getComputedStyle(element);
      const ground = groundOf(element);
      const [a, b] = [light(over(colourOf(style.color), ground)), light(ground)];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      if (contrast < (large ? 3 : 4.5)) faint.add(`${contrast.toFixed(2)} : 1 — ${text.slice(0, 60)}`);
    }
    return [...faint];
  });
}

const ROOM = { width: 2_400, height: 720 };
const COLUMN = 120;

/** jsdom lays nothing out. The grid asks for its size, so every element is given one screen of room. */
export function giveRoom(): void {
  window.CSS ??= {} as typeof CSS;
  // jsdom has no `CSS.escape`; the grid's column names are plain words that need none.
  window.CSS.escape ??= (text) => text;
  for (const [name, value] of [
    ['clientWidth', ROOM.width],
    ['offsetWidth', ROOM.width],
    ['clientHeight', ROOM.height],
    ['offsetHeight', ROOM.height],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
  }
  Element.prototype.getBoundingClientRect = function size(this: Element) {
    return new DOMRect(0, 0, this.hasAttribute('data-measuring-cell-key') ? COLUMN : ROOM.width, ROOM.height);
  };
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
}

import type { WebContents } from 'electron';
import { isOwnPage } from './own-page.ts';

/** Keeps a page where it is: no other address in any frame, no second window, no embedded browser. */
export function lockNavigation(contents: WebContents): void {
  const stay = (event: { preventDefault: () => void }, address: string): void => {
    if (!isOwnPage(address)) event.preventDefault();
  };
  contents.on('will-navigate', (details) => stay(details, details.url));
  contents.on('will-frame-navigate', (details) => {
    // The one frame the page may have shows its own `srcdoc` (a product description, without scripts).
    if (!details.isMainFrame && details.url === 'about:srcdoc') return;
    stay(details, details.url);
  });
  contents.on('will-redirect', (details) => stay(details, details.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createEngine } from '../client/engine.ts';
import { createPortTransport } from '../client/port-transport.ts';
import { hasSessionToken, openSession } from '../client/session.ts';
import { shell } from '../client/shell.ts';
import { createWebSocketTransport } from '../client/websocket-transport.ts';
import { createTranslations } from '../i18n/index.ts';
import { App } from './app.tsx';
import { rememberedLanguage } from './remembered.ts';

if (!shell) await openSession();
const engine = createEngine(shell ? createPortTransport(shell) : createWebSocketTransport());
// A new one-time address opened in this very window changes only the fragment: begin again with it.
window.addEventListener('hashchange', () => {
  if (hasSessionToken()) window.location.reload();
});
const root = document.getElementById('root');
if (!root) throw new TypeError('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App engine={engine} translations={createTranslations(rememberedLanguage())} />
  </StrictMode>,
);

import './without-eval.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { setConnection } from '../client/connection-store.ts';
import { createEngine } from '../client/engine.ts';
import { createPortTransport } from '../client/port-transport.ts';
import { openSession } from '../client/session.ts';
import { shell } from '../client/shell.ts';
import { createWebSocketTransport } from '../client/websocket-transport.ts';
import { createTranslations } from '../i18n/index.ts';
import { App } from './app.tsx';
import { rememberedLanguage } from './remembered.ts';

const session = shell ? 'none' : await openSession();
const engine = createEngine(shell ? createPortTransport(shell) : createWebSocketTransport());
if (session === 'refused') setConnection(engine.connection, 'refused');
const root = document.getElementById('root');
if (!root) throw new TypeError('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App engine={engine} translations={createTranslations(rememberedLanguage())} />
  </StrictMode>,
);

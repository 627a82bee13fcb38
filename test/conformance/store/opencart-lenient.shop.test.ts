import { conformanceOnServer } from './server-modes.ts';

conformanceOnServer('lenient');

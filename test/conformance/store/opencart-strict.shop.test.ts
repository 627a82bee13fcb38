import { conformanceOnServer } from './server-modes.ts';

conformanceOnServer('strict');

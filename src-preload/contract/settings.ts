import { z } from 'zod';
import { Language } from './basics.ts';

export const Settings = z.object({
  language: Language,
  colourScheme: z.enum(['auto', 'light', 'dark']),
  /** Minutes between background syncs; 0 turns them off. */
  backgroundMinutes: z.int().min(0).max(1_440),
  /** Set when the first-run steps were finished or put away. */
  onboardingDone: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

export const DEFAULT_SETTINGS: Settings = {
  language: 'tr',
  colourScheme: 'auto',
  backgroundMinutes: 5,
  onboardingDone: false,
};

export const SystemInfo = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'browser', 'command-line']),
  demo: z.boolean(),
  keyProtection: z.enum(['operating-system', 'passphrase', 'key-file']),
});
export type SystemInfo = z.infer<typeof SystemInfo>;

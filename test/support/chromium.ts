import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Keeps a test's Chromium from asking the network for anything of its own. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/** The Chromium to drive. Throws naming what to do when there is none: a missing browser is never a skipped test. */
export function chromiumPath(): string {
  const path = process.env['MESCHAIN_CHROMIUM'] ?? PLACES.find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error('no Chromium: install it or set MESCHAIN_CHROMIUM to its path');
  return path;
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGUMENTS] });
}

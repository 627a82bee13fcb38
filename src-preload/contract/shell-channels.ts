/** The names under which the preload reaches the shell. Closed: nothing else is ever sent between the two. */
export const SHELL_CHANNELS = {
  openExternal: 'meschain:open-external',
  requestEnginePort: 'meschain:request-engine-port',
  setBadge: 'meschain:set-badge',
} as const;

/** How the shell tells a preload which version it belongs to: an argument of the page's process. */
export const VERSION_ARGUMENT = '--meschain-version=';

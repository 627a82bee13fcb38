import type { Clock } from '#engine/host.ts';

/** The sandbox's own time: starts with the host's, can run faster or slower and be moved forward, never back. */
export type SandboxClock = {
  /** Epoch milliseconds, whole. */
  readonly now: () => number;
  readonly advance: (milliseconds: number) => void;
  /** Sandbox seconds per second of the host: 0 (stands still) to 100,000. */
  readonly setSpeed: (speed: number) => void;
  readonly speed: () => number;
  /** What {@link createSandboxClock} needs to go on from here after a restart. */
  readonly offset: () => number;
};

export function createSandboxClock(host: Clock, offsetMs: number): SandboxClock {
  let speed = 1;
  let anchorHost = host.now();
  let anchorSandbox = anchorHost + offsetMs;
  const now = (): number => Math.floor(anchorSandbox + Math.max(0, host.now() - anchorHost) * speed);
  const anchor = (atMs: number): void => {
    anchorSandbox = atMs;
    anchorHost = host.now();
  };
  return {
    now,
    speed: () => speed,
    offset: () => now() - host.now(),
    advance: (milliseconds) => {
      if (!Number.isFinite(milliseconds) || milliseconds < 0) throw new RangeError('time only goes forward');
      anchor(now() + milliseconds);
    },
    setSpeed: (wanted) => {
      if (!Number.isFinite(wanted) || wanted < 0 || wanted > 100_000)
        throw new RangeError('speed is 0 to 100,000');
      anchor(now());
      speed = wanted;
    },
  };
}

import { readFile } from 'node:fs/promises';
import type { SshTunnel } from '#contract/shop.ts';
import { askSecret } from './ask-secret.ts';
import type { CommandContext } from './context.ts';
import { UsageError } from './outcome.ts';

export type SshOptions = {
  readonly ssh?: string;
  readonly sshKey?: string;
  readonly sshAgent?: boolean;
  readonly sshHostKey?: string;
};

/**
 * The tunnel of `store connect --ssh`; null without one. Secrets come from MESCHAIN_SSH_PASSWORD and
 * MESCHAIN_SSH_PASSPHRASE or are asked for, because arguments are in the list of processes.
 */
export async function readTunnel(context: CommandContext, options: SshOptions): Promise<SshTunnel | null> {
  if (options.ssh === undefined) return null;
  const address = parseSshAddress(options.ssh);
  const common = { ...address, password: '', privateKey: '', passphrase: '', agentSocket: null };
  const hostKey = options.sshHostKey ?? null;
  if (options.sshAgent) {
    return { ...common, hostKey, login: 'agent', agentSocket: agentSocketOf(context) };
  }
  if (options.sshKey !== undefined) {
    const privateKey = await readFile(options.sshKey, 'utf8');
    const asked = async (): Promise<string | null> =>
      askSecret(context.streams, context.words().storePassword(`ssh ${options.sshKey}`));
    // Without a terminal to ask on, the key is taken to be unlocked.
    const passphrase = context.env['MESCHAIN_SSH_PASSPHRASE'] ?? (await asked()) ?? '';
    return { ...common, hostKey, login: 'key', privateKey, passphrase };
  }
  return { ...common, hostKey, login: 'password', password: await findSshPassword(context, address) };
}

/** Reads `USER@HOST[:PORT]`; an IPv6 address stands in brackets. */
export function parseSshAddress(text: string): Pick<SshTunnel, 'host' | 'port' | 'user'> {
  const match = /^([^@\s:]+)@(\[[0-9a-fA-F:.]+\]|[^@\s:[\]]+)(?::(\d{1,5}))?$/.exec(text);
  const port = Number(match?.[3] ?? 22);
  if (match === null || port < 1 || port > 65_535) {
    throw new UsageError(
      'SSH adresi KULLANICI@SUNUCU[:PORT] biçiminde olmalı.',
      'The SSH address must look like USER@HOST[:PORT].',
    );
  }
  return { user: match[1]!, host: match[2]!.replace(/^\[(.*)\]$/, '$1'), port };
}

function agentSocketOf(context: CommandContext): string {
  const socket = context.env['SSH_AUTH_SOCK'];
  if (socket !== undefined && socket !== '') return socket;
  throw new UsageError(
    'SSH_AUTH_SOCK boş: SSH ajanı çalışmıyor.',
    'SSH_AUTH_SOCK is empty: no SSH agent runs.',
  );
}

async function findSshPassword(
  context: CommandContext,
  { user, host }: Pick<SshTunnel, 'host' | 'user'>,
): Promise<string> {
  const given = context.env['MESCHAIN_SSH_PASSWORD'];
  if (given !== undefined) return given;
  const typed = await askSecret(context.streams, context.words().storePassword(`ssh ${user}@${host}`));
  if (typed !== null) return typed;
  throw new UsageError(
    'SSH parolası verilmedi: MESCHAIN_SSH_PASSWORD ortam değişkenine yazın.',
    'No SSH password was given: set MESCHAIN_SSH_PASSWORD.',
  );
}

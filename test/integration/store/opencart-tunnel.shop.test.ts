import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { SshTunnel, StoreReport, StoreState } from '#contract/shop.ts';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import type { StorePort } from '#engine/store/port.ts';
import { jsonOf, runCommand } from '../../support/command-line.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';
import { startSshServer, type SshServer } from '../../support/ssh-server.ts';

const SSH_PASSWORD = 'tünel-Parolası-77';
const PASSPHRASE = 'anahtar-Sözü-31';
const DATABASE_PASSWORD = 'gizli-Parola-42~#!Q';
const OTHER_KEY = `SHA256:${'A'.repeat(43)}`;

describe('a shop behind an SSH server', () => {
  const key = ssh2.utils.generateKeyPairSync('ed25519', {
    passphrase: PASSPHRASE,
    cipher: 'aes256-ctr',
    rounds: 4,
  });
  let shop: OpencartShop;
  let server: SshServer;
  beforeAll(async () => {
    shop = await createOpencartShop(inject('mariadb'), '4.1.0.4');
    await shop.run(`CREATE USER 'tunnelled'@'%' IDENTIFIED BY '${DATABASE_PASSWORD}'`);
    await shop.run(`GRANT ALL PRIVILEGES ON \`${shop.connection.database}\`.* TO 'tunnelled'@'%'`);
  });
  afterAll(async () => {
    await shop.run("DROP USER 'tunnelled'@'%'");
    await shop.remove();
  });
  beforeEach(async () => {
    server = await startSshServer({ user: 'deploy', password: SSH_PASSWORD, publicKey: key.public });
  });
  afterEach(async () => {
    await server.stop();
  });

  const open = (changes: Partial<SshTunnel> = {}): StorePort => {
    const tunnel: SshTunnel = {
      host: '127.0.0.1',
      port: server.port,
      user: 'deploy',
      login: 'password',
      password: SSH_PASSWORD,
      privateKey: '',
      passphrase: '',
      agentSocket: null,
      hostKey: null,
      ...changes,
    };
    const connection = { ...shop.connection, user: 'tunnelled', password: DATABASE_PASSWORD, tunnel };
    return openOpencartStore({ connection, clock: systemClock, logger: silentLogger });
  };
  const inspect = async (changes: Partial<SshTunnel> = {}): Promise<StoreReport> => {
    const store = open(changes);
    try {
      return await store.inspect();
    } finally {
      await store.close();
    }
  };
  const withKey = { login: 'key', password: '', privateKey: key.private, passphrase: PASSPHRASE } as const;

  it('is read with a password, and says which key the server showed', async () => {
    expect(await inspect()).toMatchObject({ encrypted: true, tunnelHostKey: server.hostKey });
  });

  it('is read with a locked private key', async () => {
    expect(await inspect({ ...withKey, hostKey: server.hostKey })).toMatchObject({ generation: '4.1' });
  });

  it('is refused with a wrong SSH password', async () => {
    await expect(inspect({ password: 'yanlış' })).rejects.toMatchObject({
      problem: { code: 'store/tunnel-login-refused', params: { user: 'deploy' } },
    });
  });

  it('is refused with a wrong passphrase before the server hears of it', async () => {
    await expect(inspect({ ...withKey, passphrase: 'yanlış' })).rejects.toMatchObject({
      problem: { code: 'store/tunnel-key-unreadable' },
    });
    expect(server.tries()).toBe(0);
  });

  it('gets no secret when its server shows another key than the pinned one', async () => {
    await expect(inspect({ hostKey: OTHER_KEY })).rejects.toMatchObject({
      problem: {
        code: 'store/tunnel-key-changed',
        params: { expected: OTHER_KEY, found: server.hostKey },
      },
    });
    expect(server.tries()).toBe(0);
  });

  it('is said to be unreachable when nobody listens for SSH', async () => {
    await expect(inspect({ port: 1 })).rejects.toMatchObject({
      problem: { code: 'store/tunnel-unreachable' },
    });
  });

  it('is said to be closed off when the server forwards nothing', async () => {
    await server.stop();
    const wanted = { user: 'deploy', password: SSH_PASSWORD, publicKey: key.public, forwards: false };
    server = await startSshServer(wanted);
    await expect(inspect()).rejects.toMatchObject({ problem: { code: 'store/tunnel-forward-refused' } });
  });

  it('is read on by itself when the tunnel falls in the middle of a reading', async () => {
    const store = open();
    const before = await store.inspect();
    server.dropOnNextAnswer();
    const after = await store.inspect();
    expect(after.products).toBe(before.products);
    expect(server.logins()).toBe(2);
    await store.close();
  });

  it('is connected from the command line, its key pinned and no secret left in a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'meschain-tunnel-'));
    const keyFile = join(folder, 'id_test');
    await writeFile(keyFile, key.private);
    const dataFolder = join(folder, 'profile');
    const env = {
      MESCHAIN_PASSPHRASE: 'profil-Parolası-1',
      MESCHAIN_STORE_PASSWORD: DATABASE_PASSWORD,
      MESCHAIN_SSH_PASSPHRASE: PASSPHRASE,
    };
    const { host, port, database } = shop.connection;
    const address = ['--url', `mysql://tunnelled@${host}:${port}/${database}`];
    const ssh = ['--ssh', `deploy@127.0.0.1:${server.port}`, '--ssh-key', keyFile];
    try {
      const argv = ['--json', 'store', 'connect', ...address, ...ssh];
      const connected = jsonOf<StoreState>(await runCommand(argv, { dataFolder, env }));
      expect(connected.report?.tunnelHostKey).toBe(server.hostKey);
      const checked = await runCommand(['--json', 'store', 'check'], { dataFolder, env });
      expect(jsonOf<StoreState>(checked)).toMatchObject({ connected: true, problem: null });
      const kept = await everythingIn(dataFolder);
      expect(kept).toContain(`"hostKey":"${server.hostKey}"`);
      const keyLine = key.private.split('\n')[2]!;
      for (const secret of [DATABASE_PASSWORD, PASSPHRASE, keyLine]) expect(kept).not.toContain(secret);
      // Not even its end, as it is kept of a channel's key to be recognised by.
      expect(kept).not.toContain(DATABASE_PASSWORD.slice(-4));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function everythingIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(async (entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  );
  return texts.join('\n');
}

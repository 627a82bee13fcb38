import { connect, type AddressInfo } from 'node:net';
import ssh2 from 'ssh2';
import type { Connection } from 'ssh2';
import { fingerprintOf } from '#engine/store/opencart/tunnel/tunnel.ts';

export type SshServer = {
  readonly port: number;
  readonly hostKey: string;
  /** Logins that offered a secret or a key, whether taken or not. */
  readonly tries: () => number;
  /** Logins that were taken. */
  readonly logins: () => number;
  /** Cuts every line at once, as a firewall does. */
  readonly drop: () => void;
  /** Cuts every line once, when the next bytes come from the database. */
  readonly dropOnNextAnswer: () => void;
  readonly stop: () => Promise<void>;
};

/** A real SSH server on this computer that forwards to any TCP port, for one user. */
export async function startSshServer(wanted: {
  readonly user: string;
  readonly password: string;
  readonly publicKey: string;
  readonly forwards?: boolean;
}): Promise<SshServer> {
  const host = ssh2.utils.generateKeyPairSync('ed25519');
  const publicHost = ssh2.utils.parseKey(host.public);
  const publicUser = ssh2.utils.parseKey(wanted.publicKey);
  if (publicHost instanceof Error) throw publicHost;
  if (publicUser instanceof Error) throw publicUser;
  const open = new Set<Connection>();
  let tries = 0;
  let logins = 0;
  let dropping = false;
  const drop = (): void => {
    for (const client of open) client.end();
  };
  const server = new ssh2.Server({ hostKeys: [host.private] }, (client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    // A client that was told off hangs up half-way; the server goes on.
    client.on('error', () => open.delete(client));
    client.on('authentication', (context) => {
      tries += 1;
      const byPassword = context.method === 'password' && context.password === wanted.password;
      const byKey =
        context.method === 'publickey' &&
        context.key.data.equals(publicUser.getPublicSSH()) &&
        (context.blob === undefined ||
          publicUser.verify(context.blob, context.signature ?? Buffer.alloc(0), context.hashAlgo) === true);
      if (context.username === wanted.user && (byPassword || byKey)) context.accept();
      else context.reject(['password', 'publickey']);
    });
    client.on('ready', () => {
      logins += 1;
    });
    client.on('tcpip', (accept, reject, { destIP, destPort }) => {
      if (wanted.forwards === false) return reject();
      const socket = connect(destPort, destIP, () => {
        const channel = accept();
        channel.on('data', (bytes: Buffer) => socket.write(bytes));
        channel.on('close', () => socket.destroy());
        socket.on('data', (bytes) => {
          if (dropping) {
            dropping = false;
            drop();
          } else channel.write(bytes);
        });
        socket.on('close', () => channel.end());
      });
      socket.on('error', () => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // it listens on TCP
    hostKey: fingerprintOf(publicHost.getPublicSSH()),
    tries: () => tries,
    logins: () => logins,
    drop,
    dropOnNextAnswer: () => {
      dropping = true;
    },
    stop: async () => {
      drop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

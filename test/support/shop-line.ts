import { createServer, connect as dial, type Server, type Socket } from 'node:net';

/** The line between the program and the shop's database, which the test cuts and mends. */
export type ShopLine = {
  readonly port: number;
  /** Whoever is connected is thrown out, and nobody gets through any more. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
};

/** Listens on 127.0.0.1 and hands everything through to a server on the same computer. */
export async function openShopLine(serverPort: number): Promise<ShopLine> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = dial(serverPort, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other);
      // A line that breaks is what is being tried: the other side is to see it, too.
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  const port = await listen(server, 0);
  return {
    port,
    cut: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: async () => {
      await listen(server, port);
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

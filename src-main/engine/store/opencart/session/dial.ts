import { isIP } from 'node:net';
import { checkServerIdentity, TLSSocket } from 'node:tls';
import { createConnection } from 'mysql2/promise';
import type { Connection, ConnectionOptions } from 'mysql2/promise';
import type { MysqlConnection } from '#contract/shop.ts';
import type { Tunnel } from '../tunnel/tunnel.ts';
import {
  isConnectionLost,
  isTlsDemanded,
  isTlsFailure,
  isTlsUnsupported,
  storeProblem,
  unreachable,
} from './problems.ts';

const CONNECT_TIMEOUT_MS = 10_000;

export type Dialled = {
  readonly connection: Connection;
  readonly encrypted: boolean;
  readonly verified: boolean;
};

type Transport = 'plain' | 'tls' | 'unverified-tls';

/**
 * Opens one connection. To another computer always by verified TLS, unless the merchant accepted an unencrypted line:
 * then still the best that the server offers is taken. A tunnel is encrypted and proven by itself. Rejects with
 * `store/*`.
 */
export async function dial(connection: MysqlConnection, tunnel: Tunnel | null): Promise<Dialled> {
  let refusal: unknown;
  for (const transport of transportsFor(connection)) {
    try {
      const stream = await tunnel?.stream(connection.host, connection.port);
      const options = optionsFor(connection, transport);
      const opened = await createConnection(stream === undefined ? options : { ...options, stream });
      if (tunnel !== null) return { connection: opened, encrypted: true, verified: true };
      if (transport === 'tls') proveAddress(opened, connection.host);
      return { connection: opened, encrypted: transport !== 'plain', verified: transport === 'tls' };
    } catch (error) {
      refusal = error;
      if (!isTlsUnsupported(error) && !isTlsFailure(error) && !isTlsDemanded(error)) break;
    }
  }
  // What hangs up before it has said who it is was no database, or none that takes us: nothing was lost half-way.
  if (isConnectionLost(refusal)) throw unreachable(refusal, connection);
  throw storeProblem(refusal, connection);
}

/**
 * mysql2 3.24.6 gives TLS no name to compare when the host is a bare address, and Node then takes `localhost` for it:
 * a certificate of that name would pass for any address. So an address is compared here.
 */
function proveAddress(opened: Connection, host: string): void {
  if (isIP(host) === 0) return;
  // The driver keeps its socket on the connection, but does not say so in its types.
  const core: unknown = Reflect.get(opened, 'connection');
  const socket: unknown = core instanceof Object ? Reflect.get(core, 'stream') : undefined;
  const mismatch =
    socket instanceof TLSSocket
      ? checkServerIdentity(host, socket.getPeerCertificate())
      : new TypeError('the driver does not tell its TLS socket');
  if (mismatch === undefined) return;
  opened.destroy();
  throw mismatch;
}

function transportsFor(connection: MysqlConnection): readonly Transport[] {
  // Nobody listens between a program and its own computer; a server that insists on TLS gets it all the same.
  if (connection.tunnel || isLoopback(connection.host)) return ['plain', 'unverified-tls'];
  return connection.acceptPlaintext ? ['tls', 'unverified-tls', 'plain'] : ['tls'];
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|::1|127\.\d+\.\d+\.\d+)$/i.test(host);
}

function optionsFor(connection: MysqlConnection, transport: Transport): ConnectionOptions {
  const ca = connection.certificateAuthority;
  return {
    host: connection.host,
    port: connection.port,
    user: connection.user,
    password: connection.password,
    database: connection.database,
    connectTimeout: CONNECT_TIMEOUT_MS,
    charset: 'utf8mb4_general_ci',
    // A hostile server may ask any client for any file (LOAD DATA LOCAL): never answer.
    flags: ['-LOCAL_FILES'],
    multipleStatements: false,
    // Zero dates become Invalid Date and DATETIME shifts by the PC's zone if the driver reads them.
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    decimalNumbers: false,
    // A JSON column is a text like any other here, and may hold what is no JSON to us.
    jsonStrings: true,
    enableKeepAlive: true,
    ...(transport === 'plain'
      ? {}
      : {
          ssl: {
            minVersion: 'TLSv1.2',
            rejectUnauthorized: transport === 'tls',
            // mysql2 does not compare the certificate with the host name unless asked.
            verifyIdentity: transport === 'tls',
            ...(ca === null ? {} : { ca }),
          },
        }),
  };
}

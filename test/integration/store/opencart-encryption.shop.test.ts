import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MysqlConnection, StoreReport } from '#contract/shop.ts';
import { openOpencartStore } from '#engine/store/opencart/open-opencart-store.ts';
import { startMariadb, type RunningMariadb } from '../../support/mariadb-server.ts';
import { createOpencartShop, type OpencartShop } from '../../support/opencart-shop.ts';
import { silentLogger, systemClock } from '../../support/plain-host-parts.ts';

const run = promisify(execFile);

/** This computer by its own name: reached over the network's stack, and no name that passes as loopback. */
const BY_NAME = { host: hostname() };
/** The same server under an address that its certificate does not name. */
const BY_OTHER_NAME = { host: '0.0.0.0' };

describe('a shop whose server speaks TLS', () => {
  let folder: string;
  let server: RunningMariadb;
  let shop: OpencartShop;
  let authority: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'meschain-tls-'));
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    authority = await selfSigned([hostname(), 'localhost'], key);
    await writeFile(certificate, authority);
    server = await startMariadb(['--bind-address=0.0.0.0', `--ssl-cert=${certificate}`, `--ssl-key=${key}`]);
    shop = await createOpencartShop(server, '4.1.0.4');
    await shop.run("CREATE USER 'remote'@'%' IDENTIFIED BY 'x1'");
    await shop.run(`GRANT SELECT ON \`${shop.connection.database}\`.* TO 'remote'@'%'`);
  });
  afterAll(async () => {
    await shop.remove();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const inspect = async (changes: Partial<MysqlConnection>): Promise<StoreReport> => {
    const connection = { ...shop.connection, user: 'remote', password: 'x1', ...changes };
    const store = openOpencartStore({ connection, clock: systemClock, logger: silentLogger });
    try {
      return await store.inspect();
    } finally {
      await store.close();
    }
  };

  it('is connected encrypted when its certificate proves who it is', async () => {
    const report = await inspect({ ...BY_NAME, certificateAuthority: authority });
    expect(report).toMatchObject({ encrypted: true });
    expect(report.warnings.map((warning) => warning.code)).not.toContain('store/tls-failed');
  });

  it('is refused when nobody known vouches for its certificate', async () => {
    await expect(inspect(BY_NAME)).rejects.toMatchObject({ problem: { code: 'store/tls-failed' } });
  });

  it('is refused when the certificate is somebody else’s', async () => {
    const other = await selfSigned(['magaza.example'], join(folder, 'other.pem'));
    await expect(inspect({ ...BY_NAME, certificateAuthority: other })).rejects.toMatchObject({
      problem: { code: 'store/tls-failed' },
    });
  });

  it('is refused under an address that its certificate does not name', async () => {
    await expect(inspect({ ...BY_OTHER_NAME, certificateAuthority: authority })).rejects.toMatchObject({
      problem: { code: 'store/tls-failed' },
    });
  });

  it('is still encrypted, and said to be unproven, when the merchant accepted an unsafe connection', async () => {
    const report = await inspect({ ...BY_OTHER_NAME, acceptPlaintext: true });
    expect(report.encrypted).toBe(true);
    expect(report.warnings.map((warning) => warning.code)).toContain('store/tls-failed');
  });
});

/** A certificate for these names that nobody but itself vouches for; its key goes into the file. */
async function selfSigned(names: readonly string[], keyFile: string): Promise<string> {
  const alternatives = names.map((name) => `DNS:${name}`).join(',');
  const options = `req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ${keyFile} -subj /CN=${names[0]}`.split(
    ' ',
  );
  return (await run('openssl', [...options, '-addext', `subjectAltName=${alternatives}`])).stdout;
}

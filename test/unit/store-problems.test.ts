import { describe, expect, it } from 'vitest';
import { storeProblem } from '#engine/store/opencart/session/problems.ts';

const CONNECTION = {
  kind: 'mysql',
  host: 'db.example.com',
  port: 3306,
  user: 'shop',
  password: '',
  database: 'shop',
  prefix: null,
  acceptPlaintext: false,
  certificateAuthority: null,
} as const;

const thrown = (errno: number, code: string, message: string): Error =>
  Object.assign(new Error(message), { errno, code });

describe('what a shop’s server refused', () => {
  it.each([
    [1020, 'ER_CHECKREAD', "Record has changed since last read in table 'oc_product'"],
    [1205, 'ER_LOCK_WAIT_TIMEOUT', 'Lock wait timeout exceeded; try restarting transaction'],
    [1213, 'ER_LOCK_DEADLOCK', 'Deadlock found when trying to get lock; try restarting transaction'],
  ])('because somebody else wrote at the same moment is tried again: %i', (errno, code, message) => {
    const { problem } = storeProblem(thrown(errno, code, message), CONNECTION);
    expect(problem).toMatchObject({ code: 'store/busy', detail: `${code} (${errno})` });
  });
});

import { describe, expect, it } from 'vitest';
import { ShopSchema, type TableFacts } from '#engine/store/opencart/dialect/schema.ts';
import { SelectPace } from '#engine/store/opencart/read/select-pace.ts';

function paceOn(engine: string): SelectPace {
  const facts: TableFacts = {
    name: 'product',
    engine,
    collation: 'utf8_general_ci',
    columns: new Map(),
    indexed: new Set(),
    primaryColumn: 'product_id',
  };
  return new SelectPace(new ShopSchema('shop', 'oc_', new Map([['product', facts]])), 'product');
}

/** Rows that left one after the other; `from` and `to` are the server's seconds of the first and the last. */
function rowsSent(count: number, from: number, to: number): readonly (readonly [number, string])[] {
  return Array.from({ length: count }, (_, index) => {
    const at = (from + ((to - from) * index) / (count - 1)) % 60;
    const [seconds = '', fraction = ''] = at.toFixed(6).split('.');
    return [index, seconds.padStart(2, '0') + fraction];
  });
}

describe('how much of a shop is read at once', () => {
  it('is ever less while a buyer would wait for it at the checkout, but never next to nothing', () => {
    const pace = paceOn('MyISAM');
    const asked = [pace.rows];
    for (let turn = 0; turn < 4; turn += 1) {
      pace.note(rowsSent(pace.rows, 10, 10.2), pace.rows);
      asked.push(pace.rows);
    }
    expect(asked).toEqual([1_000, 500, 250, 250, 250]);
  });

  it('is as much as a quick server gives away within five milliseconds', () => {
    const pace = paceOn('MyISAM');
    pace.note(rowsSent(1_000, 10, 10.003), 1_000);
    expect(pace.rows).toBe(1_667);
    for (let turn = 0; turn < 4; turn += 1) pace.note(rowsSent(pace.rows, 10, 10.001), pace.rows);
    expect(pace.rows).toBe(5_000);
  });

  it('is measured rightly when a minute ends in between', () => {
    const pace = paceOn('MyISAM');
    pace.note(rowsSent(1_000, 59.996, 60.004), 1_000);
    expect(pace.rows).toBe(625);
  });

  it('stays as it is on a server whose clock stands still, and after a few rows', () => {
    const pace = paceOn('MyISAM');
    pace.note(rowsSent(1_000, 10, 10), 1_000);
    pace.note(rowsSent(20, 10, 10.5), 1_000);
    pace.note([], 1_000);
    expect(pace.rows).toBe(1_000);
  });

  it('goes by the ids that were asked for where few of them are products', () => {
    const pace = paceOn('MyISAM');
    pace.note(rowsSent(125, 10, 10.0025), 1_000);
    expect(pace.rows).toBe(2_000);
  });

  it('is much at once where no buyer waits for a reader, and the server has no clock to show', () => {
    const pace = paceOn('InnoDB');
    expect([pace.rows, pace.clock]).toEqual([10_000, '']);
    pace.note(rowsSent(1_000, 10, 12), 10_000);
    expect(pace.rows).toBe(10_000);
  });
});

import { describe, expect, it } from 'vitest';
import { codeOnly, sourceFiles } from '../support/source-files.ts';

const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/, 'host.clock.now()'],
  [/\bnew Date\(\s*\)/, 'new Date(host.clock.now())'],
  [/\bMath\.random\b/, 'host.random'],
  [/(?<![.\w])(setTimeout|setInterval|setImmediate)\s*\(/, 'host.clock.sleep()'],
  [/(?<![.\w])fetch\s*\(/, 'the gateway'],
  [/\bperformance\.now\b/, 'host.clock.monotonic()'],
  [/(?<![.\w])console\./, 'host.logger'],
  [/\bprocess\.(env|exit|argv|stdout|stderr)\b/, 'a field of Host'],
  [/\brandomUUID\b|\brandomBytes\b/, 'host.random'],
];

describe('the engine', () => {
  it('takes time, chance, network and output from its host alone, so that it can be simulated', () => {
    const found = sourceFiles('src-main/engine').flatMap(({ path, text }) => {
      const code = codeOnly(text);
      return FORBIDDEN.filter(([pattern]) => pattern.test(code)).map(
        ([pattern, instead]) => `${path}: ${pattern.source}; use ${instead}`,
      );
    });
    expect(found).toEqual([]);
  });

  it('keeps SQL in the rooms that own a database', () => {
    const found = sourceFiles('src-main/engine')
      .filter(({ path }) => !/engine\/(cache|store)\//.test(path))
      .filter(({ text }) => /['"`]\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s/.test(text))
      .map(({ path }) => `${path}: move the statement into cache/tables or store/`);
    expect(found).toEqual([]);
  });
});

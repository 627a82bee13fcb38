import type { Reporter, TestModule } from 'vitest/node';

/** The run's last line, in a form that is the same for every runner: `12 passed, 0 failed, 0 skipped`. */
class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed' || state === 'failed') counts[state] += 1;
        else counts.skipped += 1;
      }
      // A file that cannot be read or whose set-up fails has no test to carry the failure.
      if (module.errors().length > 0) counts.failed += module.errors().length;
    }
    process.on('exit', () => {
      process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
    });
  }
}

export default ClosingLine;

import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with one line: `N passed, N failed, N skipped`. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      // A file that could not be loaded, or whose hooks failed, has an error of its own.
      count.failed += module.errors().length;
    }
    count.failed += count.pending;
    // On exit, so that coverage tables and late warnings come before it.
    process.once('exit', () => {
      process.stdout.write(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
      if (count.failed > 0) process.exitCode = 1;
    });
  }
}

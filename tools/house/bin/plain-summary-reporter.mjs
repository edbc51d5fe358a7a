import { writeFileSync } from 'node:fs';

/** A closing line that CI can count: `N passed, N failed`. Also written to PORTCULLIS_TEST_COUNTS_FILE, for a total over several runs. */
export default class PlainSummaryReporter {
  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    process.stdout.write(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`);
    const file = process.env.PORTCULLIS_TEST_COUNTS_FILE;
    if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
  }
}

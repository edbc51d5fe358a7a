#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/index.js', import.meta.url);
if (existsSync(built)) {
  const { main } = await import(built.href);
  await main();
} else {
  process.stderr.write('portcullis: it is not built yet; in the checkout, run: npm run build\n');
  process.exitCode = 2;
}

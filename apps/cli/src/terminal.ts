import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { credentialsFile, credentialsPath } from './credentials-file.js';
import type { World } from './world.js';

/** The process that we are. */
export function realWorld(): World {
  const { stdin, stdout, stderr } = process;
  return {
    env: process.env,
    credentials: credentialsFile(credentialsPath(process.env, homedir())),
    readFile: (path) => readFileSync(path, 'utf8'),
    print: (text) => void stdout.write(text),
    tell: (text) => void stderr.write(text),
    columns: stdout.isTTY ? stdout.columns : null,
    interactive: stdin.isTTY,
    async ask(question, answer) {
      if (answer === 'hidden') return readHidden(question);
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
    readInput: () => textOf(stdin),
    fetch: (request) => fetch(request),
    now: () => Date.now(),
    newId: () => randomUUID(),
    randomBytes: (length) => randomBytes(length),
    pause: (ms) => setTimeout(ms),
  };
}

const ENTER = /[\r\n]/;
const [INTERRUPT, END, BACKSPACE, DELETE] = ['\u0003', '\u0004', '\b', '\u007f'];

/** Reads a line with the terminal's echo off, so that neither the screen nor its scrollback holds it. */
function readHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve) => {
    let line = '';
    const end = (): void => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    };
    const onData = (typed: string): void => {
      for (const letter of typed) {
        if (letter === INTERRUPT) {
          end();
          // As the terminal would have ended us, had it been in charge.
          process.kill(process.pid, 'SIGINT');
          return;
        }
        if (letter === END || ENTER.test(letter)) {
          end();
          return resolve(line);
        }
        line = letter === BACKSPACE || letter === DELETE ? line.slice(0, -1) : line + letter;
      }
    };
    stdin.on('data', onData);
  });
}

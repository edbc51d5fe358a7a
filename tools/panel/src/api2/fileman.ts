import type { Account } from '../account.js';
import { copyTree, isDirectory, removeTree } from '../file-tree.js';
import { homePath, nameOf, parentOf } from '../home-path.js';
import { refused, rows, type Api2Module } from './api2-function.js';

type Operation = (account: Account, source: string, target: string) => string | null;

/** What each operation does with one source; a text says why it did not. */
const OPERATIONS: Readonly<Record<string, { readonly takesTarget: boolean; readonly act: Operation }>> = {
  copy: { takesTarget: true, act: (account, source, target) => copyTree(account.files, source, target) },
  move: { takesTarget: true, act: moveTree },
  rename: { takesTarget: true, act: moveTree },
  unlink: { takesTarget: false, act: (account, source) => removeTree(account.files, source) },
  mkdir: {
    takesTarget: false,
    act(account, source) {
      if (account.files.has(source)) return 'It is there already.';
      account.files.set(source, null);
      return null;
    },
  },
  // What is in the archive is not looked at: one file shows where it would have gone.
  extract: {
    takesTarget: true,
    act(account, source, target) {
      if (!account.files.get(source)) return 'There is no such archive.';
      if (!isDirectory(account.files, target)) account.files.set(target, null);
      account.files.set(`${target === '/' ? '' : target}/${nameOf(source)}.extracted`, account.files.get(source)!);
      return null;
    },
  },
};

export const fileman: Api2Module = {
  /** `op`, `sourcefiles`, `destfiles`: paths divided by commas. As many targets as sources: in pairs. */
  fileop(account, parameters, { touch }) {
    const op = parameters.first('op') ?? '';
    if (!Object.hasOwn(OPERATIONS, op)) return refused(`The operation ${op} is not known.`);
    const { takesTarget, act } = OPERATIONS[op]!;
    const sources = listOf(parameters.first('sourcefiles'));
    const targets = takesTarget ? listOf(parameters.first('destfiles')) : [];
    if (sources.length === 0) return refused('The parameter “sourcefiles” is required.');
    const results = sources.map((given, at) => {
      const source = homePath(account, given);
      const wanted = targets.length === sources.length ? targets[at] : targets[0];
      // An archive without a target is unpacked where it lies.
      const target = wanted === undefined ? source && parentOf(source) : homePath(account, wanted);
      if (source === null || target === null) return { src: given, result: 0, err: 'This is outside the account.' };
      const place = op !== 'extract' && takesTarget && isDirectory(account.files, target);
      const into = place ? `${target === '/' ? '' : target}/${nameOf(source)}` : target;
      touch(`path:${source}`);
      if (takesTarget) touch(`path:${into}`);
      const err = takesTarget && wanted === undefined && op !== 'extract' ? 'No target.' : act(account, source, into);
      return { src: source, dest: into, result: err === null ? 1 : 0, ...(err !== null && { err }) };
    });
    const wrong = results.find(({ result }) => result === 0);
    return wrong ? { ok: false, data: results, error: wrong.err ?? 'Failed.' } : rows(...results);
  },
};

function moveTree(account: Account, source: string, target: string): string | null {
  return copyTree(account.files, source, target) ?? removeTree(account.files, source);
}

function listOf(text = ''): string[] {
  return text.split(',').filter((path) => path !== '');
}

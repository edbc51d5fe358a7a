import { homeOf, type Account } from '../account.js';
import { isDirectory } from '../file-tree.js';
import { homePath, nameOf, parentOf } from '../home-path.js';
import { failed, missing, succeeded, type Json, type UapiModule } from './uapi-function.js';

export const fileman: UapiModule = {
  /**
   * The files of a multipart body go into `dir`, under the names they bring; the second of one name is renamed, as
   * published. `overwrite` = 1 replaces. A real panel refuses names with `/`: this one is careless, to be guarded.
   */
  upload_files(account, parameters, { touch }) {
    if (parameters.files.length === 0) return failed('There is no file to upload.');
    const dir = parameters.first('dir') ?? '';
    const seen = new Map<string, number>();
    const uploads = parameters.files.map(({ filename: given, content }) => {
      const count = (seen.get(given) ?? 0) + 1;
      seen.set(given, count);
      const filename = count === 1 ? given : given.replace(/(\.[^.]*)?$/, `-${count}$1`);
      const path = homePath(account, dir, filename);
      const error = path === null || path === '/' ? 'This is outside the account.' : writeError(account, path);
      if (path !== null) touch(`path:${path}`);
      const taken = path !== null && account.files.has(path) && parameters.first('overwrite') !== '1';
      const reason = error ?? (taken ? 'The file exists already.' : null);
      if (path !== null && reason === null) account.files.set(path, content);
      return { file: filename, reason: reason ?? 'Done.', size: content.length, status: reason === null ? 1 : 0 };
    });
    const count = uploads.filter(({ status }) => status === 1).length;
    return succeeded({
      failed: uploads.length - count,
      succeeded: count,
      uploads: uploads.map((upload) => ({ ...upload, warnings: [] })),
      warned: 0,
    });
  },

  /** `dir`, default the home directory. */
  list_files(account, parameters, { touch }) {
    const path = homePath(account, parameters.first('dir') ?? '');
    if (path === null) return outside();
    touch(`path:${path}`);
    if (!isDirectory(account.files, path)) return failed(`There is no directory ${path}.`);
    const found = [...account.files].filter(([each]) => parentOf(each) === path).toSorted();
    return succeeded(found.map(([each, content]) => row(account, each, content)));
  },

  /** `dir`, `file`. */
  get_file_content(account, parameters, { touch }) {
    const file = parameters.first('file');
    if (!file) return missing('file');
    const path = homePath(account, parameters.first('dir') ?? '', file);
    if (path === null) return outside();
    touch(`path:${path}`);
    const content = account.files.get(path);
    if (!content) return failed(`There is no file ${path}.`);
    return succeeded({
      content: content.toString('utf8'),
      dir: homeOf(account) + parentOf(path),
      filename: nameOf(path),
      from_charset: 'utf-8',
      path: homeOf(account) + path,
      to_charset: 'utf-8',
    });
  },

  /** `dir`, `file`, `content`. */
  save_file_content(account, parameters, { touch }) {
    const file = parameters.first('file');
    if (!file) return missing('file');
    const path = homePath(account, parameters.first('dir') ?? '', file);
    if (path === null) return outside();
    touch(`path:${path}`);
    const error = writeError(account, path);
    if (error !== null) return failed(error);
    account.files.set(path, Buffer.from(parameters.first('content') ?? '', 'utf8'));
    return succeeded({ from_charset: 'utf-8', path: homeOf(account) + path, to_charset: 'utf-8' });
  },
};

function outside() {
  return failed('This is outside the account.');
}

function writeError(account: Account, path: string): string | null {
  if (isDirectory(account.files, path)) return 'This is a directory.';
  return isDirectory(account.files, parentOf(path)) ? null : 'There is no such directory.';
}

function row(account: Account, path: string, content: Buffer | null): Json {
  return {
    absdir: homeOf(account) + parentOf(path),
    file: nameOf(path),
    fullpath: homeOf(account) + path,
    mimetype: content === null ? 'httpd/unix-directory' : 'text/plain',
    nicemode: content === null ? '0755' : '0644',
    path: homeOf(account) + parentOf(path),
    size: content === null ? '4096' : String(content.length),
    type: content === null ? 'dir' : 'file',
  };
}

import type { Logger } from '@portcullis/platform/runtime';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface ConsoleAsset {
  readonly contentType: string;
  readonly body: Buffer;
  /** Null: of a kind that is packed already. */
  readonly gzipped: Buffer | null;
}

/** The built files of the console, in memory. Names of assets hold a hash of what is in them. */
export interface ConsoleSite {
  /** The page, whose style elements carry this nonce. */
  page(nonce: string): string;
  /** By their names below `assets/`. */
  readonly assets: ReadonlyMap<string, ConsoleAsset>;
}

const NONCE_PLACE = '__CSP_NONCE__';

const TEXTS: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};
const PACKED: Readonly<Record<string, string>> = { '.woff2': 'font/woff2', '.png': 'image/png', '.ico': 'image/x-icon', '.webp': 'image/webp' };

/** Where the package of the console is built to. Files of it are served; nothing of it is code of this process. */
export function consoleDirectory(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@portcullis/console/package.json')), 'dist');
}

/** Read once, at start. Null where the console is not built, or not even installed: a gateway is one without it, and says so once. */
export function consoleSite(find: () => string, log: Pick<Logger, 'warn'>): ConsoleSite | null {
  let directory: string;
  let page: string[];
  try {
    directory = find();
    page = readFileSync(join(directory, 'index.html'), 'utf8').split(NONCE_PLACE);
  } catch (error) {
    log.warn('the console is not built, so /console is not there', { err: error });
    return null;
  }
  const assets = join(directory, 'assets');
  const names = readdirSync(assets).filter((name) => extname(name) in TEXTS || extname(name) in PACKED);
  return {
    page: (nonce) => page.join(nonce),
    assets: new Map(names.map((name) => [name, asset(extname(name), readFileSync(join(assets, name)))])),
  };
}

function asset(extension: string, body: Buffer): ConsoleAsset {
  const text = TEXTS[extension];
  return { contentType: text ?? PACKED[extension]!, body, gzipped: text === undefined ? null : gzipSync(body) };
}

/** Whether an `Accept-Encoding` takes gzip (RFC 9110 section 12.5.3). */
export function takesGzip(acceptEncoding: string): boolean {
  const weights = acceptEncoding.split(',').map((part): [string, boolean] => {
    const [coding = '', ...parameters] = part.toLowerCase().split(';').map((text) => text.trim());
    return [coding, !parameters.some((text) => /^q=0(?:\.0{0,3})?$/.test(text))];
  });
  const named = weights.find(([coding]) => coding === 'gzip' || coding === 'x-gzip') ?? weights.find(([coding]) => coding === '*');
  return named?.[1] ?? false;
}

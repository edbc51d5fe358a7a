import type { BrowserContext, ConsoleMessage } from 'playwright-core';

/** In the browser, where it is called. */
declare const document: { addEventListener(type: string, hear: (event: { readonly effectiveDirective: string; readonly blockedURI: string }) => void): void };

/**
 * What no page of the console may do: report an error, throw one, hit its own Content-Security-Policy, or ask anybody but its gateway.
 * A refusal that the API answered is none, nor that a busy service asks to try again, though browsers report each as an error.
 */
export class Faults {
  readonly seen: string[] = [];
  /** Everything that pages wrote to the browser's console. */
  readonly written: string[] = [];
  /** The address of every request, and what was sent with it. */
  readonly asked: string[] = [];
  /** Whether the test has cut the network: browsers report every request that fails of it. */
  #cut = false;

  private constructor(readonly gateway: string) {}

  static async watch(context: BrowserContext, gateway: string): Promise<Faults> {
    const faults = new Faults(gateway);
    context.on('console', (message) => faults.#hear(message));
    context.on('weberror', (error) => faults.seen.push(`thrown: ${error.error().message}`));
    context.on('request', (request) => {
      faults.asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`);
      const { origin, protocol } = new URL(request.url());
      if (origin !== gateway && protocol !== 'data:' && protocol !== 'blob:') faults.seen.push(`asked elsewhere: ${request.url()}`);
    });
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
        console.error(`Content-Security-Policy: ${effectiveDirective} forbids ${blockedURI}`);
      });
    });
    return faults;
  }

  /** From here on the test lets requests fail. */
  networkIsCut(): void {
    this.#cut = true;
  }

  #hear(message: ConsoleMessage): void {
    this.written.push(message.text());
    if (message.type() !== 'error') return;
    const { url } = message.location();
    const refused = url.startsWith(`${this.gateway}/v1/`) && /^Failed to load resource: the server responded with a status of (?:4\d\d|503)/.test(message.text());
    const lost = this.#cut && /^Failed to load resource: net::ERR_/.test(message.text());
    if (!refused && !lost) this.seen.push(`console: ${message.text()} (${url})`);
  }
}

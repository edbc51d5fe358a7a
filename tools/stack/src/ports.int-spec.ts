import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePorts, freePort, isFree, isListening } from './ports.js';
import { chooseStackPorts } from './stack-ports.js';

async function occupy(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

describe('ports', () => {
  it('are never taken from somebody else, nor given twice', async () => {
    const { server, port } = await occupy();
    expect(await isFree(port)).toBe(false);
    const free = await freePort();
    const ports = await choosePorts([
      { name: 'a', preferred: [port, free] },
      { name: 'b', preferred: [free] },
    ]);
    expect(ports.get('a')).toBe(free);
    expect([port, free]).not.toContain(ports.get('b'));
    server.close();
  });

  it('tell whether this very process listens, not whether somebody does', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect([isListening(process.pid, port), isListening(process.ppid, port)]).toEqual([true, false]);
    server.close();
    await once(server, 'close');
    expect(isListening(process.pid, port)).toBe(false);
  });

  it('lie below those that the kernel gives to outgoing connections', async () => {
    const [lowest] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/).map(Number);
    expect(await freePort()).toBeLessThan(lowest!);
  });

  it('stay the same from start to start; a new one is told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-ports-'));
    const file = join(folder, 'ports.json');
    const said: string[] = [];
    const choose = (gateways: string[], asked?: number, usual?: number): Promise<Map<string, number>> =>
      chooseStackPorts(file, gateways, [asked, usual], (line) => said.push(line));
    const first = await choose(['gateway-1'], await freePort());
    expect(await choose(['gateway-1'])).toEqual(first);
    const more = await choose(['gateway-1', 'gateway-2']);
    expect(await choose(['gateway-1'])).toEqual(first);
    expect(await choose(['gateway-1', 'gateway-2'])).toEqual(more);
    expect(await choose(['gateway-1'], 0, await freePort())).toEqual(first);
    expect(said).toEqual([]);

    const { server, port } = await occupy();
    const moved = await choose(['gateway-1'], port);
    expect(moved).toEqual(first);
    expect(said).toEqual([
      `port ${port} is taken, or closed to this user: the gateway listens on ${first.get('gateway-1')}`,
    ]);
    server.close();
    rmSync(folder, { recursive: true });
  });
});

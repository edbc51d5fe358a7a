import { choosePorts } from './ports.js';
import { readJson, writePrivateJson } from './private-files.js';

/**
 * Ports for every process of a stack that listens, the same as last time where they are still free.
 * @param gateways names, the first of which `wishes` are for
 * @param wishes for the first gateway: the port that was asked for (0: any), and the usual one
 * @param say told when the port that the first gateway would have had belongs to somebody else
 */
export async function chooseStackPorts(
  portsFile: string,
  gateways: readonly string[],
  [asked, usual]: readonly [asked: number | undefined, usual: number | undefined],
  say: (line: string) => void,
): Promise<Map<string, number>> {
  const kept = (readJson(portsFile) ?? {}) as Readonly<Record<string, number>>;
  const names = [...gateways, 'panel', 'nats', 'postgres'];
  const preferred = (name: string): number[] => {
    const wishes = name === 'gateway-1' ? [asked, kept[name], usual] : [kept[name]];
    return wishes.filter((port): port is number => port !== undefined && port !== 0);
  };
  const ports = await choosePorts(names.map((name) => ({ name, preferred: preferred(name) })));
  const [first] = preferred('gateway-1');
  const given = ports.get('gateway-1');
  if (first !== undefined && given !== first) {
    say(`port ${first} is taken, or closed to this user: the gateway listens on ${given}`);
  }
  writePrivateJson(portsFile, { ...kept, ...Object.fromEntries(ports) });
  return ports;
}

import { choosePorts } from './ports.js';
import { readJson, writePrivateJson } from './private-files.js';

const USUAL_GATEWAY_PORT = 8080;

/**
 * Ports for every process of a stack that listens, the same as last time where they are still free.
 * @param wished for the first gateway
 * @param say told when the wished, kept or usual port belongs to somebody else
 */
export async function chooseStackPorts(
  portsFile: string,
  gateways: readonly string[],
  wished: number | null,
  say: (line: string) => void,
): Promise<Map<string, number>> {
  const kept = (readJson(portsFile) ?? {}) as Record<string, number>;
  const first = wished ?? kept['gateway-1'] ?? USUAL_GATEWAY_PORT;
  const names = [...gateways, 'panel', 'nats', 'postgres'];
  const ports = await choosePorts(
    names.map((name) => ({ name, preferred: [...(name === 'gateway-1' ? [first] : []), ...(kept[name] === undefined ? [] : [kept[name]])] })),
  );
  const given = ports.get('gateway-1');
  if (given !== first) say(`port ${first} is taken by somebody else: the gateway listens on ${given}`);
  writePrivateJson(portsFile, { ...kept, ...Object.fromEntries(ports) });
  return ports;
}

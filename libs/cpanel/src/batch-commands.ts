import { granted, parseStrictJson, type JsonValue, type Result } from '@portcullis/kernel';
import type { PanelCall } from './call.js';
import { denied, malformed, type Why } from './dispatch-keys.js';
import { readFormText } from './form-text.js';
import { isObject, readJsonParameters } from './json-body.js';
import { readAccountCall, readWhmCall, type Reading } from './one-call.js';
import { Parameters, type Parameter } from './parameters.js';

const MAX_CALLS = 50;
const COMMAND = /^command(?:-\d+)?$/;

export type Calls = readonly [PanelCall, ...PanelCall[]];

/** UAPI `Batch::strict`: each command is JSON, `["Module","function",{arguments}]`. */
export function readStrictBatch(parameters: Parameters, reading: Reading): Result<Calls, Why> {
  return readCommands(parameters, ({ value, from }) => {
    const json = parseStrictJson(value);
    const command = (json.ok && Array.isArray(json.value) ? json.value : []) as readonly JsonValue[];
    const [module, functionName, given = {}] = command;
    if (command.length > 3 || typeof module !== 'string' || typeof functionName !== 'string' || !isObject(given)) {
      return malformed('Each command of a batch is a JSON list of module, function and, if there are any, arguments.');
    }
    const taken = readJsonParameters(given, from, false);
    return taken.ok ? readAccountCall('uapi', module, functionName, new Parameters(taken.value), reading) : malformed(taken.refusal);
  });
}

/** WHM `batch`: each command is a function with its query, `function?key=value`. */
export function readWhmBatch(parameters: Parameters, reading: Reading): Result<Calls, Why> {
  return readCommands(parameters, ({ value, from }) => {
    const mark = value.indexOf('?');
    const given = readFormText(mark < 0 ? '' : value.slice(mark + 1), 'query');
    if (!given.ok) return malformed(given.refusal);
    const taken = new Parameters(given.value.map((one) => ({ ...one, from })));
    return readWhmCall(mark < 0 ? value : value.slice(0, mark), taken, reading);
  });
}

function readCommands(parameters: Parameters, read: (command: Parameter) => Result<PanelCall, Why>): Result<Calls, Why> {
  const commands = parameters.named('command');
  if (commands.some(({ name, as }) => !COMMAND.test(name) || as === 'file')) return malformed('The commands of a batch are named command, or command-0 and so on.');
  if (new Set(commands.map(({ from }) => from)).size > 1) return malformed('The commands of a batch stand in the query or in the body, not in both.');
  if (commands.length > MAX_CALLS) return denied(`A batch holds at most ${MAX_CALLS} calls.`);
  const calls: PanelCall[] = [];
  for (const command of commands) {
    const call = read(command);
    if (!call.ok) return call;
    calls.push(call.value);
  }
  const [first, ...more] = calls;
  if (first === undefined) return malformed('The batch holds no calls.');
  if (more.some(({ handler }) => handler !== first.handler)) return denied('Calls for tokens are answered by the gateway: send them in a batch of their own.');
  return granted([first, ...more]);
}

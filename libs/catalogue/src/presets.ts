import { parseResource, type Escalation, type OperationFacts, type Preset, type PresetKind, type PresetPart, type ResourceKind } from '@portcullis/access';
import { Defect, parseStrictJson, type JsonValue } from '@portcullis/kernel';
import { RESOURCE_KINDS } from './escalations.js';

/** What a preset may be made of. */
export interface PresetParts {
  readonly operationNamed: (name: string) => OperationFacts;
  readonly escalationOf: (name: string) => Escalation | null;
}

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const EXACT = /^[A-Za-z0-9_]+::[A-Za-z0-9_]+$/;

/**
 * Reads `presets.json`. The README of this package says what its words mean.
 * @throws Defect naming the preset that is not as it must be
 */
export function parsePresets(text: string, known: PresetParts): ReadonlyMap<string, Preset> {
  const json = parseStrictJson(text);
  if (!json.ok) throw new Defect(`presets.json is not JSON that is read in one way only: ${json.refusal}`);
  const presets = new Map<string, Preset>();
  for (const [index, one] of listOf(json.value, 'presets.json').entries()) {
    const preset = readPreset(one, `preset ${index + 1} of presets.json`);
    if (presets.has(preset.name)) throw new Defect(`the preset ${preset.name} is there twice`);
    checkPreset(preset, known);
    presets.set(preset.name, preset);
  }
  return presets;
}

function readPreset(json: JsonValue, where: string): Preset {
  const { name, title, description, kinds, parts } = objectOf(json, ['name', 'title', 'description', 'kinds', 'parts'], where);
  const read = textOf(name, NAME, `${where}: name`);
  return {
    name: read,
    title: textOf(title, /^[A-Z].{2,79}$/u, `${read}: title`),
    description: textOf(description, /^[A-Z].{10,399}\.$/u, `${read}: description`),
    kinds: listOf(kinds, `${read}: kinds`).map((kind) => readKind(kind, `${read}: kinds`)),
    parts: listOf(parts, `${read}: parts`).flatMap((part) => readParts(part, `${read}: parts`)),
  };
}

function readKind(json: JsonValue, where: string): PresetKind {
  const { kind, required, pattern, example } = objectOf(json, ['kind', 'required', 'pattern', 'example'], where);
  if (typeof required !== 'boolean') throw new Defect(`${where}: required is true or false`);
  return { kind: kindOf(kind, where), required, pattern: pattern === null ? null : textOf(pattern, /^\^.+\$$/, `${where}: pattern`), example: textOf(example, /./, `${where}: example`) };
}

/** Written by what it is granted on, since that is what is looked for. */
function readParts(json: JsonValue, where: string): PresetPart[] {
  const { on, operations } = objectOf(json, ['on', 'operations'], where);
  const kinds = on === null ? null : listOf(on, `${where}: on`).map((kind) => kindOf(kind, where));
  if (kinds?.length === 0) throw new Defect(`${where}: on names kinds, or is null`);
  return listOf(operations, `${where}: operations`).map((operation) => ({ operation: textOf(operation, EXACT, `${where}: operations`), on: kinds }));
}

function checkPreset({ name, kinds, parts }: Preset, { operationNamed, escalationOf }: PresetParts): void {
  const wrong = (what: string): Defect => new Defect(`the preset ${name}: ${what}`);
  const own = new Set(kinds.map(({ kind }) => kind));
  if (own.size < kinds.length) throw wrong('a kind is there twice');
  if (parts.length === 0) throw wrong('it allows nothing');
  if (new Set(parts.map(({ operation }) => operation)).size < parts.length) throw wrong('an operation is there twice');
  for (const { kind, pattern, example } of kinds) {
    if (parseResource(example)?.kind !== kind) throw wrong(`${example} is no ${kind}`);
    if (pattern !== null && !new RegExp(pattern, 'u').test(example.slice(kind.length + 1))) throw wrong(`${example} does not fit its own pattern`);
    if (!parts.some(({ on }) => on?.includes(kind))) throw wrong(`nothing is granted on a ${kind}`);
  }
  for (const { operation, on } of parts) {
    const facts = operationNamed(operation);
    // Under another name than its own it is Portcullis': presets are of panels' functions.
    if (!facts.known || facts.name !== operation) throw wrong(`no table lists ${operation}, or it has another name`);
    if (facts.access === 'secret') throw wrong(`${operation} hands out a secret, which is granted by name`);
    const stranger = on?.find((kind) => !own.has(kind));
    if (stranger !== undefined) throw wrong(`${operation} is granted on a ${stranger}, which the preset does not take`);
    const escalation = escalationOf(operation);
    if (escalation !== null && (on === null || !on.every((kind) => escalation.unlessOn.includes(kind)))) throw wrong(`${operation} lets its holder get beyond the token`);
  }
}

function objectOf<Key extends string>(json: JsonValue, keys: readonly Key[], where: string): Readonly<Record<Key, JsonValue>> {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  if (!isObject || Object.keys(json).join() !== keys.join()) throw new Defect(`${where}: it has ${keys.join(', ')}, in this order`);
  return json as Readonly<Record<Key, JsonValue>>;
}

function listOf(json: JsonValue, where: string): readonly JsonValue[] {
  if (!Array.isArray(json)) throw new Defect(`${where}: it is a list`);
  return json as readonly JsonValue[];
}

function textOf(json: JsonValue, pattern: RegExp, where: string): string {
  if (typeof json !== 'string' || !pattern.test(json)) throw new Defect(`${where} cannot be ${JSON.stringify(json)}`);
  return json;
}

function kindOf(json: JsonValue, where: string): ResourceKind {
  const kind = RESOURCE_KINDS.find((one) => one === json);
  if (kind === undefined) throw new Defect(`${where}: ${JSON.stringify(json)} is no kind of resource`);
  return kind;
}

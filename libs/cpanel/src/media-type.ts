export interface MediaType {
  /** `type/subtype`, lower case. */
  readonly type: string;
  /** By lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TYPE = /^([!#$&^_.+a-z0-9-]+\/[!#$&^_.+a-z0-9-]+)[ \t]*/i;
/** A quoted value without escapes: with them, two readers would not agree. */
const PARAMETER = /^;[ \t]*([!#$&^_.+a-z0-9-]+)=(?:"([^"\\\p{Cc}]*)"|([^\s"\\;,]+))[ \t]*/iu;

/** A `Content-Type` (RFC 9110 section 8.3.1); null for anything that some reader might take otherwise. */
export function readMediaType(text: string): MediaType | null {
  const [head, type] = TYPE.exec(text) ?? [];
  if (head === undefined) return null;
  const parameters = new Map<string, string>();
  for (let rest = text.slice(head.length); rest !== ''; ) {
    const [pair, name, quoted, bare] = PARAMETER.exec(rest) ?? [];
    if (pair === undefined || parameters.has(name!.toLowerCase())) return null;
    parameters.set(name!.toLowerCase(), quoted ?? bare!);
    rest = rest.slice(pair.length);
  }
  return { type: type!.toLowerCase(), parameters };
}

/** Text in any other encoding would be other bytes to us than to the panel. */
export function isUtf8(media: MediaType): boolean {
  const charset = media.parameters.get('charset')?.toLowerCase();
  return charset === undefined || charset === 'utf-8' || charset === 'utf8';
}

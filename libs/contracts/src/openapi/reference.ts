export interface Reference {
  readonly $ref: string;
}

export function reference(kind: 'schemas' | 'headers' | 'parameters' | 'responses', name: string): Reference {
  return { $ref: `#/components/${kind}/${name}` };
}

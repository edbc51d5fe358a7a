import { isMap, isNode, isScalar, isSeq, type Document, type LineCounter, type Node, type Pair } from 'yaml';

export type Path = readonly PropertyKey[];

/** Where in the text something stands, so that a mistake is found where it was made. */
export class Positions {
  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** The line of what stands at a path or, where nothing does, of the nearest thing around it. */
  lineOf(path: Path): number {
    let node: unknown = this.document.contents;
    let line = 1;
    for (const key of path) {
      const below = isMap(node) ? pairOf(node.items, key) : isSeq(node) ? node.items[Number(key)] : undefined;
      if (below === undefined) break;
      line = this.lineOfNode(isNode(below) ? below : keyOf(below as Pair)) ?? line;
      node = isNode(below) ? resolved(below, this.document) : resolved((below as Pair).value, this.document);
    }
    return line;
  }

  lineAt(offset: number): number {
    return this.lines.linePos(offset).line;
  }

  private lineOfNode(node: Node | null): number | null {
    return node?.range ? this.lineAt(node.range[0]) : null;
  }
}

function pairOf(pairs: readonly Pair[], key: PropertyKey): Pair | undefined {
  return pairs.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

function keyOf({ key }: Pair): Node | null {
  return isNode(key) ? key : null;
}

/** What stands where `*name` refers to it. */
function resolved(value: unknown, document: Document): unknown {
  return isNode(value) && 'resolve' in value && typeof value.resolve === 'function' ? (value as { resolve: (of: Document) => unknown }).resolve(document) : value;
}

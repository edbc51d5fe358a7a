import { parseLeaf, type Leaf } from '@portcullis/access';
import { assert } from '@portcullis/kernel';

/** A resource as a question names it. @param zone in which a record stands; null: nobody said */
export function namedLeaf(text: string, zone: string | null): Leaf {
  const leaf = parseLeaf(text);
  assert(leaf !== null, 'the contract lets only resources through');
  return leaf.kind === 'record' ? { ...leaf, zone } : leaf;
}

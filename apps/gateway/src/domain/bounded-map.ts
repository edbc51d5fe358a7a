/** A map of bounded size: when it is full, what was set longest ago is forgotten. */
export class BoundedMap<Key, Value> {
  private readonly entries = new Map<Key, Value>();

  constructor(private readonly most: number) {}

  get size(): number {
    return this.entries.size;
  }

  get(key: Key): Value | undefined {
    return this.entries.get(key);
  }

  /** As the youngest of all. */
  set(key: Key, value: Value): void {
    if (!this.entries.delete(key) && this.entries.size >= this.most) {
      const [oldest] = this.entries.keys();
      this.entries.delete(oldest as Key);
    }
    this.entries.set(key, value);
  }

  delete(key: Key): void {
    this.entries.delete(key);
  }
}

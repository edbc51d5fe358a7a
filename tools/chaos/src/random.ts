/** Numbers that a seed makes: the same seed and name make the same ones again. Mulberry32, which is good enough to play with. */
export class Random {
  private state: number;

  constructor(private readonly seed: string) {
    // FNV-1a spreads names that differ in one letter.
    this.state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193), 0x811c9dc5) >>> 0;
  }

  /** Numbers of its own for one actor, whoever else draws how many. */
  of(name: string): Random {
    return new Random(`${this.seed}/${name}`);
  }

  /** From 0 up to 1, without 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(least: number, below: number): number {
    return least + this.next() * (below - least);
  }

  /** As many short ones as long ones: 0.2 to 1 s is as likely as 1 to 5 s. */
  spread(least: number, below: number): number {
    return least * (below / least) ** this.next();
  }

  chance(of1: number): boolean {
    return this.next() < of1;
  }

  /** Of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** @param weights how likely each is beside the others */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return entries.at(-1)![0];
  }
}

/** Where somebody logged in, and with what. */
export interface Credentials {
  readonly url: string;
  readonly token: string;
}

export interface CredentialStore {
  /** What people call it. */
  readonly path: string;
  /** Null: nobody is logged in. */
  read(): Credentials | null;
  write(credentials: Credentials): void;
  /** False: nobody was logged in. */
  remove(): boolean;
  /** The permission bits that let others in; null: there is none. */
  openTo(): number | null;
}

/** Everything outside that a command touches, keyring files apart: specs stand in for the person, the network, the clock. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `login` keeps what it was told. */
  readonly credentials: CredentialStore;
  /** @throws as the file system does */
  readFile(path: string): string;
  /** Answers, and nothing else: what a script reads. */
  print(text: string): void;
  /** Warnings, progress, mistakes: what a person reads. */
  tell(text: string): void;
  /** Null: it goes to a file or a program, and nothing is cut to fit. */
  readonly columns: number | null;
  /** Whether there is a person to ask. */
  readonly interactive: boolean;
  /** One line from the person. Hidden: nothing of it is shown. */
  ask(question: string, answer: 'shown' | 'hidden'): Promise<string>;
  /** All that is piped in. */
  readInput(): Promise<string>;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Milliseconds since 1970. */
  now(): number;
  newId(): string;
  randomBytes(length: number): Uint8Array;
  pause(ms: number): Promise<void>;
}

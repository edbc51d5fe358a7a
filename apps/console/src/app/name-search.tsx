import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './toolbar.module.css';

const TYPING_MS = 250;

interface NameSearchProps {
  /** What is looked for now; '': anything. */
  readonly name: string;
  readonly onName: (name: string | undefined) => void;
  readonly label: string;
  readonly clearLabel: string;
  /** Whether a name can begin so; where not, `hint` says how it can. */
  readonly canBegin: (text: string) => boolean;
  readonly hint: string;
}

/** Looks for what begins with a name, a moment after it was typed. */
export function NameSearch({ name, onName, label, clearLabel, canBegin, hint }: NameSearchProps) {
  const [text, setText] = useState(name);
  const look = useDebouncedCallback((typed: string) => {
    if (typed === '' || canBegin(typed)) onName(typed === '' ? undefined : typed);
  }, TYPING_MS);
  const change = (typed: string): void => {
    setText(typed);
    look(typed.trim());
  };
  // The address changes by the browser's own buttons too.
  const [known, setKnown] = useState(name);
  if (known !== name) {
    setKnown(name);
    if (text.trim() !== name) setText(name);
  }
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={({ currentTarget: { value } }) => change(value)}
      error={text.trim() === '' || canBegin(text.trim()) ? null : hint}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text !== '' && <CloseButton size="sm" aria-label={clearLabel} onClick={() => change('')} />}
      maxLength={50}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
    />
  );
}

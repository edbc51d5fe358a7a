import { Anchor, Button, NavLink } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** Mantine's components as links of the router: each opens in a new tab as well, and is reached by keyboard. */
export const AnchorLink = createLink(Anchor<'a'>);
/** Mantine's button is a `button` by itself, even with an address. */
export const ButtonLink = createLink((props: ComponentProps<typeof Button<'a'>>) => <Button component="a" {...props} />);
export const NavItemLink = createLink(NavLink<'a'>);

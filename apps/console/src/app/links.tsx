import { Anchor, Button, NavLink } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** Mantine's components as links of the router: each opens in a new tab as well, and is reached by keyboard. */
export const AnchorLink = createLink(Anchor<'a'>);
export const ButtonLink = createLink(Button<'a'>);
export const NavItemLink = createLink(NavLink<'a'>);

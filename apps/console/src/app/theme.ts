import { Alert, createTheme, type CSSVariablesResolver } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'indigo',
  // Mantine's own shade in the dark is too pale for white text (WCAG 2.2, 1.4.3).
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // In its own colour the title of an alert is too pale (WCAG 2.2, 1.4.3); the icon and the frame have it.
    Alert: Alert.extend({ styles: { title: { color: 'var(--mantine-color-text)' } } }),
    NavLink: { styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } },
    // As `header` they would be a second banner of the page.
    ModalHeader: { defaultProps: { component: 'div' } },
    DrawerHeader: { defaultProps: { component: 'div' } },
  },
});

/** Mantine's own greys and reds for small text are too pale on its backgrounds (WCAG 2.2, 1.4.3: 4.5 to 1). */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#5c636a', '--mantine-color-placeholder': '#6c737a', '--mantine-color-error': 'var(--mantine-color-red-9)' },
  dark: { '--mantine-color-dimmed': '#a6a6a6', '--mantine-color-placeholder': '#9a9a9a', '--mantine-color-error': 'var(--mantine-color-red-4)' },
});

export const shell = {
  brand: 'API tokens',
  menu: 'Menu',
  close: 'Close',
  tokens: 'Tokens',
  activity: 'Activity',
  light: 'Use the light theme',
  dark: 'Use the dark theme',
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  notFound: { title: 'There is no such page', text: 'The address may be misspelt, or what it led to is gone.', back: 'Back to the start' },
  crash: { title: 'This page could not be shown', again: 'Try again' },
} as const;

export const signIn = {
  title: 'Manage API tokens',
  opening: 'Opening…',
  fromPanel: 'Open this page from your hosting panel: it makes a link that works once, within a minute.',
  why: {
    link: { title: 'This link does not work any more', text: 'A link works once, and for a minute. Go back to your hosting panel and open this page from there again.' },
    ended: { title: 'You were signed out', text: 'A session ends after half an hour without use. Sign in again to go on where you were.' },
    lost: { title: 'The server cannot be reached', text: 'Look at your connection, then open this page from your hosting panel again.' },
  },
  staff: 'Sign in with a token',
  token: 'Token',
  tokenHint: 'A Portcullis token with full access. It is used once, to sign in, and not kept.',
  submit: 'Sign in',
} as const;

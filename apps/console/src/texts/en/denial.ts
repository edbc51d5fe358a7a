export const denial = {
  title: 'A denied call',
  loading: 'The denial is being read',
  tried: 'What was tried',
  token: 'With the token',
  tokenGone: '(no longer kept)',
  call: 'The call',
  unread: 'A request that could not be read',
  on: 'On',
  when: 'When, and from where',
  request: 'Request',
  why: 'Why it was denied',
  search: {
    label: 'Open a denial by its code',
    hint: 'Programs are told it with the error message.',
    open: 'Open',
    misfit: 'A code looks like dny_ and 22 letters and digits.',
  },
  unknown: {
    title: 'No denial has this code',
    text: 'Look whether it was copied whole: dny_ and 22 letters and digits. A code can be opened for seven days, by the account whose token it was.',
    activity: 'Look for it among the denials of this account',
  },
} as const;

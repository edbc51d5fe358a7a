/** What to do, by the code of the problem; `advice` where there is nothing better to say. */
export const problems = {
  title: 'That did not work',
  advice: 'Nothing was changed. Mend what is said above, or try again later.',
  request: 'Request {{id}}',
  lost: { title: 'The server cannot be reached', advice: 'Look at your connection and try again. A change that was on its way may have been made: look before you repeat it.' },
  rate_limited: 'Wait a minute and try again. Nothing was changed.',
  precondition_failed: 'Somebody else changed it meanwhile. Look at what is there now, and make your change again.',
  permission_denied: 'Ask whoever runs your hosting for the right to do this.',
  exceeds_caller: 'Nobody can hand out more than they hold themselves. Choose less.',
  policy_forbids: 'Your provider does not allow this. Choose what the message names.',
  name_taken: 'Choose another name, or revoke the token that has it.',
  not_found: 'It is gone, or was never yours. Go back to the list.',
  unavailable: 'Try again in a moment. Nothing was changed.',
  internal_error: 'Try again in a moment. If it goes on, tell your provider the request below.',
  token_revoked: 'A revoked token cannot be changed. Create a new one.',
  owner_suspended: 'The account is suspended: talk to your provider.',
} as const;

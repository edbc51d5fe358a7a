import { rows, type Api2Module } from './api2-function.js';

export const custInfo: Api2Module = {
  /** What acme.sh asks first, to find out whether it may come in. */
  displaycontactinfo: (account) =>
    rows(
      { descp: 'Contact email address', enabled: 1, name: 'email', type: 'email', value: account.contactEmail },
      { descp: 'Second contact email address', enabled: 1, name: 'second_email', type: 'email', value: '' },
    ),
};

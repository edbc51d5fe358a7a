import { allDomains } from '../account.js';
import { failed, missing, succeeded, type UapiModule } from './uapi-function.js';

export const ssl: UapiModule = {
  /** `domain`, `cert`, `key`, `cabundle`: PEM texts that are looked at and forgotten. */
  install_ssl(account, parameters, { touch }) {
    const domain = parameters.first('domain')?.toLowerCase();
    if (!domain) return missing('domain');
    touch(`domain:${domain}`);
    if (!allDomains(account).includes(domain)) return failed(`You do not control a domain named ${domain}.`);
    if (!parameters.first('cert')?.includes('BEGIN CERTIFICATE')) return failed('The certificate is not PEM.');
    if (!parameters.first('key')?.includes('PRIVATE KEY')) return failed('The key is not PEM.');
    account.certificates.add(domain);
    const message = `Certificate installed on ${domain}.`;
    return succeeded({ action: 'install', domain, html: '', message, status: 1 });
  },
};

import { allDomains } from '../account.js';
import { rows, type Api2Module, type Api2Outcome } from './api2-function.js';

export const ssl: Api2Module = {
  /** `domain`, `crt`, `key`, `cabundle`: PEM texts that are looked at and forgotten. */
  installssl(account, parameters, { touch }) {
    const domain = (parameters.first('domain') ?? '').toLowerCase();
    touch(`domain:${domain}`);
    if (!allDomains(account).includes(domain)) return notInstalled(`The domain ${domain} is not yours.`);
    if (!parameters.first('crt')?.includes('BEGIN CERTIFICATE')) return notInstalled('The certificate is not PEM.');
    if (!parameters.first('key')?.includes('PRIVATE KEY')) return notInstalled('The key is not PEM.');
    account.certificates.add(domain);
    return rows({ domain, output: `Certificate installed on ${domain}.`, result: 1, statusmsg: 'ok' });
  },
};

/** As with the zone functions, the event as such has succeeded. */
function notInstalled(output: string): Api2Outcome {
  return { ok: false, data: [{ output, result: 0 }] };
}

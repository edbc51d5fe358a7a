import type { Forward } from '../../use-cases/panel-asked.js';
import { queuedAs } from './line-calls.js';

const by = (kind: 'account' | 'tenant', domains: string[]) =>
  ({ credential: { holder: 'acc_1' }, presented: { facts: { kind }, ownerFacts: { account: kind === 'account' ? { domains } : null } } }) as unknown as Forward;

describe('an edit is queued for', () => {
  it.each<[string, string, Forward]>([
    ['zone own.example', 'zone own.example', by('account', ['main.example', 'own.example'])],
    ['zone other.example', 'zone other.example of acc_1', by('account', ['main.example', 'own.example'])],
    ['zone sub.own.example', 'zone sub.own.example of acc_1', by('account', ['own.example'])],
    ['cron', 'cron of acc_1', by('account', ['own.example'])],
    ['zone any.example', 'zone any.example', by('tenant', [])],
    ['account bob', 'account bob', by('tenant', [])],
    ['cron', 'cron of acc_1', by('tenant', [])],
  ])('%s: as %s', (edit, name, judged) => {
    expect(queuedAs(edit, judged)).toBe(name);
  });
});

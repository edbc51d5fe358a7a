import { fields as f, tenantsHttp, tokensHttp } from '@portcullis/contracts';
import { z } from 'zod';

/** What a file of policy tests may say. Strict throughout: a misspelt restriction would test something else than was meant. */

const name = z.string().regex(/^[A-Za-z0-9_-]{1,50}$/, 'must be 1-50 letters, digits, - or _');
const text = z.string().min(1).max(200);
const ip = z.union([z.ipv4(), z.ipv6()], 'must be an IP address');

export interface TenantInFile {
  readonly status: 'active' | 'suspended';
  readonly policy: z.output<typeof policy>;
  readonly parent?: TenantInFile | undefined;
}

const policy = tenantsHttp.putPolicy.body;
const tenant: z.ZodType<TenantInFile> = z.strictObject({
  status: f.status.default('active'),
  policy: policy.prefault({}),
  get parent() {
    return tenant.optional();
  },
});

/** Whose tokens they are: an account, or, without `user`, the tenant itself. */
const owner = z
  .strictObject({
    user: f.username.optional(),
    domains: z.array(f.domain).max(100).default([]),
    features: z.array(f.featureId).optional(),
    status: z.enum(['active', 'suspended', 'removed']).optional(),
    tenant: tenant.prefault({}),
  })
  .refine(({ user, features }) => (user === undefined) === (features === undefined), {
    path: ['features'],
    message: 'must be there for an account, which has a user, and for nobody else',
  })
  .refine(({ user, status }) => user !== undefined || status === undefined, { path: ['status'], message: 'is an account’s; a tenant has its own' });

/** What has become of a token, and when, beside the body that creates it. */
const life = {
  owner: name,
  catalogueVersion: z.int().min(1).optional(),
  createdAt: f.timestamp.optional(),
  lastUsedAt: f.timestamp.optional(),
  revoked: z.boolean().default(false),
  exhausted: z.boolean().default(false),
};

export const tokenLife = z.strictObject(life);
export const LIFE_FIELDS = Object.keys(life);
/** The rest of a token is what the API takes, and is judged by the same schema. */
export const tokenBodies = { account: tokensHttp.createAccountToken.body, tenant: tokensHttp.createTenantToken.body };

/** All that one call touches. */
const touched = z.union([z.literal('everything'), f.leaf, z.array(f.leaf).min(1).max(100)], 'must be a resource such as zone:example.com, a list of those that one call touches, or everything');

const test = z
  .strictObject({
    name: text,
    token: name.optional(),
    tokens: z.array(name).min(1).optional(),
    at: f.timestamp.optional(),
    ip: ip.optional(),
    zone: f.domain.optional(),
    ask: z.strictObject({ operations: z.array(f.operationName).min(1), resources: z.array(touched).min(1).default(['everything']) }),
    allow: z.array(z.string()).default([]),
    reasons: z.record(z.string(), z.string()).default({}),
    skip: text.optional(),
  })
  .refine(({ token, tokens }) => (token === undefined) !== (tokens === undefined), 'needs exactly one of token and tokens');

export const suiteFile = z.strictObject({
  suite: text,
  now: f.timestamp,
  catalogue: z.int().min(1).optional(),
  owners: z.record(name, owner),
  tokens: z.record(name, z.record(z.string(), z.unknown())),
  tests: z.array(test).min(1),
});

export type SuiteInFile = z.output<typeof suiteFile>;
export type OwnerInFile = z.output<typeof owner>;
export type TestInFile = z.output<typeof test>;
export type TokenBody = z.output<(typeof tokenBodies)['account' | 'tenant']>;

import { DAYS, fromRfc3339, idPattern, isId, parseAddressRange, wallClock, ZONE_NAME, type Id, type IdPrefix } from '@portcullis/kernel';
import { z } from 'zod';

/** The words that messages and HTTP bodies are made of, each with its bounds. Bounds match the database columns. */

export function id<Prefix extends IdPrefix>(prefix: Prefix) {
  return z
    .string()
    .refine((text): text is Id<Prefix> => isId(prefix, text), `must be an id such as ${prefix}_…`)
    .meta({ pattern: idPattern(prefix).source });
}

/** RFC 3339 date-time with an offset. Stays text in messages; `fromRfc3339` turns it into an Instant. */
export const timestamp = z
  .string()
  .max(40)
  .refine((text) => fromRfc3339(text) !== null, 'must be an RFC 3339 date-time such as 2027-01-31T12:00:00Z')
  .meta({ format: 'date-time' });

export const shardNumber = z.int().min(0).max(63);
export const slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be 1-63 lower-case letters, digits or hyphens, not at an end');
/** cPanel user names: begin with a letter, lower case. Never as account ids do: a path names an account by either. */
export const username = z
  .string()
  .regex(/^(?!acc_)[a-z][a-z0-9_-]{0,31}$/, 'must be 1-32 lower-case letters, digits, - or _, beginning with a letter, and not with acc_');
export const tokenName = z.string().regex(/^[A-Za-z0-9_-]{1,50}$/, 'must be 1-50 letters, digits, - or _');
export const featureId = z.string().regex(/^[a-z0-9_-]{1,64}$/, 'must be 1-64 lower-case letters, digits, - or _');
export const featureListName = z.string().regex(/^[A-Za-z0-9_-]{1,50}$/, 'must be 1-50 letters, digits, - or _');
/** A domain in A-label form without a trailing dot. */
export const domain = z.string().regex(/^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, 'must be a lower-case domain name such as example.com');
/**
 * Text for people. Control characters and line separators are refused: they have no place in a name and forge lines in a
 * log. So are halves of surrogate pairs, which are no text: a database would keep something else in their place.
 */
const PLAIN_TEXT = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u;
const plainText = 'must be text without control characters';
export const title = z.string().min(1).max(120).regex(PLAIN_TEXT, plainText);
export const description = z.string().max(500).regex(PLAIN_TEXT, plainText);
export const status = z.enum(['active', 'suspended']);
/** SHA-256 of a token's text, 64 hex digits. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
export const publicId = z.string().regex(/^[0-9A-Za-z]{8}$/);
export const operationName = z.string().max(120).regex(/^[A-Za-z0-9_]+::[A-Za-z0-9_]+$/, 'must name an operation such as DNS::parse_zone');

export const tokenKind = z.enum(['account', 'tenant', 'service', 'operator']);
export const tokenAccess = z.enum(['full', 'restricted']);
/** How a token is carried: in a header, in the console's cookie, or once, in a link that opens a session. */
export const tokenForm = z.enum(['token', 'session', 'link']);
export const tokenState = z.enum(['active', 'expiring', 'expired', 'suspended', 'not_yet_valid', 'exhausted', 'revoked']);

/** `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`; bits behind the prefix are zero. */
export const addressRange = z
  .string()
  .max(49)
  .refine((text) => parseAddressRange(text) !== null, 'must be an IP address, or a CIDR range such as 192.0.2.0/24 with no bits behind the prefix');
/** As many as panels take. */
export const ipAllowlist = z.array(addressRange).max(100);

const HOUR_AND_MINUTE = '(?:[01][0-9]|2[0-3]):[0-5][0-9]';
/** The same as `compileWindows` of libs/access understands; a spec compares them. */
export const timeWindow = z
  .strictObject({
    days: z
      .array(z.enum(DAYS))
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, 'must name each day once')
      .meta({ uniqueItems: true }),
    from: z.string().regex(new RegExp(`^${HOUR_AND_MINUTE}$`), 'must be a time such as 08:00, from 00:00 to 23:59'),
    to: z
      .string()
      .regex(new RegExp(`^(?:${HOUR_AND_MINUTE}|24:00)$`), 'must be a time such as 18:00, from 00:00 to 24:00')
      .describe('When it ends. Earlier than `from`: on the next day, and the window belongs to the day on which it begins.'),
    zone: z
      .string()
      .max(64)
      .regex(ZONE_NAME, 'must be the name of a time zone such as Europe/Berlin')
      .refine((name) => wallClock(name) !== null, 'must be a time zone of the IANA database, such as Europe/Berlin or Etc/UTC')
      .describe('Whose clocks count, through summer and winter.'),
  })
  .refine(({ from, to }) => from !== to, 'must end at another time than it begins; a whole day is from 00:00 to 24:00');
/** When a token may be used; empty: always. */
export const timeWindows = z.array(timeWindow).max(20);
/** At most `requests` in each window of `seconds`. */
export const rateLimit = z.strictObject({ requests: z.int().min(1).max(1_000_000), seconds: z.int().min(1).max(86_400) });
export const useQuota = z.int().min(1).max(1_000_000_000);
/** `{"team":"dns"}`: for finding tokens again. They give and take nothing. */
const labelKey = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/;
export const labels = z
  .record(z.string().regex(labelKey, 'must be 1-32 lower-case letters, digits, . _ or -, not at an end'), z.string().max(100).regex(PLAIN_TEXT, plainText))
  .refine((all) => Object.keys(all).length <= 16, 'must be at most 16 labels')
  .meta({ maxProperties: 16 });
/** A label as a filter takes it: `team:dns`. */
export const labelFilter = z
  .string()
  .max(140)
  .regex(/^[a-z0-9][a-z0-9._-]{0,31}:[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'must be a label such as team:dns, without control characters');
/** How long the secret that was replaced goes on working: 0, at once, to 30 days. */
export const overlapSeconds = z.int().min(0).max(2_592_000);
export const reason = z.string().min(1).max(200).regex(PLAIN_TEXT, plainText);
/** What a client calls itself, as far as it is text; shown, never judged. */
export const agent = z.string().max(200).regex(PLAIN_TEXT, plainText);
/** Rises with each edit of a thing; its ETag. */
export const version = z.int().min(1);

/** Portcullis' own operations are granted one by one: nobody shall hold those that are still to be invented. */
const grantedOperation = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9_]+::(?:[A-Za-z0-9_]+|\*)$/, 'must name an operation such as DNS::parse_zone or Email::*')
  .refine((name) => name !== 'Portcullis::*', 'must name each Portcullis operation by itself')
  .meta({ not: { const: 'Portcullis::*' } });

/** A domain name where resources are told: labels may begin with an underscore, as those of challenges do. */
const DNS_NAME = '(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9-]{2,63}';
const PANEL_NAME = '[A-Za-z0-9_.@+-]{1,128}';
const PATH_BELOW_HOME = '(?:/(?!\\.{1,2}(?:/|$))[^/\\p{Cc}\\p{Cs}*?\\\\]{1,255})+';
/** The same grammar as `parseResource` of libs/access has; a spec compares them. */
const ONE_RESOURCE = [
  `(?:zone|domain):(?=.{1,253}$)${DNS_NAME}`,
  `record:(?=.{1,253}/)(?:\\*\\.)?${DNS_NAME}/[A-Z0-9]{1,10}`,
  `mailbox:(?=[^@]*@.{1,253}$)[a-z0-9._+=-]{1,64}@${DNS_NAME}`,
  `(?:database|db_user|ftp_user):${PANEL_NAME}`,
  `path:(?:/|${PATH_BELOW_HOME})`,
  'cron_line:[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,500}',
  'account:[a-z][a-z0-9_-]{0,31}',
];
const MANY_RESOURCES = [
  `record:(?=.{1,253}/)(?:\\*\\.)?${DNS_NAME}/\\*`,
  `mailbox:(?=.{1,255}$)\\*@${DNS_NAME}`,
  `(?:database|db_user|ftp_user):${PANEL_NAME}\\*`,
  `path:(?:${PATH_BELOW_HOME})?/\\*\\*`,
  'account:\\*',
];
const noResource = 'must name a resource such as zone:example.com, record:_acme-challenge.example.com/TXT or path:/public_html/**';
/** What a grant may be used on. */
export const resource = z.string().max(600).regex(new RegExp(`^(?:${[...ONE_RESOURCE, ...MANY_RESOURCES].join('|')})$`, 'u'), noResource);
/** What a call touches: without `*` for many. */
export const leaf = z.string().max(600).regex(new RegExp(`^(?:${ONE_RESOURCE.join('|')})$`, 'u'), 'must name one resource, such as zone:example.com');

/** A ready set of operations, by its name in the catalogue. */
export const presetName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'must name a preset: 1-64 lower-case letters, digits or hyphens, not at an end');
/** Which version of the catalogue something was said under. */
export const catalogueVersion = z.int().min(1);

/** An object with all of these, as a document states it. That other fields may be there as well is said for linters that would assume they may not. */
export const having = (fields: Readonly<Record<string, object>>) => ({ properties: fields, required: Object.keys(fields), unevaluatedProperties: true });

/** Strict, exactly one selector: a misspelt restriction must not vanish. Each rule stands below in keywords as well. */
export const grant = z
  .strictObject({
    effect: z.enum(['allow', 'deny']).optional().describe('A denial takes from what the other grants give, in whatever order they stand. Left out: `allow`.'),
    feature: featureId.optional(),
    operation: grantedOperation.optional(),
    preset: presetName.optional(),
    access: z.enum(['read', 'write']).optional().describe('`read`: reading operations only. `write` of a denial: all but those.'),
    resources: z.array(resource).min(1).max(100).optional().describe('What it may be used on. Left out: on anything that the owner has.'),
    until: timestamp.optional().describe('It allows nothing from then on. Left out: as long as the token lives.'),
    once: z.literal(true).optional().describe('The first call that needs it takes it from the token. For one operation, by its name.'),
  })
  .refine(({ feature, operation, preset }) => [feature, operation, preset].filter((one) => one !== undefined).length === 1, 'needs exactly one of feature, operation and preset')
  .refine(({ effect, preset }) => effect !== 'deny' || preset === undefined, { path: ['effect'], message: 'a preset is only ever allowed: deny its operations by their names' })
  .refine(({ access, preset }) => access === undefined || preset === undefined, { path: ['access'], message: 'a preset says itself which access it gives: leave it out' })
  .refine(({ effect, until }) => effect !== 'deny' || until === undefined, { path: ['until'], message: 'a denial has no end: take it from the grants when it is over' })
  .refine(({ effect, once }) => effect !== 'deny' || once === undefined, { path: ['once'], message: 'a denial holds for every call: leave it out' })
  .refine(({ operation, once }) => once === undefined || (operation !== undefined && !operation.endsWith('*')), { path: ['once'], message: 'needs the one operation that it is for, by its name' })
  .meta({
    oneOf: [{ required: ['feature'] }, { required: ['operation'] }, { required: ['preset'] }],
    not: {
      anyOf: [
        ...['preset', 'until', 'once'].map((field) => having({ effect: { const: 'deny' }, [field]: {} })),
        having({ preset: {}, access: {} }),
        ...['feature', 'preset'].map((field) => having({ once: {}, [field]: {} })),
        having({ once: {}, operation: { pattern: '\\*$' } }),
      ],
    },
  });
/** Which of them a call needs is found by trying, so there are few. */
const MOST_ONCE = 20;
export const grants = z
  .array(grant)
  .max(200)
  .refine((all) => all.filter(({ once }) => once === true).length <= MOST_ONCE, `may hold at most ${MOST_ONCE} grants for one call`)
  .meta({ contains: having({ once: {} }), minContains: 0, maxContains: MOST_ONCE });

/** Who asked for a change, as the audit trail tells it. */
export const caller = z.strictObject({
  kind: tokenKind,
  tokenId: id('tok'),
  /** The credential it presented. */
  publicId,
  tenantId: id('ten'),
  accountId: id('acc').nullable(),
  shard: shardNumber,
  ip: z.string().max(64),
  requestId: id('req'),
});
export type Caller = z.output<typeof caller>;

/** SHA-256 of a client's `Idempotency-Key` with what it is bound to, and of the request that came with it. */
export const idempotency = z.strictObject({ keyHash: digest, requestHash: digest });
/** Opened by gateways alone. Base64 of nonce, ciphertext and tag, and which key it takes. */
export const sealed = z.strictObject({ keyId: z.string().max(64), sealed: z.string().max(4096) });
/** What repeats a create needs to show the same secret again, for a while. */
export const idempotencyWithSecret = idempotency.extend({ sealedSecret: sealed });

/** Keyset paging: `cursor` is what the last page gave as `next`. */
export const page = { limit: z.int().min(1).max(200), cursor: z.string().max(300).nullable() };

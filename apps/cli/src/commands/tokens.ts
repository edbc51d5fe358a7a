import type { Command } from 'commander';
import { answered, connect, madeOnce, matchFor, type Connection } from '../connection.js';
import { connecting, leaf, matching, ofOwner, paged, repeatable } from '../leaf.js';
import { given, seconds } from '../option-values.js';
import { printJson, show, showPage, showSecret, type OutputFlags } from '../output.js';
import { ownerOf, type OwnerFlags } from '../owner.js';
import { pageOf, type PageFlags } from '../pages.js';
import { plain } from '../plain-text.js';
import { receiptText } from '../receipt-text.js';
import type { ConnectionFlags } from '../settings.js';
import { misused } from '../stop.js';
import { tokenIdOf, tokensOf, type NewToken, type TokenQuery, type Tokens } from '../token-routes.js';
import { credentialLines, spanText, TOKEN_COLUMNS, tokenDetails } from '../token-text.js';
import type { World } from '../world.js';
import { askingCommands } from './token-asking.js';
import { revokeBulkCommand } from './tokens-revoke-bulk.js';
import { listingOptions, rightsOptions, rightsOf, type RightsFlags } from './token-options.js';

type CommonFlags = ConnectionFlags & OutputFlags & OwnerFlags;
interface KeyFlags {
  readonly idempotencyKey?: string;
}
interface MatchFlags {
  readonly ifMatch?: string;
}
type Kind = 'tenant' | 'service' | 'operator';

const SHOWN_ONCE = 'This is its secret. It is shown this once and kept nowhere:';

export function tokenCommands(program: Command, world: World): void {
  const noun = program.command('tokens').description('create, find, edit, replace and revoke tokens');
  const own = (command: Command): Command => connecting(ofOwner(command));

  const tokensWith = async (flags: CommonFlags): Promise<Tokens> => {
    const connection: Connection = connect(world, flags);
    return tokensOf(connection.client, await ownerOf(connection, flags));
  };
  /** One token, named by its id or its name. */
  const oneToken = async (flags: CommonFlags, named: string): Promise<{ tokens: Tokens; id: string }> => {
    const tokens = await tokensWith(flags);
    return { tokens, id: await tokenIdOf(tokens, named) };
  };

  own(
    repeatable(
      rightsOptions(
        leaf(noun, 'create <name>', 'make a token; its secret alone is printed', [
          'tokens create acme-sh --account alice --grant DNS::parse_zone --grant DNS::mass_edit_zone --expires 90d',
          'tokens create acme-sh --account alice --preset acme-dns-01=zone:example.com,record:_acme-challenge.example.com/TXT --expires 90d',
          'tokens create backup --tenant acme --kind service --access full --read-only --ip 192.0.2.0/24',
        ]),
        world,
      ).option('--kind <kind>', 'of a token of a tenant: tenant, service or operator'),
    ),
  ).action(async (name: string, flags: CommonFlags & KeyFlags & RightsFlags & { kind?: Kind }) => {
    const access = flags.access ?? (flags.grant?.length || flags.preset?.length ? 'restricted' : undefined);
    if (!access) throw misused('say what it may do: --grant or --preset for each thing, or --access full for everything');
    const tokens = await tokensWith(flags);
    const body: NewToken = { ...rightsOf(flags), name, access };
    const { data } = await madeOnce(world, flags.idempotencyKey, (key) => tokens.create(body, flags.kind, key));
    if (flags.json) {
      world.tell('The answer holds the secret. It is shown this once and kept nowhere.\n');
      return printJson(world, data);
    }
    showSecret(world, data.secret, `Made ${data.token.name} (${data.token.id}). ${SHOWN_ONCE}`);
  });

  own(
    paged(
      listingOptions(
        leaf(noun, 'list', 'list tokens, newest first', ['tokens list --account alice', 'tokens list --tenant acme --state expiring --label team=dns --all', 'tokens list --tenant acme --operation DNS::mass_edit_zone --resource zone:example.com --all']),
        world,
      ),
    ),
  ).action(async (flags: CommonFlags & PageFlags & TokenQuery & { label?: readonly [string, string] }) => {
    const tokens = await tokensWith(flags);
    const { state, form, access, kind, name, sort, label, createdBefore, operation, resource, zone, ip } = flags;
    const filters = given({ state, form, access, kind, name, sort, label: label && label.join(':'), createdBefore, operation, resource, zone, ip });
    const page = await pageOf(flags, (query) => tokens.list({ ...filters, ...query }));
    showPage(world, flags, page, TOKEN_COLUMNS, 'There are none.');
  });

  own(leaf(noun, 'show <token>', 'show a token, by its id or its name', ['tokens show acme-sh --account alice'])).action(
    async (named: string, flags: CommonFlags) => {
      const { tokens, id } = await oneToken(flags, named);
      const { data } = await answered(tokens.read(id));
      show(world, flags, data, ({ token, credentials }) => tokenDetails(token) + credentialLines(credentials));
    },
  );

  askingCommands(noun, world, { own, oneToken });

  own(
    matching(
      rightsOptions(
        leaf(noun, 'edit <token>', 'edit a token; what is not named stays as it is', [
          'tokens edit acme-sh --account alice --expires 2027-01-31T12:00:00Z --ip none',
          'tokens edit tok_76jc4SmeSgFElVMne0SRji --tenant acme --description "for the mail server" --rate 100/60s',
        ]),
        world,
      ).option('--name <name>', 'call it otherwise'),
    ),
  ).action(async (named: string, flags: CommonFlags & MatchFlags & RightsFlags & { name?: string }) => {
    const edit = given({ ...rightsOf(flags), name: flags.name, access: flags.access });
    if (Object.keys(edit).every((name) => name === 'confirmEscalating')) throw misused('say what to change', 'portcullis tokens edit --help lists what can be.');
    const { tokens, id } = await oneToken(flags, named);
    const match = await matchFor(flags.ifMatch, () => tokens.read(id));
    const { data } = await answered(tokens.edit(id, match, edit));
    show(world, flags, data, ({ token, enforcement }) => `${tokenDetails(token)}${receiptText(enforcement)}\n`);
  });

  own(
    repeatable(
      leaf(noun, 'regenerate <token>', 'give a token a new secret, which alone is printed', [
        'tokens regenerate acme-sh --account alice --overlap 24h',
        'tokens regenerate acme-sh --account alice   # it has leaked: the old secret ends now',
      ]).option('--overlap <time>', 'how long the old secret goes on working, at most 30d (left out: it ends now)', seconds),
    ),
  ).action(async (named: string, flags: CommonFlags & KeyFlags & { overlap?: number }) => {
    const { tokens, id } = await oneToken(flags, named);
    const overlap = flags.overlap ?? 0;
    const { data } = await madeOnce(world, flags.idempotencyKey, (key) => tokens.regenerate(id, overlap, key));
    if (flags.json) {
      world.tell('The answer holds the new secret. It is shown this once and kept nowhere.\n');
      return printJson(world, data);
    }
    world.tell(`The old secret of ${plain(data.token.name)} ${overlap === 0 ? 'has ended' : `works for ${spanText(overlap)} more`}. ${receiptText(data.enforcement)}\n`);
    showSecret(world, data.secret, SHOWN_ONCE.replace('its secret', 'the new one'));
  });

  own(leaf(noun, 'finish <token>', 'end the old secret of a regenerated token now', ['tokens finish acme-sh --account alice'])).action(
    async (named: string, flags: CommonFlags) => {
      const { tokens, id } = await oneToken(flags, named);
      const { data } = await answered(tokens.finish(id));
      show(world, flags, data, ({ token, enforcement }) =>
        enforcement === null ? `${token.name} had no old secret.\n` : `Only the new secret of ${token.name} works. ${receiptText(enforcement)}\n`,
      );
    },
  );

  revokeBulkCommand(noun, world, own);

  own(
    matching(
      leaf(noun, 'revoke <token>', 'end a token for good; it is over everywhere when this returns', [
        'tokens revoke acme-sh --account alice --reason "found in a repository"',
      ]).option('--reason <text>', 'for the audit trail'),
    ),
  ).action(async (named: string, flags: CommonFlags & MatchFlags & { reason?: string }) => {
    const { tokens, id } = await oneToken(flags, named);
    const match = flags.ifMatch === undefined ? undefined : await matchFor(flags.ifMatch, () => tokens.read(id));
    const { data } = await answered(tokens.revoke(id, match, given({ reason: flags.reason })));
    show(world, flags, data, ({ token, enforcement }) => `Revoked ${token.name} (${token.id}). ${receiptText(enforcement)}\n`);
  });
}

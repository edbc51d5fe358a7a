/** Made by `npm run generate` from the OpenAPI document. Not to be edited. */

export interface paths {
    readonly "/v1/catalogue": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * See what can be granted: presets, features and privileges
         * @description Takes `Portcullis::read_catalogue`.
         */
        readonly get: operations["readCatalogue"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/catalogue/operations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the operations that can be granted, by name
         * @description Takes `Portcullis::read_catalogue`.
         */
        readonly get: operations["listCatalogueOperations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/enforcement": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * See who answers from memory, how far each has come, and how long it takes until what is revoked is dead everywhere
         * @description Takes `Portcullis::read_enforcement`.
         */
        readonly get: operations["readEnforcement"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/keys/rekey": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bring a batch of credentials under the current keys; repeat with `next` as `cursor` until it is null
         * @description Takes `Portcullis::rekey`.
         */
        readonly post: operations["rekey"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/leaks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Report tokens that were found where they should not be: whosever they are, they are revoked
         * @description Takes `Portcullis::report_leak`.
         */
        readonly post: operations["reportLeaks"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Turn a link, or a token with full access, into a session cookie
         * @description Takes `Portcullis::open_session`.
         */
        readonly post: operations["openSession"];
        /**
         * Sign out everywhere: end all sessions of the caller's owner
         * @description Takes `Portcullis::end_session`.
         */
        readonly delete: operations["endAllSessions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/sessions/current": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Say who is calling: the session, or the token
         * @description Takes `Portcullis::read_session`.
         */
        readonly get: operations["readCurrentSession"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Sign out
         * @description Takes `Portcullis::end_session`.
         */
        readonly delete: operations["endCurrentSession"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/shards": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Which shards the authorities serve, and which wait for what was lost
         * @description Takes `Portcullis::list_shards`.
         */
        readonly get: operations["listShards"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/shards/accept-loss": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Let shards serve although some of their history is lost: what was revoked in it may be accepted again
         * @description Takes `Portcullis::accept_loss`.
         */
        readonly post: operations["acceptLoss"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the tenants that the calling token reaches: its own and those below it, for operators all
         * @description Takes `Portcullis::list_tenants`.
         */
        readonly get: operations["listTenants"];
        readonly put?: never;
        /**
         * Create a tenant
         * @description Takes `Portcullis::create_tenant`.
         */
        readonly post: operations["createTenant"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a tenant
         * @description Takes `Portcullis::read_tenant`.
         */
        readonly get: operations["readTenant"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Rename, suspend or unsuspend a tenant
         * @description Takes `Portcullis::edit_tenant`.
         */
        readonly patch: operations["editTenant"];
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the accounts of a tenant
         * @description Takes `Portcullis::list_accounts`.
         */
        readonly get: operations["listAccounts"];
        readonly put?: never;
        /**
         * Create an account
         * @description Takes `Portcullis::create_account`.
         */
        readonly post: operations["createAccount"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read an account, with the features that it has and the policy that holds for it
         * @description Takes `Portcullis::read_account`.
         */
        readonly get: operations["readAccount"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove an account; its tokens die with it
         * @description Takes `Portcullis::delete_account`.
         */
        readonly delete: operations["deleteAccount"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Suspend or unsuspend an account, or change its domains or feature list
         * @description Takes `Portcullis::edit_account`.
         */
        readonly patch: operations["editAccount"];
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read what the audit trail tells of one account and its tokens, newest first
         * @description Takes `Portcullis::read_audit`.
         */
        readonly get: operations["listAccountAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/denials/{denial}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Open a denial of an account's token by the code that its client was told, for seven days
         * @description Takes `Portcullis::read_denial`.
         */
        readonly get: operations["readAccountDenial"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/denials/{denial}/allow": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give an account's token the one grant that it was denied for the lack of
         * @description Takes `Portcullis::edit_token`.
         */
        readonly post: operations["allowAccountDenial"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/receipts/{receipt}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read what became of a call that took power from an account or its tokens, for seven days
         * @description Takes `Portcullis::read_receipt`.
         */
        readonly get: operations["readAccountReceipt"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a one-time link that opens the console for an account
         * @description Takes `Portcullis::create_session`.
         */
        readonly post: operations["createAccountSession"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the tokens of an account
         * @description Takes `Portcullis::list_tokens`.
         */
        readonly get: operations["listAccountTokens"];
        readonly put?: never;
        /**
         * Create a token of an account
         * @description Takes `Portcullis::create_token`.
         */
        readonly post: operations["createAccountToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/tokens/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a token of an account
         * @description Takes `Portcullis::read_token`.
         */
        readonly get: operations["readAccountToken"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke a token of an account
         * @description Takes `Portcullis::revoke_token`.
         */
        readonly delete: operations["revokeAccountToken"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Edit a token of an account
         * @description Takes `Portcullis::edit_token`.
         */
        readonly patch: operations["editAccountToken"];
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/tokens/{token}/can": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what a token of an account can do now, and on what
         * @description Takes `Portcullis::read_token`.
         */
        readonly get: operations["accountTokenCan"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/tokens/{token}/explain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Explain whether a token of an account may do something, and why
         * @description Takes `Portcullis::explain`.
         */
        readonly post: operations["explainAccountToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/tokens/{token}/regenerate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a token of an account a new secret; the old one works for `overlapSeconds` more
         * @description Takes `Portcullis::regenerate_token`.
         */
        readonly post: operations["regenerateAccountToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/tokens/{token}/regenerate/finish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End the old secret of a token of an account now
         * @description Takes `Portcullis::edit_token`.
         */
        readonly post: operations["finishAccountRegeneration"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/tokens/revoke-bulk": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Revoke many tokens of an account at once
         * @description Takes `Portcullis::revoke_tokens`.
         */
        readonly post: operations["revokeAccountTokens"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/upstream": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Say how the gateway acts on the panel for this account; never shown again
         * @description Takes `Portcullis::edit_upstream`.
         */
        readonly put: operations["putUpstream"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/accounts/{account}/zones/{zone}/records": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List which records stand in the zone of one of the account’s domains, as its panel tells now
         * @description Takes `Portcullis::list_records`.
         */
        readonly get: operations["listRecords"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a tenant's audit trail, newest first
         * @description Takes `Portcullis::read_audit`.
         */
        readonly get: operations["listAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/denials/{denial}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Open a denial of any token of a tenant
         * @description Takes `Portcullis::read_denial`.
         */
        readonly get: operations["readTenantDenial"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/denials/{denial}/allow": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give any token of a tenant the one grant that it was denied for the lack of
         * @description Takes `Portcullis::edit_token`.
         */
        readonly post: operations["allowTenantDenial"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/feature-lists": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the feature lists of a tenant, in order of their names
         * @description Takes `Portcullis::read_feature_list`.
         */
        readonly get: operations["listFeatureLists"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/feature-lists/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a feature list
         * @description Takes `Portcullis::read_feature_list`.
         */
        readonly get: operations["readFeatureList"];
        /**
         * Create or replace a feature list
         * @description Takes `Portcullis::edit_feature_list`.
         */
        readonly put: operations["putFeatureList"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/panel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Say where the tenant's panel is and of what kind, and which host names lead to this tenant
         * @description Takes `Portcullis::edit_panel`.
         */
        readonly put: operations["putPanel"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/policy": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a tenant's policy, and what holds with those of the tenants above
         * @description Takes `Portcullis::read_policy`.
         */
        readonly get: operations["readPolicy"];
        /**
         * Replace a tenant's policy; it binds every tenant below as well
         * @description Takes `Portcullis::edit_policy`.
         */
        readonly put: operations["putPolicy"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/receipts/{receipt}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read what became of any call that took power at a tenant
         * @description Takes `Portcullis::read_receipt`.
         */
        readonly get: operations["readTenantReceipt"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a one-time link that opens the console for a tenant
         * @description Takes `Portcullis::create_session`.
         */
        readonly post: operations["createTenantSession"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List every token of a tenant, those of its accounts included
         * @description Takes `Portcullis::list_tokens`.
         */
        readonly get: operations["listTenantTokens"];
        readonly put?: never;
        /**
         * Create a token of the tenant itself, or of one of its services
         * @description Takes `Portcullis::create_token`.
         */
        readonly post: operations["createTenantToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/tokens/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read any token of a tenant
         * @description Takes `Portcullis::read_token`.
         */
        readonly get: operations["readTenantToken"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke any token of a tenant
         * @description Takes `Portcullis::revoke_token`.
         */
        readonly delete: operations["revokeTenantToken"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Edit any token of a tenant
         * @description Takes `Portcullis::edit_token`.
         */
        readonly patch: operations["editTenantToken"];
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/tokens/{token}/can": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what any token of a tenant can do now, and on what
         * @description Takes `Portcullis::read_token`.
         */
        readonly get: operations["tenantTokenCan"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/tokens/{token}/explain": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Explain whether any token of a tenant may do something, and why
         * @description Takes `Portcullis::explain`.
         */
        readonly post: operations["explainTenantToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/tokens/{token}/regenerate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give any token of a tenant a new secret; the old one works for `overlapSeconds` more
         * @description Takes `Portcullis::regenerate_token`.
         */
        readonly post: operations["regenerateTenantToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/tokens/{token}/regenerate/finish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End the old secret of any token of a tenant now
         * @description Takes `Portcullis::edit_token`.
         */
        readonly post: operations["finishTenantRegeneration"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/tokens/revoke-bulk": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Revoke many tokens of a tenant and its accounts at once; those of tenants below it stay
         * @description Takes `Portcullis::revoke_tokens`.
         */
        readonly post: operations["revokeTenantTokens"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/tenants/{tenant}/upstream": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Say how the gateway acts on WHM for this tenant itself; never shown again
         * @description Takes `Portcullis::edit_upstream`.
         */
        readonly put: operations["putTenantUpstream"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask whether a token is live, or may do an operation
         * @description Takes `Portcullis::verify`.
         */
        readonly post: operations["verifyToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/v1/verify/batch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask many questions at once; each token is looked at once, for all that is asked about it
         * @description Takes `Portcullis::verify`.
         */
        readonly post: operations["verifyBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Account: {
            readonly id: string;
            readonly tenantId: string;
            readonly username: string;
            readonly domains: readonly string[];
            readonly featureList: string;
            readonly status: ("active" | "suspended") | "removed";
            readonly upstream: {
                /** @enum {string} */
                readonly scheme: "cpanel" | "whm" | "powerdns";
                readonly user: string;
            } | null;
            readonly version: number;
            /** Format: date-time */
            readonly createdAt: string;
        };
        readonly AuditEntry: {
            readonly seq: number;
            readonly id: string;
            readonly type: string;
            readonly subject: string;
            /** Format: date-time */
            readonly time: string;
            readonly data: {
                readonly [key: string]: unknown;
            };
        };
        readonly ChangePosition: {
            /** @enum {string} */
            readonly authority: "tokens" | "permissions";
            readonly shard: number;
            readonly epoch: string;
            readonly rev: string;
        };
        readonly Credential: {
            /** @description Names the secret in the trail. It is the part of it that may be seen. */
            readonly publicId: string;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description When the secret stops working, since another has taken its place. null: the current one. */
            readonly endsAt: string | null;
            /** @description How often it was used; about a second behind. */
            readonly uses: number;
            /** @description When, from where and by what this secret was last used: while two work, who has not changed over yet. */
            readonly lastUsed: {
                /** Format: date-time */
                readonly at: string;
                readonly ip: string;
                readonly agent: string | null;
            } | null;
        };
        readonly Denial: {
            readonly id: string;
            /**
             * Format: date-time
             * @description Of the first of them: the same denial, told again soon, has the same code.
             */
            readonly time: string;
            /** @description Why not, in a word. */
            readonly code: string;
            /** @description Why not, in a sentence. */
            readonly detail: string;
            /** @description What the token was used for; `panel` where that could not be read. */
            readonly operation: string;
            /** @description The first of what the call touches, as far as it may be told. */
            readonly resources: readonly string[];
            /** @description Where it came from. */
            readonly ip: string;
            /** @description Names that one request, in logs and in the trail. */
            readonly requestId: string;
            readonly token: {
                readonly id: string;
                readonly name: string | null;
                /** @description Names the secret that it was used with. */
                readonly publicId: string;
                readonly accountId: string | null;
                /** @description As it is now. null: the token is no longer kept. */
                readonly state: ("active" | "expiring" | "expired" | "suspended" | "not_yet_valid" | "exhausted" | "revoked") | null;
            };
            /** @description The one grant that would have made it an allowance. null: no grant would have, or telling it could show a secret. */
            readonly grant: components["schemas"]["Grant"] | null;
            /** @description The same for people. */
            readonly words: string | null;
            /**
             * @description Whether the token holds that grant by now.
             * @enum {string}
             */
            readonly state: "missing" | "allowed" | "not_grantable";
            /** @description It is allowed to the next call that needs it, and to no other. */
            readonly once: boolean;
            /** @description When what it is allowed ends. null: with the token, or with the next call. */
            readonly until: string | null;
        };
        readonly EffectivePolicy: {
            /**
             * @description For all tokens of one tenant together.
             * @default null
             */
            readonly rateLimit: {
                readonly requests: number;
                readonly seconds: number;
            } | null;
            /**
             * @description How long ended tokens stay visible.
             * @default 90
             */
            readonly deadTokenDays: number;
            /**
             * @description So long after it was made a token ends, whatever it says itself. Null: as long as it says.
             * @default null
             */
            readonly longestLifeSeconds: number | null;
            /**
             * @description Only tokens that say when they expire work.
             * @default false
             */
            readonly expiryRequired: boolean;
            /**
             * @description Where tokens, sessions and links may be used from. Null: from anywhere; empty: from nowhere.
             * @default null
             */
            readonly ipAllowlist: readonly string[] | null;
            /**
             * @description Only tokens with a list of addresses of their own work.
             * @default false
             */
            readonly ipAllowlistRequired: boolean;
            /**
             * @description How many tokens an account may have at once. Bounds making alone. Null: as many as it likes.
             * @default null
             */
            readonly tokensPerAccount: number | null;
            /**
             * @description Tokens of accounts hold what these presets give and nothing else. Null: whatever they were given.
             * @default null
             */
            readonly presets: readonly string[] | null;
            /**
             * @description A token that was not used for so long ends. Null: it does not.
             * @default null
             */
            readonly idleSeconds: number | null;
            /**
             * @description For each token that has no limit of its own.
             * @default null
             */
            readonly tokenRateLimit: {
                readonly requests: number;
                readonly seconds: number;
            } | null;
        };
        readonly FeatureList: {
            readonly name: string;
            readonly features: readonly string[];
        };
        readonly Grant: {
            /**
             * @description A denial takes from what the other grants give, in whatever order they stand. Left out: `allow`.
             * @enum {string}
             */
            readonly effect?: "allow" | "deny";
            readonly feature?: string;
            readonly operation?: string;
            readonly preset?: string;
            /**
             * @description `read`: reading operations only. `write` of a denial: all but those.
             * @enum {string}
             */
            readonly access?: "read" | "write";
            /** @description What it may be used on. Left out: on anything that the owner has. */
            readonly resources?: readonly string[];
            /**
             * Format: date-time
             * @description It allows nothing from then on. Left out: as long as the token lives.
             */
            readonly until?: string;
            /**
             * @description The first call that needs it takes it from the token. For one operation, by its name.
             * @constant
             */
            readonly once?: true;
        } & (unknown | unknown | unknown);
        readonly GrantInput: {
            /**
             * @description A denial takes from what the other grants give, in whatever order they stand. Left out: `allow`.
             * @enum {string}
             */
            readonly effect?: "allow" | "deny";
            /** @description Must be 1-64 lower-case letters, digits, - or _. */
            readonly feature?: string;
            /** @description Must name an operation such as DNS::parse_zone or Email::*. */
            readonly operation?: string;
            /** @description Must name a preset: 1-64 lower-case letters, digits or hyphens, not at an end. */
            readonly preset?: string;
            /**
             * @description `read`: reading operations only. `write` of a denial: all but those.
             * @enum {string}
             */
            readonly access?: "read" | "write";
            /** @description What it may be used on. Left out: on anything that the owner has. */
            readonly resources?: readonly string[];
            /**
             * Format: date-time
             * @description It allows nothing from then on. Left out: as long as the token lives.
             */
            readonly until?: string;
            /**
             * @description The first call that needs it takes it from the token. For one operation, by its name.
             * @constant
             */
            readonly once?: true;
        } & (unknown | unknown | unknown);
        readonly Policy: {
            /**
             * @description For all tokens of one tenant together.
             * @default null
             */
            readonly rateLimit: {
                readonly requests: number;
                readonly seconds: number;
            } | null;
            /**
             * @description How long ended tokens stay visible.
             * @default 90
             */
            readonly deadTokenDays: number;
            /**
             * @description So long after it was made a token ends, whatever it says itself. Null: as long as it says.
             * @default null
             */
            readonly longestLifeSeconds: number | null;
            /**
             * @description Only tokens that say when they expire work.
             * @default false
             */
            readonly expiryRequired: boolean;
            /**
             * @description Where tokens, sessions and links may be used from. Null: from anywhere.
             * @default null
             */
            readonly ipAllowlist: readonly string[] | null;
            /**
             * @description Only tokens with a list of addresses of their own work.
             * @default false
             */
            readonly ipAllowlistRequired: boolean;
            /**
             * @description How many tokens an account may have at once. Bounds making alone. Null: as many as it likes.
             * @default null
             */
            readonly tokensPerAccount: number | null;
            /**
             * @description Tokens of accounts hold what these presets give and nothing else. Null: whatever they were given.
             * @default null
             */
            readonly presets: readonly string[] | null;
            /**
             * @description A token that was not used for so long ends. Null: it does not.
             * @default null
             */
            readonly idleSeconds: number | null;
            /**
             * @description For each token that has no limit of its own.
             * @default null
             */
            readonly tokenRateLimit: {
                readonly requests: number;
                readonly seconds: number;
            } | null;
        };
        readonly PolicyInput: {
            /**
             * @description For all tokens of one tenant together.
             * @default null
             */
            readonly rateLimit?: {
                readonly requests: number;
                readonly seconds: number;
            } | null;
            /**
             * @description How long ended tokens stay visible.
             * @default 90
             */
            readonly deadTokenDays?: number;
            /**
             * @description So long after it was made a token ends, whatever it says itself. Null: as long as it says.
             * @default null
             */
            readonly longestLifeSeconds?: number | null;
            /**
             * @description Only tokens that say when they expire work.
             * @default false
             */
            readonly expiryRequired?: boolean;
            /**
             * @description Where tokens, sessions and links may be used from. Null: from anywhere.
             * @default null
             */
            readonly ipAllowlist?: readonly string[] | null;
            /**
             * @description Only tokens with a list of addresses of their own work.
             * @default false
             */
            readonly ipAllowlistRequired?: boolean;
            /**
             * @description How many tokens an account may have at once. Bounds making alone. Null: as many as it likes.
             * @default null
             */
            readonly tokensPerAccount?: number | null;
            /**
             * @description Tokens of accounts hold what these presets give and nothing else. Null: whatever they were given.
             * @default null
             */
            readonly presets?: readonly string[] | null;
            /**
             * @description A token that was not used for so long ends. Null: it does not.
             * @default null
             */
            readonly idleSeconds?: number | null;
            /**
             * @description For each token that has no limit of its own.
             * @default null
             */
            readonly tokenRateLimit?: {
                readonly requests: number;
                readonly seconds: number;
            } | null;
        };
        readonly Problem: {
            /** Format: uri */
            readonly type: string;
            readonly title: string;
            readonly status: number;
            readonly detail: string;
            /** @enum {string} */
            readonly code: "malformed_request" | "invalid_request" | "payload_too_large" | "unsupported_media_type" | "precondition_required" | "precondition_failed" | "idempotency_key_reused" | "idempotency_in_progress" | "secret_already_shown" | "rate_limited" | "tls_required" | "cross_site" | "credentials_required" | "invalid_token" | "permission_denied" | "exceeds_caller" | "not_found" | "no_panel" | "name_taken" | "host_taken" | "owner_suspended" | "feature_list_unknown" | "parent_unknown" | "expiry_in_past" | "never_valid" | "access_cannot_widen" | "token_revoked" | "token_ended" | "not_grantable" | "operation_unknown" | "preset_misfit" | "confirmation_required" | "policy_forbids" | "escalating_too_long" | "unavailable" | "internal_error";
            readonly request_id: string;
            readonly errors?: readonly {
                readonly pointer: string;
                readonly detail: string;
            }[];
            /** @description There where a token was denied an operation: the code by which its owner can open that denial, and allow what was missing. */
            readonly denial?: string;
        };
        readonly Receipt: {
            readonly id: string;
            /** @description Empty when nothing was left to take, and what took it is long over. */
            readonly parts: readonly components["schemas"]["ChangePosition"][];
            readonly verifiers: {
                /** @description Who answered from memory when the change was committed, and was waited for. */
                readonly live: number;
                /** @description Of those, who said that the change is in force there. */
                readonly confirmed: number;
                /** @description Of those, who were silent until they had to stop answering from memory. */
                readonly fenced: number;
            };
            readonly durationMs: number;
            /** @description Whether verifiers are still waited for. False: what was taken is gone everywhere. */
            readonly pending: boolean;
        };
        readonly Tenant: {
            readonly id: string;
            readonly slug: string;
            readonly name: string;
            readonly parentId: string | null;
            /** @enum {string} */
            readonly status: "active" | "suspended";
            /** @enum {string} */
            readonly panelKind: "cpanel" | "powerdns";
            readonly panelUrl: string | null;
            /** @description Where WHM answers; null: at panelUrl. */
            readonly whmUrl: string | null;
            readonly hosts: readonly string[];
            readonly upstream: {
                /** @enum {string} */
                readonly scheme: "cpanel" | "whm" | "powerdns";
                readonly user: string;
            } | null;
            readonly version: number;
            /** Format: date-time */
            readonly createdAt: string;
        };
        readonly TimeWindow: {
            readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            readonly from: string;
            /** @description When it ends. Earlier than `from`: on the next day, and the window belongs to the day on which it begins. */
            readonly to: string;
            /** @description Whose clocks count, through summer and winter. */
            readonly zone: string;
        };
        readonly TimeWindowInput: {
            readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /** @description Must be a time such as 08:00, from 00:00 to 23:59. */
            readonly from: string;
            /** @description When it ends. Earlier than `from`: on the next day, and the window belongs to the day on which it begins. Must be a time such as 18:00, from 00:00 to 24:00. */
            readonly to: string;
            /** @description Whose clocks count, through summer and winter. Must be the name of a time zone such as Europe/Berlin. */
            readonly zone: string;
        };
        readonly Token: {
            readonly id: string;
            /** @enum {string} */
            readonly kind: "account" | "tenant" | "service" | "operator";
            /**
             * @description How it is carried: in a header, in the cookie of a console session, or once, in a link.
             * @enum {string}
             */
            readonly form: "token" | "session" | "link";
            readonly tenantId: string;
            readonly accountId: string | null;
            /** @description Unique among the tokens of its owner that are not revoked. */
            readonly name: string;
            /** @description For people. */
            readonly description: string;
            /** @description For finding it again. They give and take nothing. */
            readonly labels: {
                readonly [key: string]: string;
            };
            /**
             * @description `full`: all that its owner may do. `restricted`: what `grants` say.
             * @enum {string}
             */
            readonly access: "full" | "restricted";
            /** @description What a restricted token may do. Empty for full access. */
            readonly grants: readonly components["schemas"]["Grant"][];
            /** @description Only what changes nothing, whatever the grants say. */
            readonly readOnly: boolean;
            /** @description It cannot be used before. null: at once. */
            readonly notBefore: string | null;
            /** @description It cannot be used from then on. null: until it is revoked. */
            readonly expiresAt: string | null;
            /** @description The addresses and ranges that it may be used from. Empty: any. */
            readonly ipAllowlist: readonly string[];
            /** @description How many requests are accepted in each window. null: only the limits of its tenant count. */
            readonly rateLimit: {
                readonly requests: number;
                readonly seconds: number;
            } | null;
            /** @description How many requests are accepted altogether. null: any number. */
            readonly useQuota: number | null;
            /** @description When it may be used, week by week. Empty: at any time. */
            readonly timeWindows: readonly components["schemas"]["TimeWindow"][];
            /** @description Under which version of the catalogue its grants were given: what came to a feature later they do not hold, unless that was said of it. */
            readonly catalogueVersion: number;
            /**
             * @description Only what is `active` or `expiring` (within 7 days) can be used.
             * @enum {string}
             */
            readonly state: "active" | "expiring" | "expired" | "suspended" | "not_yet_valid" | "exhausted" | "revoked";
            /** @description Rises with each edit. It is the ETag, too. */
            readonly version: number;
            /** Format: date-time */
            readonly createdAt: string;
            /** @description The token that it was made with. */
            readonly createdBy: string | null;
            /** @description The address that it was made from. */
            readonly createdFrom: string | null;
            /** @description When, from where and by what it was last used; about a second behind. */
            readonly lastUsed: {
                /** Format: date-time */
                readonly at: string;
                readonly ip: string;
                readonly agent: string | null;
            } | null;
            /**
             * Format: date-time
             * @description When it was made, given its newest secret, or used, whichever came last: how long it has been idle is counted from then.
             */
            readonly activeAt: string;
            /** @description Of `useQuota`. What gateways hold in hand counts as used. */
            readonly usesLeft: number | null;
            readonly revokedAt: string | null;
            readonly revokedBy: string | null;
            readonly revokedReason: string | null;
        };
    };
    responses: {
        /**
         * @description `invalid_request`: The request holds fields that are not accepted. Mend every field that errors[] names. Unknown and repeated fields are refused too. Nothing was changed.
         *
         *     `malformed_request`: The request cannot be read. Send well-formed HTTP and, where a body is asked for, one valid JSON value.
         */
        readonly "400.invalid_request.malformed_request": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 400;
                    /** @enum {string} */
                    readonly code: "invalid_request" | "malformed_request";
                };
            };
        };
        /**
         * @description `credentials_required`: A token is required. Send Authorization: Bearer <token>.
         *
         *     `invalid_token`: The token is not accepted. It is unknown, expired, revoked or suspended; which of these is told to its owner alone. Use another token.
         */
        readonly "401.credentials_required.invalid_token": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 401;
                    /** @enum {string} */
                    readonly code: "credentials_required" | "invalid_token";
                };
            };
        };
        /**
         * @description `cross_site`: A session cookie counts only for the console’s own pages. Use a token in the Authorization header instead.
         *
         *     `exceeds_caller`: A token cannot hand out more than it holds. Ask for less, or use a token that holds what is to be handed out.
         *
         *     `permission_denied`: The token may not do this. Use a token that holds the operation which detail names.
         *
         *     `tls_required`: A token may not travel unencrypted. Use https. The token that was sent should be taken for known to others: regenerate it.
         */
        readonly "403.cross_site.exceeds_caller.permission_denied.tls_required": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 403;
                    /** @enum {string} */
                    readonly code: "cross_site" | "exceeds_caller" | "permission_denied" | "tls_required";
                };
            };
        };
        /**
         * @description `cross_site`: A session cookie counts only for the console’s own pages. Use a token in the Authorization header instead.
         *
         *     `permission_denied`: The token may not do this. Use a token that holds the operation which detail names.
         *
         *     `tls_required`: A token may not travel unencrypted. Use https. The token that was sent should be taken for known to others: regenerate it.
         */
        readonly "403.cross_site.permission_denied.tls_required": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 403;
                    /** @enum {string} */
                    readonly code: "cross_site" | "permission_denied" | "tls_required";
                };
            };
        };
        /**
         * @description `permission_denied`: The token may not do this. Use a token that holds the operation which detail names.
         *
         *     `tls_required`: A token may not travel unencrypted. Use https. The token that was sent should be taken for known to others: regenerate it.
         */
        readonly "403.permission_denied.tls_required": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 403;
                    /** @enum {string} */
                    readonly code: "permission_denied" | "tls_required";
                };
            };
        };
        /** @description `not_found`: There is no such thing here. Check the address. What belongs to somebody else looks just like what does not exist. */
        readonly "404.not_found": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 404;
                    /** @enum {string} */
                    readonly code: "not_found";
                };
            };
        };
        /** @description `host_taken`: A host name already leads to another tenant. Take the host name from the other tenant first. Nothing was changed. */
        readonly "409.host_taken": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 409;
                    /** @enum {string} */
                    readonly code: "host_taken";
                };
            };
        };
        /** @description `idempotency_in_progress`: A request with this Idempotency-Key is still running. Wait a moment and repeat it with the same key. */
        readonly "409.idempotency_in_progress": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 409;
                    /** @enum {string} */
                    readonly code: "idempotency_in_progress";
                };
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still running. Wait a moment and repeat it with the same key.
         *
         *     `name_taken`: The name is already in use. Choose another name.
         */
        readonly "409.idempotency_in_progress.name_taken": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 409;
                    /** @enum {string} */
                    readonly code: "idempotency_in_progress" | "name_taken";
                };
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still running. Wait a moment and repeat it with the same key.
         *
         *     `name_taken`: The name is already in use. Choose another name.
         *
         *     `owner_suspended`: Whoever would own the token is suspended. Lift the suspension first.
         *
         *     `secret_already_shown`: The secret was shown before and is not kept. The first call succeeded. If its answer was lost, regenerate the token, or revoke it and create another.
         */
        readonly "409.idempotency_in_progress.name_taken.owner_suspended.secret_already_shown": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 409;
                    /** @enum {string} */
                    readonly code: "idempotency_in_progress" | "name_taken" | "owner_suspended" | "secret_already_shown";
                };
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still running. Wait a moment and repeat it with the same key.
         *
         *     `owner_suspended`: Whoever would own the token is suspended. Lift the suspension first.
         *
         *     `secret_already_shown`: The secret was shown before and is not kept. The first call succeeded. If its answer was lost, regenerate the token, or revoke it and create another.
         */
        readonly "409.idempotency_in_progress.owner_suspended.secret_already_shown": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 409;
                    /** @enum {string} */
                    readonly code: "idempotency_in_progress" | "owner_suspended" | "secret_already_shown";
                };
            };
        };
        /**
         * @description `idempotency_in_progress`: A request with this Idempotency-Key is still running. Wait a moment and repeat it with the same key.
         *
         *     `owner_suspended`: Whoever would own the token is suspended. Lift the suspension first.
         *
         *     `secret_already_shown`: The secret was shown before and is not kept. The first call succeeded. If its answer was lost, regenerate the token, or revoke it and create another.
         *
         *     `token_revoked`: The token was revoked. A revoked token stays as it is. Create another.
         */
        readonly "409.idempotency_in_progress.owner_suspended.secret_already_shown.token_revoked": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 409;
                    /** @enum {string} */
                    readonly code: "idempotency_in_progress" | "owner_suspended" | "secret_already_shown" | "token_revoked";
                };
            };
        };
        /**
         * @description `name_taken`: The name is already in use. Choose another name.
         *
         *     `token_revoked`: The token was revoked. A revoked token stays as it is. Create another.
         */
        readonly "409.name_taken.token_revoked": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 409;
                    /** @enum {string} */
                    readonly code: "name_taken" | "token_revoked";
                };
            };
        };
        /** @description `no_panel`: The panel cannot be asked for this account. Set the panel of the tenant and the credential of the account, as detail says. Everything else works without. */
        readonly "409.no_panel": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 409;
                    /** @enum {string} */
                    readonly code: "no_panel";
                };
            };
        };
        /**
         * @description `not_grantable`: No grant can be given for this denial. Read the denial: its detail says what was missing. It may be a feature of the account, or a condition of the token.
         *
         *     `token_ended`: The token has ended. Give it another end first, or create another token.
         *
         *     `token_revoked`: The token was revoked. A revoked token stays as it is. Create another.
         */
        readonly "409.not_grantable.token_ended.token_revoked": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 409;
                    /** @enum {string} */
                    readonly code: "not_grantable" | "token_ended" | "token_revoked";
                };
            };
        };
        /** @description `precondition_failed`: It was changed in the meantime. Read it again, look at what has changed, and repeat the call with the new ETag if it still makes sense. Nothing was changed. */
        readonly "412.precondition_failed": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 412;
                    /** @enum {string} */
                    readonly code: "precondition_failed";
                };
            };
        };
        /** @description `payload_too_large`: The request body is too large. Send at most 64 KiB. */
        readonly "413.payload_too_large": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 413;
                    /** @enum {string} */
                    readonly code: "payload_too_large";
                };
            };
        };
        /** @description `unsupported_media_type`: The request body must be application/json. Set Content-Type: application/json. */
        readonly "415.unsupported_media_type": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 415;
                    /** @enum {string} */
                    readonly code: "unsupported_media_type";
                };
            };
        };
        /**
         * @description `access_cannot_widen`: A restricted token cannot be given full access. Create another token with full access.
         *
         *     `confirmation_required`: The token could get beyond what it is granted. Read what detail says of each operation. If that is meant, send confirmEscalating: true, and an expiresAt within 30 days.
         *
         *     `escalating_too_long`: What can get beyond its grants lives 30 days at most. Send an expiresAt within 30 days, or leave out the operations that detail names.
         *
         *     `expiry_in_past`: The expiry lies in the past. Send an expiresAt in the future, or leave it out.
         *
         *     `never_valid`: The token would never be valid. Send a notBefore that lies before expiresAt.
         *
         *     `operation_unknown`: The catalogue does not know this operation, feature or preset. Check the spelling: names are case-sensitive, such as DNS::parse_zone.
         *
         *     `policy_forbids`: The policy allows no such token. Ask for a token within the policy of the tenant and of those above it, as detail says. Nothing was changed.
         *
         *     `preset_misfit`: The preset is for other resources. Name resources of the kinds that the preset takes, as detail says. Nothing was changed.
         */
        readonly "422.access_cannot_widen.confirmation_required.escalating_too_long.expiry_in_past.never_valid.operation_unknown.policy_forbids.preset_misfit": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 422;
                    /** @enum {string} */
                    readonly code: "access_cannot_widen" | "confirmation_required" | "escalating_too_long" | "expiry_in_past" | "never_valid" | "operation_unknown" | "policy_forbids" | "preset_misfit";
                };
            };
        };
        /**
         * @description `confirmation_required`: The token could get beyond what it is granted. Read what detail says of each operation. If that is meant, send confirmEscalating: true, and an expiresAt within 30 days.
         *
         *     `escalating_too_long`: What can get beyond its grants lives 30 days at most. Send an expiresAt within 30 days, or leave out the operations that detail names.
         */
        readonly "422.confirmation_required.escalating_too_long": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 422;
                    /** @enum {string} */
                    readonly code: "confirmation_required" | "escalating_too_long";
                };
            };
        };
        /**
         * @description `confirmation_required`: The token could get beyond what it is granted. Read what detail says of each operation. If that is meant, send confirmEscalating: true, and an expiresAt within 30 days.
         *
         *     `escalating_too_long`: What can get beyond its grants lives 30 days at most. Send an expiresAt within 30 days, or leave out the operations that detail names.
         *
         *     `expiry_in_past`: The expiry lies in the past. Send an expiresAt in the future, or leave it out.
         *
         *     `idempotency_key_reused`: The Idempotency-Key belongs to another request. Use a new key for each new request, and the same key only to repeat the very same one.
         *
         *     `never_valid`: The token would never be valid. Send a notBefore that lies before expiresAt.
         *
         *     `operation_unknown`: The catalogue does not know this operation, feature or preset. Check the spelling: names are case-sensitive, such as DNS::parse_zone.
         *
         *     `policy_forbids`: The policy allows no such token. Ask for a token within the policy of the tenant and of those above it, as detail says. Nothing was changed.
         *
         *     `preset_misfit`: The preset is for other resources. Name resources of the kinds that the preset takes, as detail says. Nothing was changed.
         */
        readonly "422.confirmation_required.escalating_too_long.expiry_in_past.idempotency_key_reused.never_valid.operation_unknown.policy_forbids.preset_misfit": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 422;
                    /** @enum {string} */
                    readonly code: "confirmation_required" | "escalating_too_long" | "expiry_in_past" | "idempotency_key_reused" | "never_valid" | "operation_unknown" | "policy_forbids" | "preset_misfit";
                };
            };
        };
        /** @description `feature_list_unknown`: The feature list does not exist. Create the feature list first. */
        readonly "422.feature_list_unknown": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 422;
                    /** @enum {string} */
                    readonly code: "feature_list_unknown";
                };
            };
        };
        /**
         * @description `feature_list_unknown`: The feature list does not exist. Create the feature list first.
         *
         *     `idempotency_key_reused`: The Idempotency-Key belongs to another request. Use a new key for each new request, and the same key only to repeat the very same one.
         */
        readonly "422.feature_list_unknown.idempotency_key_reused": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 422;
                    /** @enum {string} */
                    readonly code: "feature_list_unknown" | "idempotency_key_reused";
                };
            };
        };
        /** @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. Use a new key for each new request, and the same key only to repeat the very same one. */
        readonly "422.idempotency_key_reused": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 422;
                    /** @enum {string} */
                    readonly code: "idempotency_key_reused";
                };
            };
        };
        /**
         * @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. Use a new key for each new request, and the same key only to repeat the very same one.
         *
         *     `operation_unknown`: The catalogue does not know this operation, feature or preset. Check the spelling: names are case-sensitive, such as DNS::parse_zone.
         */
        readonly "422.idempotency_key_reused.operation_unknown": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 422;
                    /** @enum {string} */
                    readonly code: "idempotency_key_reused" | "operation_unknown";
                };
            };
        };
        /**
         * @description `idempotency_key_reused`: The Idempotency-Key belongs to another request. Use a new key for each new request, and the same key only to repeat the very same one.
         *
         *     `parent_unknown`: No tenant can stand there. Name a parent that exists and is not nested too deeply.
         */
        readonly "422.idempotency_key_reused.parent_unknown": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 422;
                    /** @enum {string} */
                    readonly code: "idempotency_key_reused" | "parent_unknown";
                };
            };
        };
        /** @description `operation_unknown`: The catalogue does not know this operation, feature or preset. Check the spelling: names are case-sensitive, such as DNS::parse_zone. */
        readonly "422.operation_unknown": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 422;
                    /** @enum {string} */
                    readonly code: "operation_unknown";
                };
            };
        };
        /** @description `precondition_required`: If-Match is required. Read the thing first and send its ETag in If-Match, so that nobody else’s change is overwritten unseen. */
        readonly "428.precondition_required": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 428;
                    /** @enum {string} */
                    readonly code: "precondition_required";
                };
            };
        };
        /** @description `rate_limited`: Too many requests. Wait Retry-After seconds. RateLimit and RateLimit-Policy say which limit it was. */
        readonly "429.rate_limited": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly "Retry-After": components["headers"]["Retry-After"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 429;
                    /** @enum {string} */
                    readonly code: "rate_limited";
                };
            };
        };
        /** @description `internal_error`: Something went wrong on our side. Report request_id. A call that was to change something may have done so. */
        readonly "500.internal_error": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 500;
                    /** @enum {string} */
                    readonly code: "internal_error";
                };
            };
        };
        /** @description `unavailable`: A part that is needed to answer is not available. Try again after Retry-After seconds. A call that was to change something may have done so: look before repeating it. */
        readonly "503.unavailable": {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly "Cache-Control": components["headers"]["Cache-Control"];
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                readonly "Retry-After": components["headers"]["Retry-After"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"] & {
                    /** @constant */
                    readonly status: 503;
                    /** @enum {string} */
                    readonly code: "unavailable";
                };
            };
        };
    };
    parameters: {
        /**
         * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
         * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
         */
        readonly "Idempotency-Key": string;
        /**
         * @description The ETag of the version that is already known: 304 when it is still that one.
         * @example "3"
         */
        readonly "If-None-Match": string;
        /**
         * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
         * @example respond-async
         */
        readonly Prefer: string;
    };
    requestBodies: never;
    headers: {
        /** @description Names this one request, in every log and in the audit trail. */
        readonly "X-Request-Id": string;
        /** @description Secrets and decisions are kept by no cache. */
        readonly "Cache-Control": "no-store";
        /** @description The version of what is shown, strong. Send it as If-Match with an edit. */
        readonly ETag: string;
        /** @description There when this is the answer to an earlier request with the same Idempotency-Key. */
        readonly "Idempotency-Replayed": "true";
        /** @description That Prefer: respond-async was heeded (RFC 7240). */
        readonly "Preference-Applied": "respond-async";
        /** @description The session cookie of the console: no script reads it, and it goes to this host alone. Empty and over when the session ends. */
        readonly "Set-Cookie": string;
        /** @description The challenge of RFC 6750. */
        readonly "WWW-Authenticate": string;
        /** @description Seconds after which trying again makes sense. */
        readonly "Retry-After": string;
        /** @description The limits that this request counted against (draft-ietf-httpapi-ratelimit-headers-10). */
        readonly "RateLimit-Policy": string;
        /** @description What is left of them, and for how many seconds. */
        readonly RateLimit: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly readCatalogue: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description The newest version. Grants that are given now mean what it says, and never more. */
                        readonly version: number;
                        readonly presets: readonly {
                            /** @description What a grant names as `preset`. */
                            readonly name: string;
                            readonly title: string;
                            readonly description: string;
                            /** @description The kinds of resources that a grant of it names. Empty: it takes none. */
                            readonly kinds: readonly {
                                /** @enum {string} */
                                readonly kind: "account" | "cron_line" | "database" | "db_user" | "domain" | "ftp_user" | "mailbox" | "path" | "record" | "zone";
                                /** @description Whether a grant of it has to name at least one such resource. */
                                readonly required: boolean;
                                /** @description Which of the kind: a regular expression that the text behind the colon fits. null: any. */
                                readonly pattern: string | null;
                                readonly example: string;
                            }[];
                            /** @description What a grant of it allows. */
                            readonly parts: readonly {
                                readonly operation: string;
                                /** @description It is granted on those resources of the grant that are of these kinds. null: on all that the account has. */
                                readonly on: readonly ("account" | "cron_line" | "database" | "db_user" | "domain" | "ftp_user" | "mailbox" | "path" | "record" | "zone")[] | null;
                            }[];
                        }[];
                        /** @description Of accounts, by name. */
                        readonly features: readonly {
                            readonly name: string;
                            /** @description Whether grants of it, given now, come to mean functions that are added to it later. Such a feature only ever reads. */
                            readonly rolling: boolean;
                        }[];
                        /** @description Of providers, by name; a grant names them as `feature` too. */
                        readonly privileges: readonly {
                            readonly name: string;
                            /** @description Whether grants of it, given now, come to mean functions that are added to it later. Such a feature only ever reads. */
                            readonly rolling: boolean;
                            /**
                             * @description `escalates`: panels warn that it lets a token get beyond itself.
                             * @enum {string}
                             */
                            readonly risk: "normal" | "escalates";
                        }[];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listCatalogueOperations: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly feature?: string;
                readonly module?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly name: string;
                            /**
                             * @description `write`: everything but reading. `secret`: hands out a key, a credential or a log-in, so it is granted by its name alone.
                             * @enum {string}
                             */
                            readonly access: "read" | "write" | "secret";
                            /** @description The account has to have one of these, or the provider's token one of these privileges. Empty: none is asked for. */
                            readonly features: readonly string[];
                            readonly escalates: {
                                /** @description Why it lets whoever holds it get beyond the token: a sentence for whoever is about to grant it. */
                                readonly reason: string;
                                /** @description It does not where it is granted on resources of these kinds alone. */
                                readonly unlessOn: readonly ("account" | "cron_line" | "database" | "db_user" | "domain" | "ftp_user" | "mailbox" | "path" | "record" | "zone")[];
                            } | null;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readEnforcement: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly authorities: readonly {
                            /** @enum {string} */
                            readonly authority: "tokens" | "permissions";
                            /** @description Rises when history may have been lost. null: nothing is served. */
                            readonly epoch: string | null;
                            /** @description Fewer than 64: the others wait until what was lost is brought back. */
                            readonly shardsServing: number;
                            /** @description Who may answer from memory. */
                            readonly verifiers: readonly {
                                /** @description Tells verifiers apart. What they are called with among themselves is secret. */
                                readonly id: string;
                                /** @description What operators call the process. */
                                readonly name: string;
                                /** Format: date-time */
                                readonly renewedAt: string;
                                /** @description How many changes were not in force there when it was heard of last. */
                                readonly lagRevs: number;
                            }[];
                            /** @description Who may not, since they have kept too many calls waiting. */
                            readonly refused: readonly {
                                readonly name: string;
                                /** Format: date-time */
                                readonly until: string;
                            }[];
                        }[];
                        /** @description The newest of the caller’s tenant, newest first. */
                        readonly receipts: readonly {
                            readonly id: string;
                            /** @description Empty when nothing was left to take, and what took it is long over. */
                            readonly parts: readonly components["schemas"]["ChangePosition"][];
                            readonly verifiers: {
                                /** @description Who answered from memory when the change was committed, and was waited for. */
                                readonly live: number;
                                /** @description Of those, who said that the change is in force there. */
                                readonly confirmed: number;
                                /** @description Of those, who were silent until they had to stop answering from memory. */
                                readonly fenced: number;
                            };
                            readonly durationMs: number;
                            /** @description Whether verifiers are still waited for. False: what was taken is gone everywhere. */
                            readonly pending: boolean;
                            /** Format: date-time */
                            readonly takenAt: string;
                        }[];
                        /** @description Of the power-taking calls at the caller’s tenant in the last seven days, by who made the change: how long until what they took was gone everywhere. */
                        readonly revokeToDead: {
                            readonly tokens: {
                                readonly count: number;
                                /** @description null: there was none. */
                                readonly p50Ms: number | null;
                                readonly p99Ms: number | null;
                                readonly maxMs: number | null;
                                /** @description How many took at most so long, and longer than the bound before. */
                                readonly buckets: readonly {
                                    /** @description null: however long. */
                                    readonly upToMs: number | null;
                                    readonly count: number;
                                }[];
                            };
                            readonly permissions: {
                                readonly count: number;
                                /** @description null: there was none. */
                                readonly p50Ms: number | null;
                                readonly p99Ms: number | null;
                                readonly maxMs: number | null;
                                /** @description How many took at most so long, and longer than the bound before. */
                                readonly buckets: readonly {
                                    /** @description null: however long. */
                                    readonly upToMs: number | null;
                                    readonly count: number;
                                }[];
                            };
                        };
                        /** @description Once a minute a token is made, seen to work at every verifier, revoked, and seen not to work at any. */
                        readonly proof: {
                            readonly last: {
                                /** Format: date-time */
                                readonly at: string;
                                /** @description How many had a lease when it was revoked. */
                                readonly verifiers: number;
                                /** @description How many took it before. */
                                readonly seenAlive: number;
                                /** @description How many took it no more, once the revoke had returned. */
                                readonly seenDead: number;
                                /** @description How many took it still: never more than 0. */
                                readonly acceptedAfter: number;
                                /** @description How long the revoke took. null: it could not be tried. */
                                readonly revokeMs: number | null;
                            } | null;
                            readonly lastHour: {
                                readonly proofs: number;
                                readonly failed: number;
                                readonly slowestMs: number | null;
                            };
                        };
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly rekey: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /** @example {} */
                readonly "application/json": {
                    /** @description Must be what the batch before gave as next. */
                    readonly cursor?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly rekeyed: number;
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly reportLeaks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "tokens": [
                 *         "pcla1HJE18Z"
                 *       ],
                 *       "reason": "found in a public repository"
                 *     }
                 */
                readonly "application/json": {
                    /** @description Their whole texts. */
                    readonly tokens: readonly string[];
                    /** @description Where they were found. Their owners are told. Must be text without control characters. */
                    readonly reason?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description One for each token, in their order. `already_dead`: it was revoked before, or its secret was replaced. */
                        readonly items: readonly {
                            /** @enum {string} */
                            readonly status: "revoked" | "already_dead" | "unknown";
                        }[];
                        /** @description One for each shard that tokens were revoked in. */
                        readonly receipts: readonly components["schemas"]["Receipt"][];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly openSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Made. */
            readonly 201: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Set-Cookie": components["headers"]["Set-Cookie"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly session: components["schemas"]["Token"];
                        readonly tenant: {
                            readonly id: string;
                            readonly slug: string;
                            readonly name: string;
                        };
                        /** @description null: it is a tenant’s own. */
                        readonly account: {
                            readonly id: string;
                            readonly username: string;
                        } | null;
                        /** @description Where this request came from. */
                        readonly ip: string;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly endAllSessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Set-Cookie": components["headers"]["Set-Cookie"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly ended: number;
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly "Set-Cookie": components["headers"]["Set-Cookie"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly ended: number;
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readCurrentSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly session: components["schemas"]["Token"];
                        readonly tenant: {
                            readonly id: string;
                            readonly slug: string;
                            readonly name: string;
                        };
                        /** @description null: it is a tenant’s own. */
                        readonly account: {
                            readonly id: string;
                            readonly username: string;
                        } | null;
                        /** @description Where this request came from. */
                        readonly ip: string;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly endCurrentSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Set-Cookie": components["headers"]["Set-Cookie"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly ended: number;
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly "Set-Cookie": components["headers"]["Set-Cookie"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly ended: number;
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listShards: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            /** @enum {string} */
                            readonly authority: "tokens" | "permissions";
                            readonly shard: number;
                            /** @enum {string} */
                            readonly state: "serving" | "recovering" | "moving";
                            readonly epoch: number;
                            readonly rev: number;
                            readonly since: {
                                readonly epoch: number;
                                readonly rev: number;
                            } | null;
                        }[];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly acceptLoss: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "authority": "tokens",
                 *       "shards": [
                 *         17
                 *       ]
                 *     }
                 */
                readonly "application/json": {
                    /** @enum {string} */
                    readonly authority: "tokens" | "permissions";
                    /** @description Left out: all that wait. */
                    readonly shards?: readonly number[];
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Those that waited, and serve now. */
                        readonly accepted: readonly number[];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listTenants: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Tenant"][];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly createTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
                 * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
                 */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "slug": "acme",
                 *       "name": "Acme Hosting"
                 *     }
                 */
                readonly "application/json": {
                    /** @description Must be 1-63 lower-case letters, digits or hyphens, not at an end. */
                    readonly slug: string;
                    /** @description Must be text without control characters. */
                    readonly name: string;
                    readonly parent?: string;
                };
            };
        };
        readonly responses: {
            /** @description Made. */
            readonly 201: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly tenant: components["schemas"]["Tenant"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.idempotency_in_progress.name_taken"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.idempotency_key_reused.parent_unknown"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description The ETag of the version that is already known: 304 when it is still that one.
                 * @example "3"
                 */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly tenant: components["schemas"]["Tenant"];
                    };
                };
            };
            /** @description It is still the version that If-None-Match names. */
            readonly 304: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly editTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description The ETag of the version that is to be changed, a list of them, or *.
                 * @example "3"
                 */
                readonly "If-Match": string;
            };
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Acme Hosting Ltd"
                 *     }
                 */
                readonly "application/json": {
                    /** @description Must be text without control characters. */
                    readonly name?: string;
                    /** @enum {string} */
                    readonly status?: "active" | "suspended";
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly tenant: components["schemas"]["Tenant"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly tenant: components["schemas"]["Tenant"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 412: components["responses"]["412.precondition_failed"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 428: components["responses"]["428.precondition_required"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listAccounts: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly status?: "active" | "suspended";
                readonly username?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Account"][];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly createAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
                 * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
                 */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "username": "alice",
                 *       "domains": [
                 *         "example.com"
                 *       ],
                 *       "featureList": "plan"
                 *     }
                 */
                readonly "application/json": {
                    /** @description Must be 1-32 lower-case letters, digits, - or _, beginning with a letter, and not with acc_. */
                    readonly username: string;
                    /** @default [] */
                    readonly domains?: readonly string[];
                    /** @description Must be 1-50 letters, digits, - or _. */
                    readonly featureList: string;
                };
            };
        };
        readonly responses: {
            /** @description Made. */
            readonly 201: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly account: components["schemas"]["Account"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.idempotency_in_progress.name_taken"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.feature_list_unknown.idempotency_key_reused"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description The ETag of the version that is already known: 304 when it is still that one.
                 * @example "3"
                 */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly account: components["schemas"]["Account"];
                        /** @description What the account has today: those of its feature list. */
                        readonly features: readonly string[];
                        /** @description What holds for its tokens: of the policies of its tenant and of all tenants above the strictest of each part. */
                        readonly policy: components["schemas"]["EffectivePolicy"];
                    };
                };
            };
            /** @description It is still the version that If-None-Match names. */
            readonly 304: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly deleteAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description The ETag of the version that is to be changed, a list of them, or *.
                 * @example "3"
                 */
                readonly "If-Match"?: string;
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly account: components["schemas"]["Account"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly account: components["schemas"]["Account"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 412: components["responses"]["412.precondition_failed"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly editAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description The ETag of the version that is to be changed, a list of them, or *.
                 * @example "3"
                 */
                readonly "If-Match": string;
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "domains": [
                 *         "example.com",
                 *         "example.org"
                 *       ]
                 *     }
                 */
                readonly "application/json": {
                    /** @enum {string} */
                    readonly status?: "active" | "suspended";
                    readonly domains?: readonly string[];
                    /** @description Must be 1-50 letters, digits, - or _. */
                    readonly featureList?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly account: components["schemas"]["Account"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly account: components["schemas"]["Account"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 412: components["responses"]["412.precondition_failed"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.feature_list_unknown"];
            readonly 428: components["responses"]["428.precondition_required"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listAccountAudit: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly type?: string;
                readonly subject?: string;
                readonly search?: string;
                readonly since?: string;
                readonly until?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AuditEntry"][];
                        /** @description With filters, a page may be shorter than `limit`, even empty, before the last: go on while there is `next`. */
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readAccountDenial: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly denial: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly denial: components["schemas"]["Denial"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly allowAccountDenial: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly denial: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "for": "hour"
                 *     }
                 */
                readonly "application/json": {
                    /**
                     * @description `once`: for the next call that needs it. `hour`: for an hour from now. `good`: as long as the token lives.
                     * @enum {string}
                     */
                    readonly for: "once" | "hour" | "good";
                    /**
                     * @description Needed where the grant lets its holder get beyond the token.
                     * @default false
                     */
                    readonly confirmEscalating?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly denial: components["schemas"]["Denial"];
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly denial: components["schemas"]["Denial"];
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.not_grantable.token_ended.token_revoked"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.confirmation_required.escalating_too_long"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readAccountReceipt: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly receipt: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly receipt: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly createAccountSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
                 * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
                 */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Made. */
            readonly 201: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly url: string;
                        /** Format: date-time */
                        readonly expiresAt: string;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.idempotency_in_progress.owner_suspended.secret_already_shown"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.idempotency_key_reused"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listAccountTokens: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly state?: "active" | "expiring" | "expired" | "not_yet_valid" | "exhausted" | "revoked";
                readonly form?: "token" | "session" | "link";
                readonly access?: "full" | "restricted";
                readonly label?: string;
                readonly createdBefore?: string;
                readonly name?: string;
                readonly sort?: "createdAt" | "-createdAt" | "name" | "-name";
                readonly operation?: string;
                readonly resource?: string;
                readonly zone?: string;
                readonly ip?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Token"][];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly createAccountToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
                 * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
                 */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "acme-sh",
                 *       "description": "certificates of the mail server",
                 *       "labels": {
                 *         "team": "dns"
                 *       },
                 *       "access": "restricted",
                 *       "grants": [
                 *         {
                 *           "operation": "DNS::parse_zone",
                 *           "access": "read"
                 *         }
                 *       ],
                 *       "readOnly": false,
                 *       "notBefore": "2027-01-31T12:00:00Z",
                 *       "expiresAt": "2099-01-31T12:00:00Z",
                 *       "ipAllowlist": [
                 *         "192.0.2.0/24",
                 *         "2001:db8::7"
                 *       ],
                 *       "rateLimit": {
                 *         "requests": 100,
                 *         "seconds": 60
                 *       },
                 *       "useQuota": 10000,
                 *       "timeWindows": [
                 *         {
                 *           "days": [
                 *             "mon",
                 *             "tue",
                 *             "wed",
                 *             "thu",
                 *             "fri"
                 *           ],
                 *           "from": "08:00",
                 *           "to": "18:00",
                 *           "zone": "Europe/Berlin"
                 *         }
                 *       ],
                 *       "confirmEscalating": false
                 *     }
                 */
                readonly "application/json": {
                    /** @description Unique among the tokens of its owner that are not revoked. Must be 1-50 letters, digits, - or _. */
                    readonly name: string;
                    /**
                     * @description For people. Must be text without control characters.
                     * @default
                     */
                    readonly description?: string;
                    /**
                     * @description For finding it again. They give and take nothing.
                     * @default {}
                     */
                    readonly labels?: {
                        readonly [key: string]: string;
                    };
                    /**
                     * @description `full`: all that its owner may do. `restricted`: what `grants` say.
                     * @enum {string}
                     */
                    readonly access: "full" | "restricted";
                    /**
                     * @description What a restricted token may do. Empty for full access.
                     * @default []
                     */
                    readonly grants?: readonly components["schemas"]["GrantInput"][];
                    /**
                     * @description Only what changes nothing, whatever the grants say.
                     * @default false
                     */
                    readonly readOnly?: boolean;
                    /**
                     * @description It cannot be used before. null: at once.
                     * @default null
                     */
                    readonly notBefore?: string | null;
                    /**
                     * @description It cannot be used from then on. null: until it is revoked.
                     * @default null
                     */
                    readonly expiresAt?: string | null;
                    /**
                     * @description The addresses and ranges that it may be used from. Empty: any.
                     * @default []
                     */
                    readonly ipAllowlist?: readonly string[];
                    /**
                     * @description How many requests are accepted in each window. null: only the limits of its tenant count.
                     * @default null
                     */
                    readonly rateLimit?: {
                        readonly requests: number;
                        readonly seconds: number;
                    } | null;
                    /**
                     * @description How many requests are accepted altogether. null: any number.
                     * @default null
                     */
                    readonly useQuota?: number | null;
                    /**
                     * @description When it may be used, week by week. Empty: at any time.
                     * @default []
                     */
                    readonly timeWindows?: readonly components["schemas"]["TimeWindowInput"][];
                    /**
                     * @description That the token may hold operations by which it gets beyond its grants, such as one that hands out a log-in. They must end within 30 days.
                     * @default false
                     */
                    readonly confirmEscalating?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Made. */
            readonly 201: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly secret: string;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.idempotency_in_progress.name_taken.owner_suspended.secret_already_shown"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.confirmation_required.escalating_too_long.expiry_in_past.idempotency_key_reused.never_valid.operation_unknown.policy_forbids.preset_misfit"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readAccountToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description The ETag of the version that is already known: 304 when it is still that one.
                 * @example "3"
                 */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly credentials: readonly components["schemas"]["Credential"][];
                    };
                };
            };
            /** @description It is still the version that If-None-Match names. */
            readonly 304: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly revokeAccountToken: {
        readonly parameters: {
            readonly query?: {
                readonly reason?: string;
            };
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description The ETag of the version that is to be changed, a list of them, or *.
                 * @example "3"
                 */
                readonly "If-Match"?: string;
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 412: components["responses"]["412.precondition_failed"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly editAccountToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description The ETag of the version that is to be changed, a list of them, or *.
                 * @example "3"
                 */
                readonly "If-Match": string;
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "description": "certificates of the mail servers",
                 *       "labels": {
                 *         "team": "dns",
                 *         "stage": "live"
                 *       },
                 *       "readOnly": false,
                 *       "notBefore": null,
                 *       "expiresAt": "2099-06-30T12:00:00Z",
                 *       "ipAllowlist": [],
                 *       "rateLimit": {
                 *         "requests": 200,
                 *         "seconds": 60
                 *       },
                 *       "useQuota": 20000,
                 *       "timeWindows": []
                 *     }
                 */
                readonly "application/json": {
                    /**
                     * @description `full`: all that its owner may do. `restricted`: what `grants` say.
                     * @enum {string}
                     */
                    readonly access?: "full" | "restricted";
                    /** @description What a restricted token may do. Empty for full access. */
                    readonly grants?: readonly components["schemas"]["GrantInput"][];
                    /** @description Only what changes nothing, whatever the grants say. */
                    readonly readOnly?: boolean;
                    /** @description It cannot be used before. null: at once. */
                    readonly notBefore?: string | null;
                    /** @description It cannot be used from then on. null: until it is revoked. */
                    readonly expiresAt?: string | null;
                    /** @description The addresses and ranges that it may be used from. Empty: any. */
                    readonly ipAllowlist?: readonly string[];
                    /** @description How many requests are accepted in each window. null: only the limits of its tenant count. */
                    readonly rateLimit?: {
                        readonly requests: number;
                        readonly seconds: number;
                    } | null;
                    /** @description How many requests are accepted altogether. null: any number. */
                    readonly useQuota?: number | null;
                    /** @description When it may be used, week by week. Empty: at any time. */
                    readonly timeWindows?: readonly components["schemas"]["TimeWindowInput"][];
                    /** @description Unique among the tokens of its owner that are not revoked. Must be 1-50 letters, digits, - or _. */
                    readonly name?: string;
                    /** @description For people. Must be text without control characters. */
                    readonly description?: string;
                    /** @description For finding it again. They give and take nothing. */
                    readonly labels?: {
                        readonly [key: string]: string;
                    };
                    /**
                     * @description That the token may hold operations by which it gets beyond its grants, such as one that hands out a log-in. They must end within 30 days.
                     * @default false
                     */
                    readonly confirmEscalating?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.name_taken.token_revoked"];
            readonly 412: components["responses"]["412.precondition_failed"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.access_cannot_widen.confirmation_required.escalating_too_long.expiry_in_past.never_valid.operation_unknown.policy_forbids.preset_misfit"];
            readonly 428: components["responses"]["428.precondition_required"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly accountTokenCan: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly operation?: string;
                readonly ip?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Whether it is worth anything here and now. If not, it can do nothing. */
                        readonly live: boolean;
                        /** @enum {string} */
                        readonly code: "allowed" | "token_revoked" | "token_expired" | "token_exhausted" | "token_not_yet_valid" | "token_idle" | "credential_ended" | "address_not_allowed" | "outside_time_window" | "context_missing" | "tenant_suspended" | "account_suspended" | "account_removed" | "principal_cannot" | "operation_unclassified" | "not_granted" | "resource_not_granted" | "read_only_grant" | "denied_by_grant" | "read_only_token" | "feature_missing" | "policy_expiry_required" | "policy_life_over" | "policy_address_required" | "policy_address_not_allowed" | "policy_preset_required";
                        /** @description What it can do now, in order of the names. */
                        readonly items: readonly {
                            readonly operation: string;
                            /**
                             * @description What it does: reads, changes, or hands out a secret.
                             * @enum {string}
                             */
                            readonly access: "read" | "write" | "secret";
                            /** @description Whoever holds it, as the token does, can get beyond the token. */
                            readonly escalates: boolean;
                            /** @description On what. null: on everything that its owner has. */
                            readonly resources: readonly string[] | null;
                            /** @description What is taken from that. While there is any, it is denied on everything at once. */
                            readonly except: readonly string[];
                            /** @description One call takes it from the token. */
                            readonly once: boolean;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly explainAccountToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "operation": "DNS::mass_edit_zone",
                 *       "resources": [
                 *         "record:_acme-challenge.example.com/TXT"
                 *       ],
                 *       "zone": "example.com",
                 *       "ip": "192.0.2.7",
                 *       "at": "2027-01-31T12:00:00Z"
                 *     }
                 */
                readonly "application/json": {
                    /** @description What it would be used for. Must name an operation such as DNS::parse_zone. */
                    readonly operation: string;
                    /** @description All that it would be used on. Left out: on everything that its owner has. */
                    readonly resources?: readonly string[];
                    /** @description In which zone the records of `resources` stand. Left out: nobody knows. Must be a lower-case domain name such as example.com. */
                    readonly zone?: string;
                    /** @description The address that it would be used from. Left out: nobody knows. */
                    readonly ip?: string;
                    /**
                     * Format: date-time
                     * @description Another moment than now, by what is true today.
                     */
                    readonly at?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "account" | "tenant" | "service" | "operator";
                            /**
                             * @description How it is carried: in a header, in the cookie of a console session, or once, in a link.
                             * @enum {string}
                             */
                            readonly form: "token" | "session" | "link";
                            readonly tenantId: string;
                            readonly accountId: string | null;
                            /** @description Unique among the tokens of its owner that are not revoked. */
                            readonly name: string;
                            /**
                             * @description `full`: all that its owner may do. `restricted`: what `grants` say.
                             * @enum {string}
                             */
                            readonly access: "full" | "restricted";
                            /** @description It cannot be used from then on. null: until it is revoked. */
                            readonly expiresAt: string | null;
                            /**
                             * @description Only what is `active` or `expiring` (within 7 days) can be used.
                             * @enum {string}
                             */
                            readonly state: "active" | "expiring" | "expired" | "suspended" | "not_yet_valid" | "exhausted" | "revoked";
                        };
                        /**
                         * Format: date-time
                         * @description The moment that it is judged for.
                         */
                        readonly at: string;
                        readonly decision: {
                            readonly allowed: boolean;
                            /** @enum {string} */
                            readonly code: "allowed" | "token_revoked" | "token_expired" | "token_exhausted" | "token_not_yet_valid" | "token_idle" | "credential_ended" | "address_not_allowed" | "outside_time_window" | "context_missing" | "tenant_suspended" | "account_suspended" | "account_removed" | "principal_cannot" | "operation_unclassified" | "not_granted" | "resource_not_granted" | "read_only_grant" | "denied_by_grant" | "read_only_token" | "feature_missing" | "policy_expiry_required" | "policy_life_over" | "policy_address_required" | "policy_address_not_allowed" | "policy_preset_required";
                            readonly detail: string | null;
                        };
                        /** @description Every part of the decision, judged whatever the others say. It is allowed when all consent. */
                        readonly parts: readonly {
                            /**
                             * @description `policy`: what the provider and those above ask of the token itself. `policy_address`: from where they let tokens be used.
                             * @enum {string}
                             */
                            readonly part: "state" | "credential" | "owner" | "address" | "policy_address" | "policy" | "time" | "kind" | "denials" | "grants" | "read_only" | "feature";
                            /**
                             * @description `unknown`: it hangs on what was not told, and does not consent until it is.
                             * @enum {string}
                             */
                            readonly verdict: "consents" | "objects" | "unknown";
                            readonly code: ("allowed" | "token_revoked" | "token_expired" | "token_exhausted" | "token_not_yet_valid" | "token_idle" | "credential_ended" | "address_not_allowed" | "outside_time_window" | "context_missing" | "tenant_suspended" | "account_suspended" | "account_removed" | "principal_cannot" | "operation_unclassified" | "not_granted" | "resource_not_granted" | "read_only_grant" | "denied_by_grant" | "read_only_token" | "feature_missing" | "policy_expiry_required" | "policy_life_over" | "policy_address_required" | "policy_address_not_allowed" | "policy_preset_required") | null;
                            readonly detail: string | null;
                        }[];
                        /** @description The token holds all that its owner holds: no grant is asked, but for those that deny. */
                        readonly holdsEverything: boolean;
                        /** @description What each of its grants has to do with the question, in their order. */
                        readonly grants: readonly {
                            /** @description The place of a grant among those of the token, from 0. */
                            readonly at: number;
                            readonly grant: components["schemas"]["Grant"];
                            /** @enum {string} */
                            readonly says: "allows" | "denies" | "nothing";
                            /** @description Why it says nothing: it is about something else, for reading only, its time is over, or the provider lets accounts hold other presets only. */
                            readonly because: ("other_operation" | "for_reading" | "ended" | "not_a_preset_of_the_policy") | null;
                            readonly words: string;
                        }[];
                        /** @description What was asked about, one by one. Every one must be allowed by a grant and denied by none. */
                        readonly resources: readonly {
                            readonly resource: string;
                            readonly allowedBy: readonly number[];
                            readonly deniedBy: readonly number[];
                            /** @description A denial may be of it, and nobody can tell. */
                            readonly unclear: boolean;
                        }[];
                        /** @description The one grant that would make it allowed. null: it is allowed, or no grant would. */
                        readonly missingGrant: components["schemas"]["Grant"] | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly regenerateAccountToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
                 * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
                 */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "overlapSeconds": 3600
                 *     }
                 */
                readonly "application/json": {
                    /** @default 0 */
                    readonly overlapSeconds?: number;
                };
            };
        };
        readonly responses: {
            /** @description Made. */
            readonly 201: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly credentials: readonly components["schemas"]["Credential"][];
                        readonly secret: string;
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly credentials: readonly components["schemas"]["Credential"][];
                        readonly secret: string;
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.idempotency_in_progress.owner_suspended.secret_already_shown.token_revoked"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.idempotency_key_reused"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly finishAccountRegeneration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly credentials: readonly components["schemas"]["Credential"][];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly credentials: readonly components["schemas"]["Credential"][];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly revokeAccountTokens: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
                 * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
                 */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "where": {
                 *         "label": "team:dns",
                 *         "createdBefore": "2027-01-31T12:00:00Z"
                 *       },
                 *       "dryRun": false,
                 *       "reason": "the team is no more"
                 *     }
                 */
                readonly "application/json": {
                    readonly where: {
                        /**
                         * @description Every one that was made before now, however many they are, in the time that one takes. Stands alone.
                         * @constant
                         */
                        readonly all?: true;
                        /** @description With this label. Must be a label such as team:dns, without control characters. */
                        readonly label?: string;
                        /** @description With full access, or a grant that allows something of this feature: the feature itself, an operation of it, or a preset that has one. Must be 1-64 lower-case letters, digits, - or _. */
                        readonly feature?: string;
                        /** @description With full access, or a grant that allows this by its name, by its module, by a feature of it, or by a preset. Must name an operation such as DNS::parse_zone. */
                        readonly operation?: string;
                        /**
                         * Format: date-time
                         * @description Made before this.
                         */
                        readonly createdBefore?: string;
                    };
                    /**
                     * @description Tell how many there are and the oldest of them, and change nothing.
                     * @default false
                     */
                    readonly dryRun?: boolean;
                    /** @description Why: kept with each token, and in the trail. Must be text without control characters. */
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly dryRun: boolean;
                        /** @description null: every one there was. Counting them would take longer than revoking them; a dry run counts. */
                        readonly count: number | null;
                        /** @description The oldest of them. */
                        readonly first: readonly {
                            readonly id: string;
                            readonly name: string;
                            readonly accountId: string | null;
                        }[];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly dryRun: boolean;
                        /** @description null: every one there was. Counting them would take longer than revoking them; a dry run counts. */
                        readonly count: number | null;
                        /** @description The oldest of them. */
                        readonly first: readonly {
                            readonly id: string;
                            readonly name: string;
                            readonly accountId: string | null;
                        }[];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.idempotency_in_progress"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.idempotency_key_reused.operation_unknown"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly putUpstream: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
                readonly account: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "scheme": "cpanel",
                 *       "user": "alice",
                 *       "token": "PANELTOKEN"
                 *     }
                 */
                readonly "application/json": {
                    /** @enum {string} */
                    readonly scheme: "cpanel" | "powerdns";
                    /** @description Of a PowerDNS, whose key has no user, only a name to show: api where left out. */
                    readonly user?: string;
                    /** @description Must be 1-512 printable ASCII characters without blanks. */
                    readonly token: string;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly account: components["schemas"]["Account"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly account: components["schemas"]["Account"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listRecords: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly account: string;
                readonly zone: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Each name and type once, in their order, without what the records hold; of more than these the first. As resources of grants name them: record:{name}/{type}. */
                        readonly items: readonly {
                            readonly name: string;
                            readonly type: string;
                        }[];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.no_panel"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listAudit: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly type?: string;
                readonly subject?: string;
                readonly search?: string;
                readonly since?: string;
                readonly until?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["AuditEntry"][];
                        /** @description With filters, a page may be shorter than `limit`, even empty, before the last: go on while there is `next`. */
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readTenantDenial: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly denial: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly denial: components["schemas"]["Denial"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly allowTenantDenial: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
                readonly denial: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "for": "once"
                 *     }
                 */
                readonly "application/json": {
                    /**
                     * @description `once`: for the next call that needs it. `hour`: for an hour from now. `good`: as long as the token lives.
                     * @enum {string}
                     */
                    readonly for: "once" | "hour" | "good";
                    /**
                     * @description Needed where the grant lets its holder get beyond the token.
                     * @default false
                     */
                    readonly confirmEscalating?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly denial: components["schemas"]["Denial"];
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly denial: components["schemas"]["Denial"];
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.not_grantable.token_ended.token_revoked"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.confirmation_required.escalating_too_long"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listFeatureLists: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly {
                            readonly name: string;
                            readonly featureCount: number;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readFeatureList: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly featureList: components["schemas"]["FeatureList"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly putFeatureList: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
                readonly name: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "features": [
                 *         "zoneedit",
                 *         "popaccts"
                 *       ]
                 *     }
                 */
                readonly "application/json": {
                    readonly features: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly featureList: components["schemas"]["FeatureList"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly featureList: components["schemas"]["FeatureList"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly putPanel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "url": "https://panel.example.com:2083",
                 *       "whmUrl": "https://panel.example.com:2087",
                 *       "hosts": []
                 *     }
                 */
                readonly "application/json": {
                    /**
                     * @default cpanel
                     * @enum {string}
                     */
                    readonly kind?: "cpanel" | "powerdns";
                    /** @description Must be an http or https address without credentials, query or fragment. */
                    readonly url: string;
                    /**
                     * @description Where WHM answers; null: at url.
                     * @default null
                     */
                    readonly whmUrl?: string | null;
                    /** @default [] */
                    readonly hosts?: readonly string[];
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly tenant: components["schemas"]["Tenant"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly tenant: components["schemas"]["Tenant"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.host_taken"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly policy: components["schemas"]["Policy"];
                        readonly effective: components["schemas"]["EffectivePolicy"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly putPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "rateLimit": {
                 *         "requests": 6000,
                 *         "seconds": 60
                 *       },
                 *       "longestLifeSeconds": 7776000,
                 *       "ipAllowlist": [
                 *         "192.0.2.0/24"
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["PolicyInput"];
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly policy: components["schemas"]["Policy"];
                        readonly effective: components["schemas"]["EffectivePolicy"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly policy: components["schemas"]["Policy"];
                        readonly effective: components["schemas"]["EffectivePolicy"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.operation_unknown"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readTenantReceipt: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly receipt: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly receipt: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly createTenantSession: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
                 * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
                 */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Made. */
            readonly 201: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly url: string;
                        /** Format: date-time */
                        readonly expiresAt: string;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.idempotency_in_progress.owner_suspended.secret_already_shown"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.idempotency_key_reused"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listTenantTokens: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly state?: "active" | "expiring" | "expired" | "not_yet_valid" | "exhausted" | "revoked";
                readonly form?: "token" | "session" | "link";
                readonly access?: "full" | "restricted";
                readonly label?: string;
                readonly createdBefore?: string;
                readonly name?: string;
                readonly sort?: "createdAt" | "-createdAt" | "name" | "-name";
                readonly operation?: string;
                readonly resource?: string;
                readonly zone?: string;
                readonly ip?: string;
                readonly kind?: "account" | "tenant" | "service" | "operator";
            };
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly items: readonly components["schemas"]["Token"][];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly createTenantToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
                 * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
                 */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "acme-sh",
                 *       "description": "certificates of the mail server",
                 *       "labels": {
                 *         "team": "dns"
                 *       },
                 *       "access": "restricted",
                 *       "grants": [
                 *         {
                 *           "operation": "DNS::parse_zone",
                 *           "access": "read"
                 *         }
                 *       ],
                 *       "readOnly": false,
                 *       "notBefore": "2027-01-31T12:00:00Z",
                 *       "expiresAt": "2099-01-31T12:00:00Z",
                 *       "ipAllowlist": [
                 *         "192.0.2.0/24",
                 *         "2001:db8::7"
                 *       ],
                 *       "rateLimit": {
                 *         "requests": 100,
                 *         "seconds": 60
                 *       },
                 *       "useQuota": 10000,
                 *       "timeWindows": [
                 *         {
                 *           "days": [
                 *             "mon",
                 *             "tue",
                 *             "wed",
                 *             "thu",
                 *             "fri"
                 *           ],
                 *           "from": "08:00",
                 *           "to": "18:00",
                 *           "zone": "Europe/Berlin"
                 *         }
                 *       ],
                 *       "confirmEscalating": false,
                 *       "kind": "service"
                 *     }
                 */
                readonly "application/json": {
                    /** @description Unique among the tokens of its owner that are not revoked. Must be 1-50 letters, digits, - or _. */
                    readonly name: string;
                    /**
                     * @description For people. Must be text without control characters.
                     * @default
                     */
                    readonly description?: string;
                    /**
                     * @description For finding it again. They give and take nothing.
                     * @default {}
                     */
                    readonly labels?: {
                        readonly [key: string]: string;
                    };
                    /**
                     * @description `full`: all that its owner may do. `restricted`: what `grants` say.
                     * @enum {string}
                     */
                    readonly access: "full" | "restricted";
                    /**
                     * @description What a restricted token may do. Empty for full access.
                     * @default []
                     */
                    readonly grants?: readonly components["schemas"]["GrantInput"][];
                    /**
                     * @description Only what changes nothing, whatever the grants say.
                     * @default false
                     */
                    readonly readOnly?: boolean;
                    /**
                     * @description It cannot be used before. null: at once.
                     * @default null
                     */
                    readonly notBefore?: string | null;
                    /**
                     * @description It cannot be used from then on. null: until it is revoked.
                     * @default null
                     */
                    readonly expiresAt?: string | null;
                    /**
                     * @description The addresses and ranges that it may be used from. Empty: any.
                     * @default []
                     */
                    readonly ipAllowlist?: readonly string[];
                    /**
                     * @description How many requests are accepted in each window. null: only the limits of its tenant count.
                     * @default null
                     */
                    readonly rateLimit?: {
                        readonly requests: number;
                        readonly seconds: number;
                    } | null;
                    /**
                     * @description How many requests are accepted altogether. null: any number.
                     * @default null
                     */
                    readonly useQuota?: number | null;
                    /**
                     * @description When it may be used, week by week. Empty: at any time.
                     * @default []
                     */
                    readonly timeWindows?: readonly components["schemas"]["TimeWindowInput"][];
                    /**
                     * @description That the token may hold operations by which it gets beyond its grants, such as one that hands out a log-in. They must end within 30 days.
                     * @default false
                     */
                    readonly confirmEscalating?: boolean;
                    /** @enum {string} */
                    readonly kind: "tenant" | "service" | "operator";
                };
            };
        };
        readonly responses: {
            /** @description Made. */
            readonly 201: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly secret: string;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.idempotency_in_progress.name_taken.owner_suspended.secret_already_shown"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.confirmation_required.escalating_too_long.expiry_in_past.idempotency_key_reused.never_valid.operation_unknown.policy_forbids.preset_misfit"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly readTenantToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description The ETag of the version that is already known: 304 when it is still that one.
                 * @example "3"
                 */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly tenant: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly credentials: readonly components["schemas"]["Credential"][];
                    };
                };
            };
            /** @description It is still the version that If-None-Match names. */
            readonly 304: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly ETag: components["headers"]["ETag"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly revokeTenantToken: {
        readonly parameters: {
            readonly query?: {
                readonly reason?: string;
            };
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description The ETag of the version that is to be changed, a list of them, or *.
                 * @example "3"
                 */
                readonly "If-Match"?: string;
            };
            readonly path: {
                readonly tenant: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 412: components["responses"]["412.precondition_failed"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly editTenantToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
                /**
                 * @description The ETag of the version that is to be changed, a list of them, or *.
                 * @example "3"
                 */
                readonly "If-Match": string;
            };
            readonly path: {
                readonly tenant: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "description": "certificates of the mail servers",
                 *       "labels": {
                 *         "team": "dns",
                 *         "stage": "live"
                 *       },
                 *       "readOnly": false,
                 *       "notBefore": null,
                 *       "expiresAt": "2099-06-30T12:00:00Z",
                 *       "ipAllowlist": [],
                 *       "rateLimit": {
                 *         "requests": 200,
                 *         "seconds": 60
                 *       },
                 *       "useQuota": 20000,
                 *       "timeWindows": []
                 *     }
                 */
                readonly "application/json": {
                    /**
                     * @description `full`: all that its owner may do. `restricted`: what `grants` say.
                     * @enum {string}
                     */
                    readonly access?: "full" | "restricted";
                    /** @description What a restricted token may do. Empty for full access. */
                    readonly grants?: readonly components["schemas"]["GrantInput"][];
                    /** @description Only what changes nothing, whatever the grants say. */
                    readonly readOnly?: boolean;
                    /** @description It cannot be used before. null: at once. */
                    readonly notBefore?: string | null;
                    /** @description It cannot be used from then on. null: until it is revoked. */
                    readonly expiresAt?: string | null;
                    /** @description The addresses and ranges that it may be used from. Empty: any. */
                    readonly ipAllowlist?: readonly string[];
                    /** @description How many requests are accepted in each window. null: only the limits of its tenant count. */
                    readonly rateLimit?: {
                        readonly requests: number;
                        readonly seconds: number;
                    } | null;
                    /** @description How many requests are accepted altogether. null: any number. */
                    readonly useQuota?: number | null;
                    /** @description When it may be used, week by week. Empty: at any time. */
                    readonly timeWindows?: readonly components["schemas"]["TimeWindowInput"][];
                    /** @description Unique among the tokens of its owner that are not revoked. Must be 1-50 letters, digits, - or _. */
                    readonly name?: string;
                    /** @description For people. Must be text without control characters. */
                    readonly description?: string;
                    /** @description For finding it again. They give and take nothing. */
                    readonly labels?: {
                        readonly [key: string]: string;
                    };
                    /**
                     * @description That the token may hold operations by which it gets beyond its grants, such as one that hands out a log-in. They must end within 30 days.
                     * @default false
                     */
                    readonly confirmEscalating?: boolean;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.name_taken.token_revoked"];
            readonly 412: components["responses"]["412.precondition_failed"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.access_cannot_widen.confirmation_required.escalating_too_long.expiry_in_past.never_valid.operation_unknown.policy_forbids.preset_misfit"];
            readonly 428: components["responses"]["428.precondition_required"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly tenantTokenCan: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
                readonly operation?: string;
                readonly ip?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description Whether it is worth anything here and now. If not, it can do nothing. */
                        readonly live: boolean;
                        /** @enum {string} */
                        readonly code: "allowed" | "token_revoked" | "token_expired" | "token_exhausted" | "token_not_yet_valid" | "token_idle" | "credential_ended" | "address_not_allowed" | "outside_time_window" | "context_missing" | "tenant_suspended" | "account_suspended" | "account_removed" | "principal_cannot" | "operation_unclassified" | "not_granted" | "resource_not_granted" | "read_only_grant" | "denied_by_grant" | "read_only_token" | "feature_missing" | "policy_expiry_required" | "policy_life_over" | "policy_address_required" | "policy_address_not_allowed" | "policy_preset_required";
                        /** @description What it can do now, in order of the names. */
                        readonly items: readonly {
                            readonly operation: string;
                            /**
                             * @description What it does: reads, changes, or hands out a secret.
                             * @enum {string}
                             */
                            readonly access: "read" | "write" | "secret";
                            /** @description Whoever holds it, as the token does, can get beyond the token. */
                            readonly escalates: boolean;
                            /** @description On what. null: on everything that its owner has. */
                            readonly resources: readonly string[] | null;
                            /** @description What is taken from that. While there is any, it is denied on everything at once. */
                            readonly except: readonly string[];
                            /** @description One call takes it from the token. */
                            readonly once: boolean;
                        }[];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly explainTenantToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly tenant: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "operation": "DNS::mass_edit_zone",
                 *       "resources": [
                 *         "record:_acme-challenge.example.com/TXT"
                 *       ],
                 *       "zone": "example.com",
                 *       "ip": "192.0.2.7",
                 *       "at": "2027-01-31T12:00:00Z"
                 *     }
                 */
                readonly "application/json": {
                    /** @description What it would be used for. Must name an operation such as DNS::parse_zone. */
                    readonly operation: string;
                    /** @description All that it would be used on. Left out: on everything that its owner has. */
                    readonly resources?: readonly string[];
                    /** @description In which zone the records of `resources` stand. Left out: nobody knows. Must be a lower-case domain name such as example.com. */
                    readonly zone?: string;
                    /** @description The address that it would be used from. Left out: nobody knows. */
                    readonly ip?: string;
                    /**
                     * Format: date-time
                     * @description Another moment than now, by what is true today.
                     */
                    readonly at?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "account" | "tenant" | "service" | "operator";
                            /**
                             * @description How it is carried: in a header, in the cookie of a console session, or once, in a link.
                             * @enum {string}
                             */
                            readonly form: "token" | "session" | "link";
                            readonly tenantId: string;
                            readonly accountId: string | null;
                            /** @description Unique among the tokens of its owner that are not revoked. */
                            readonly name: string;
                            /**
                             * @description `full`: all that its owner may do. `restricted`: what `grants` say.
                             * @enum {string}
                             */
                            readonly access: "full" | "restricted";
                            /** @description It cannot be used from then on. null: until it is revoked. */
                            readonly expiresAt: string | null;
                            /**
                             * @description Only what is `active` or `expiring` (within 7 days) can be used.
                             * @enum {string}
                             */
                            readonly state: "active" | "expiring" | "expired" | "suspended" | "not_yet_valid" | "exhausted" | "revoked";
                        };
                        /**
                         * Format: date-time
                         * @description The moment that it is judged for.
                         */
                        readonly at: string;
                        readonly decision: {
                            readonly allowed: boolean;
                            /** @enum {string} */
                            readonly code: "allowed" | "token_revoked" | "token_expired" | "token_exhausted" | "token_not_yet_valid" | "token_idle" | "credential_ended" | "address_not_allowed" | "outside_time_window" | "context_missing" | "tenant_suspended" | "account_suspended" | "account_removed" | "principal_cannot" | "operation_unclassified" | "not_granted" | "resource_not_granted" | "read_only_grant" | "denied_by_grant" | "read_only_token" | "feature_missing" | "policy_expiry_required" | "policy_life_over" | "policy_address_required" | "policy_address_not_allowed" | "policy_preset_required";
                            readonly detail: string | null;
                        };
                        /** @description Every part of the decision, judged whatever the others say. It is allowed when all consent. */
                        readonly parts: readonly {
                            /**
                             * @description `policy`: what the provider and those above ask of the token itself. `policy_address`: from where they let tokens be used.
                             * @enum {string}
                             */
                            readonly part: "state" | "credential" | "owner" | "address" | "policy_address" | "policy" | "time" | "kind" | "denials" | "grants" | "read_only" | "feature";
                            /**
                             * @description `unknown`: it hangs on what was not told, and does not consent until it is.
                             * @enum {string}
                             */
                            readonly verdict: "consents" | "objects" | "unknown";
                            readonly code: ("allowed" | "token_revoked" | "token_expired" | "token_exhausted" | "token_not_yet_valid" | "token_idle" | "credential_ended" | "address_not_allowed" | "outside_time_window" | "context_missing" | "tenant_suspended" | "account_suspended" | "account_removed" | "principal_cannot" | "operation_unclassified" | "not_granted" | "resource_not_granted" | "read_only_grant" | "denied_by_grant" | "read_only_token" | "feature_missing" | "policy_expiry_required" | "policy_life_over" | "policy_address_required" | "policy_address_not_allowed" | "policy_preset_required") | null;
                            readonly detail: string | null;
                        }[];
                        /** @description The token holds all that its owner holds: no grant is asked, but for those that deny. */
                        readonly holdsEverything: boolean;
                        /** @description What each of its grants has to do with the question, in their order. */
                        readonly grants: readonly {
                            /** @description The place of a grant among those of the token, from 0. */
                            readonly at: number;
                            readonly grant: components["schemas"]["Grant"];
                            /** @enum {string} */
                            readonly says: "allows" | "denies" | "nothing";
                            /** @description Why it says nothing: it is about something else, for reading only, its time is over, or the provider lets accounts hold other presets only. */
                            readonly because: ("other_operation" | "for_reading" | "ended" | "not_a_preset_of_the_policy") | null;
                            readonly words: string;
                        }[];
                        /** @description What was asked about, one by one. Every one must be allowed by a grant and denied by none. */
                        readonly resources: readonly {
                            readonly resource: string;
                            readonly allowedBy: readonly number[];
                            readonly deniedBy: readonly number[];
                            /** @description A denial may be of it, and nobody can tell. */
                            readonly unclear: boolean;
                        }[];
                        /** @description The one grant that would make it allowed. null: it is allowed, or no grant would. */
                        readonly missingGrant: components["schemas"]["Grant"] | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly regenerateTenantToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
                 * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
                 */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "overlapSeconds": 3600
                 *     }
                 */
                readonly "application/json": {
                    /** @default 0 */
                    readonly overlapSeconds?: number;
                };
            };
        };
        readonly responses: {
            /** @description Made. */
            readonly 201: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly credentials: readonly components["schemas"]["Credential"][];
                        readonly secret: string;
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly credentials: readonly components["schemas"]["Credential"][];
                        readonly secret: string;
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.exceeds_caller.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.idempotency_in_progress.owner_suspended.secret_already_shown.token_revoked"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.idempotency_key_reused"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly finishTenantRegeneration: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
                readonly token: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly credentials: readonly components["schemas"]["Credential"][];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly token: components["schemas"]["Token"];
                        readonly credentials: readonly components["schemas"]["Credential"][];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly revokeTenantTokens: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description Makes a retry safe: the same key and the same request get the same answer for 24 hours (the secret for 10 minutes), and nothing is made twice.
                 * @example 7c1f9d0c-5e0e-4f0b-9a53-2f9a0c4b1e57
                 */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "where": {
                 *         "label": "team:dns",
                 *         "kind": "account"
                 *       },
                 *       "dryRun": false,
                 *       "reason": "the team is no more"
                 *     }
                 */
                readonly "application/json": {
                    readonly where: {
                        /**
                         * @description Every one that was made before now, however many they are, in the time that one takes. Stands alone.
                         * @constant
                         */
                        readonly all?: true;
                        /** @description Of this account. Alone: every one of it that was made before now, as all. */
                        readonly account?: string;
                        /** @description With this label. Must be a label such as team:dns, without control characters. */
                        readonly label?: string;
                        /** @description With full access, or a grant that allows something of this feature: the feature itself, an operation of it, or a preset that has one. Must be 1-64 lower-case letters, digits, - or _. */
                        readonly feature?: string;
                        /** @description With full access, or a grant that allows this by its name, by its module, by a feature of it, or by a preset. Must name an operation such as DNS::parse_zone. */
                        readonly operation?: string;
                        /**
                         * Format: date-time
                         * @description Made before this.
                         */
                        readonly createdBefore?: string;
                        /**
                         * @description Of this kind.
                         * @enum {string}
                         */
                        readonly kind?: "account" | "tenant" | "service" | "operator";
                    };
                    /**
                     * @description Tell how many there are and the oldest of them, and change nothing.
                     * @default false
                     */
                    readonly dryRun?: boolean;
                    /** @description Why: kept with each token, and in the trail. Must be text without control characters. */
                    readonly reason: string;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly dryRun: boolean;
                        /** @description null: every one there was. Counting them would take longer than revoking them; a dry run counts. */
                        readonly count: number | null;
                        /** @description The oldest of them. */
                        readonly first: readonly {
                            readonly id: string;
                            readonly name: string;
                            readonly accountId: string | null;
                        }[];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly dryRun: boolean;
                        /** @description null: every one there was. Counting them would take longer than revoking them; a dry run counts. */
                        readonly count: number | null;
                        /** @description The oldest of them. */
                        readonly first: readonly {
                            readonly id: string;
                            readonly name: string;
                            readonly accountId: string | null;
                        }[];
                        readonly enforcement: components["schemas"]["Receipt"] | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.idempotency_in_progress"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.idempotency_key_reused.operation_unknown"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly putTenantUpstream: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /**
                 * @description respond-async: the answer comes as soon as the change is kept, with 202, and not only once what it took is gone everywhere. Its receipt says so later.
                 * @example respond-async
                 */
                readonly Prefer?: components["parameters"]["Prefer"];
            };
            readonly path: {
                readonly tenant: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "scheme": "whm",
                 *       "user": "root",
                 *       "token": "WHMTOKEN"
                 *     }
                 */
                readonly "application/json": {
                    /** @constant */
                    readonly scheme: "whm";
                    /** @description Must be 1-64 letters, digits or . _ @ + -. */
                    readonly user: string;
                    /** @description Must be 1-512 printable ASCII characters without blanks. */
                    readonly token: string;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly tenant: components["schemas"]["Tenant"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            /** @description Done, as Prefer asked for it before verifiers were waited for: its receipt says when what it took is gone everywhere. */
            readonly 202: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly "Preference-Applied": components["headers"]["Preference-Applied"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly tenant: components["schemas"]["Tenant"];
                        readonly enforcement: components["schemas"]["Receipt"];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly verifyToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "token": "pcla1HJE18Z",
                 *       "operation": "DNS::mass_edit_zone",
                 *       "resources": [
                 *         "record:_acme-challenge.example.com/TXT"
                 *       ],
                 *       "zone": "example.com",
                 *       "ip": "192.0.2.7"
                 *     }
                 */
                readonly "application/json": {
                    readonly token: string;
                    /** @description What it is to be used for. Left out: is it live? That uses nothing of its quota or its rate. Must name an operation such as DNS::parse_zone. */
                    readonly operation?: string;
                    /** @description All that it is to be used on. Left out: on everything that its owner has. */
                    readonly resources?: readonly string[];
                    /** @description In which zone the records of `resources` stand. Left out: nobody knows, and a grant for a zone does not reach them. Must be a lower-case domain name such as example.com. */
                    readonly zone?: string;
                    /** @description The address that it is used from. A token for certain addresses is refused without. */
                    readonly ip?: string;
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly allowed: boolean;
                        /**
                         * @description `allowed`: Every part consents. `token_unknown`: It is no token, or belongs to somebody whom the caller may not ask about. `token_revoked`: It was revoked. `token_expired`: Its time is over. `token_exhausted`: It was used as often as it may be. `token_not_yet_valid`: Its time has not come. `token_idle`: It was not used for longer than the provider lets tokens rest, or, as a session of the console, for 30 minutes. `credential_ended`: The secret was replaced by another one of the same token. `rate_limited`: It has made as many requests as it may for now. `address_not_allowed`: It may not be used from this address. `outside_time_window`: It may not be used at this time of the week. `context_missing`: It asks for something that was not told, such as an address. `tenant_suspended`: The provider is suspended, or one above it. `account_suspended`: The account is suspended. `account_removed`: The account no longer exists. `principal_cannot`: A token of this kind can never hold the operation. `operation_unclassified`: No catalogue knows the operation: only full access reaches it. `not_granted`: None of its grants allows the operation. `resource_not_granted`: The operation was granted, but not on this. `read_only_grant`: The operation was granted, but for reading only. `denied_by_grant`: One of its grants denies this, whatever the others allow. `read_only_token`: It is for reading only. `feature_missing`: The account does not have the feature today. `policy_expiry_required`: The provider asks for tokens that end, and it does not. `policy_life_over`: It lives longer than the provider lets tokens live. `policy_address_required`: The provider asks for tokens that are bound to addresses, and it is not. `policy_address_not_allowed`: The provider lets no token be used from this address. `policy_preset_required`: The provider lets accounts hold certain presets only, and it holds something else.
                         * @enum {string}
                         */
                        readonly code: "allowed" | "token_unknown" | "token_revoked" | "token_expired" | "token_exhausted" | "token_not_yet_valid" | "token_idle" | "credential_ended" | "rate_limited" | "address_not_allowed" | "outside_time_window" | "context_missing" | "tenant_suspended" | "account_suspended" | "account_removed" | "principal_cannot" | "operation_unclassified" | "not_granted" | "resource_not_granted" | "read_only_grant" | "denied_by_grant" | "read_only_token" | "feature_missing" | "policy_expiry_required" | "policy_life_over" | "policy_address_required" | "policy_address_not_allowed" | "policy_preset_required";
                        readonly detail: string | null;
                        readonly token: {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "account" | "tenant" | "service" | "operator";
                            /**
                             * @description How it is carried: in a header, in the cookie of a console session, or once, in a link.
                             * @enum {string}
                             */
                            readonly form: "token" | "session" | "link";
                            readonly tenantId: string;
                            readonly accountId: string | null;
                            /** @description Unique among the tokens of its owner that are not revoked. */
                            readonly name: string;
                            /**
                             * @description `full`: all that its owner may do. `restricted`: what `grants` say.
                             * @enum {string}
                             */
                            readonly access: "full" | "restricted";
                            /** @description It cannot be used from then on. null: until it is revoked. */
                            readonly expiresAt: string | null;
                            /**
                             * @description Only what is `active` or `expiring` (within 7 days) can be used.
                             * @enum {string}
                             */
                            readonly state: "active" | "expiring" | "expired" | "suspended" | "not_yet_valid" | "exhausted" | "revoked";
                        } | null;
                        /** @description The code by which the owner of the token can open the denial, and allow what was missing. null: it is allowed, was one of many questions, or was about no operation. */
                        readonly denial: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly verifyBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "token": "pcla1HJE18Z",
                 *           "operation": "DNS::mass_edit_zone",
                 *           "resources": [
                 *             "record:_acme-challenge.example.com/TXT"
                 *           ],
                 *           "zone": "example.com",
                 *           "ip": "192.0.2.7"
                 *         },
                 *         {
                 *           "token": "pcla1HJE18Z"
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": {
                    readonly items: readonly {
                        readonly token: string;
                        /** @description What it is to be used for. Left out: is it live? That uses nothing of its quota or its rate. Must name an operation such as DNS::parse_zone. */
                        readonly operation?: string;
                        /** @description All that it is to be used on. Left out: on everything that its owner has. */
                        readonly resources?: readonly string[];
                        /** @description In which zone the records of `resources` stand. Left out: nobody knows, and a grant for a zone does not reach them. Must be a lower-case domain name such as example.com. */
                        readonly zone?: string;
                        /** @description The address that it is used from. A token for certain addresses is refused without. */
                        readonly ip?: string;
                    }[];
                };
            };
        };
        readonly responses: {
            /** @description Done. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly "Cache-Control": components["headers"]["Cache-Control"];
                    readonly RateLimit: components["headers"]["RateLimit"];
                    readonly "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @description One answer for each question, in their order. */
                        readonly items: readonly {
                            readonly allowed: boolean;
                            /**
                             * @description `allowed`: Every part consents. `token_unknown`: It is no token, or belongs to somebody whom the caller may not ask about. `token_revoked`: It was revoked. `token_expired`: Its time is over. `token_exhausted`: It was used as often as it may be. `token_not_yet_valid`: Its time has not come. `token_idle`: It was not used for longer than the provider lets tokens rest, or, as a session of the console, for 30 minutes. `credential_ended`: The secret was replaced by another one of the same token. `rate_limited`: It has made as many requests as it may for now. `address_not_allowed`: It may not be used from this address. `outside_time_window`: It may not be used at this time of the week. `context_missing`: It asks for something that was not told, such as an address. `tenant_suspended`: The provider is suspended, or one above it. `account_suspended`: The account is suspended. `account_removed`: The account no longer exists. `principal_cannot`: A token of this kind can never hold the operation. `operation_unclassified`: No catalogue knows the operation: only full access reaches it. `not_granted`: None of its grants allows the operation. `resource_not_granted`: The operation was granted, but not on this. `read_only_grant`: The operation was granted, but for reading only. `denied_by_grant`: One of its grants denies this, whatever the others allow. `read_only_token`: It is for reading only. `feature_missing`: The account does not have the feature today. `policy_expiry_required`: The provider asks for tokens that end, and it does not. `policy_life_over`: It lives longer than the provider lets tokens live. `policy_address_required`: The provider asks for tokens that are bound to addresses, and it is not. `policy_address_not_allowed`: The provider lets no token be used from this address. `policy_preset_required`: The provider lets accounts hold certain presets only, and it holds something else.
                             * @enum {string}
                             */
                            readonly code: "allowed" | "token_unknown" | "token_revoked" | "token_expired" | "token_exhausted" | "token_not_yet_valid" | "token_idle" | "credential_ended" | "rate_limited" | "address_not_allowed" | "outside_time_window" | "context_missing" | "tenant_suspended" | "account_suspended" | "account_removed" | "principal_cannot" | "operation_unclassified" | "not_granted" | "resource_not_granted" | "read_only_grant" | "denied_by_grant" | "read_only_token" | "feature_missing" | "policy_expiry_required" | "policy_life_over" | "policy_address_required" | "policy_address_not_allowed" | "policy_preset_required";
                            readonly detail: string | null;
                            readonly token: {
                                readonly id: string;
                                /** @enum {string} */
                                readonly kind: "account" | "tenant" | "service" | "operator";
                                /**
                                 * @description How it is carried: in a header, in the cookie of a console session, or once, in a link.
                                 * @enum {string}
                                 */
                                readonly form: "token" | "session" | "link";
                                readonly tenantId: string;
                                readonly accountId: string | null;
                                /** @description Unique among the tokens of its owner that are not revoked. */
                                readonly name: string;
                                /**
                                 * @description `full`: all that its owner may do. `restricted`: what `grants` say.
                                 * @enum {string}
                                 */
                                readonly access: "full" | "restricted";
                                /** @description It cannot be used from then on. null: until it is revoked. */
                                readonly expiresAt: string | null;
                                /**
                                 * @description Only what is `active` or `expiring` (within 7 days) can be used.
                                 * @enum {string}
                                 */
                                readonly state: "active" | "expiring" | "expired" | "suspended" | "not_yet_valid" | "exhausted" | "revoked";
                            } | null;
                            /** @description The code by which the owner of the token can open the denial, and allow what was missing. null: it is allowed, was one of many questions, or was about no operation. */
                            readonly denial: string | null;
                        }[];
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.cross_site.permission_denied.tls_required"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 429: components["responses"]["429.rate_limited"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
}

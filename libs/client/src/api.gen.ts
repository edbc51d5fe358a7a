/** Made by `npm run generate` from the OpenAPI document. Not to be edited. */

export interface paths {
    readonly "/v1/tenants": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
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
         * Read an account
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
         * Say where the tenant's panel is, and which host names lead to this tenant
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
                readonly scheme: "cpanel" | "whm";
                readonly user: string;
            } | null;
            readonly createdAt: string;
        };
        readonly AuditEntry: {
            readonly seq: number;
            readonly id: string;
            readonly type: string;
            readonly subject: string;
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
        readonly FeatureList: {
            readonly name: string;
            readonly features: readonly string[];
        };
        readonly Grant: {
            readonly feature?: string;
            readonly operation?: string;
            /** @enum {string} */
            readonly access?: "read" | "write";
        };
        readonly GrantInput: {
            readonly feature?: string;
            readonly operation?: string;
            /** @enum {string} */
            readonly access?: "read" | "write";
        };
        readonly Problem: {
            /** Format: uri */
            readonly type: string;
            readonly title: string;
            readonly status: number;
            readonly detail: string;
            /** @enum {string} */
            readonly code: "malformed_request" | "invalid_request" | "payload_too_large" | "unsupported_media_type" | "credentials_required" | "invalid_token" | "permission_denied" | "exceeds_caller" | "not_found" | "name_taken" | "host_taken" | "owner_suspended" | "feature_list_unknown" | "parent_unknown" | "expiry_in_past" | "operation_unknown" | "unavailable" | "internal_error";
            readonly request_id: string;
            readonly errors?: readonly {
                readonly pointer: string;
                readonly detail: string;
            }[];
        };
        readonly Receipt: {
            readonly id: string;
            readonly parts: readonly components["schemas"]["ChangePosition"][];
            readonly verifiers: {
                readonly live: number;
                readonly confirmed: number;
                readonly fenced: number;
            };
            readonly durationMs: number;
        };
        readonly Tenant: {
            readonly id: string;
            readonly slug: string;
            readonly name: string;
            readonly parentId: string | null;
            /** @enum {string} */
            readonly status: "active" | "suspended";
            readonly panelUrl: string | null;
            readonly hosts: readonly string[];
            readonly createdAt: string;
        };
        readonly Token: {
            readonly id: string;
            /** @enum {string} */
            readonly kind: "account" | "tenant" | "service" | "operator";
            readonly tenantId: string;
            readonly accountId: string | null;
            readonly name: string;
            readonly description: string;
            /** @enum {string} */
            readonly access: "full" | "restricted";
            readonly grants: readonly components["schemas"]["Grant"][];
            readonly expiresAt: string | null;
            /** @enum {string} */
            readonly state: "active" | "expired" | "revoked";
            readonly createdAt: string;
            readonly createdBy: string | null;
            readonly revokedAt: string | null;
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
         * @description `exceeds_caller`: A token cannot hand out more than it holds. Ask for less, or use a token that holds what is to be handed out.
         *
         *     `permission_denied`: The token may not do this. Use a token that holds the operation which detail names.
         */
        readonly "403.exceeds_caller.permission_denied": {
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
                    readonly code: "exceeds_caller" | "permission_denied";
                };
            };
        };
        /** @description `permission_denied`: The token may not do this. Use a token that holds the operation which detail names. */
        readonly "403.permission_denied": {
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
                    readonly code: "permission_denied";
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
        /** @description `name_taken`: The name is already in use. Choose another name. */
        readonly "409.name_taken": {
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
                    readonly code: "name_taken";
                };
            };
        };
        /**
         * @description `name_taken`: The name is already in use. Choose another name.
         *
         *     `owner_suspended`: Whoever would own the token is suspended. Lift the suspension first.
         */
        readonly "409.name_taken.owner_suspended": {
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
                    readonly code: "name_taken" | "owner_suspended";
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
         * @description `expiry_in_past`: The expiry lies in the past. Send an expiresAt in the future, or leave it out.
         *
         *     `operation_unknown`: The catalogue does not know this operation or feature. Check the spelling: names are case-sensitive, such as DNS::parse_zone.
         */
        readonly "422.expiry_in_past.operation_unknown": {
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
                    readonly code: "expiry_in_past" | "operation_unknown";
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
        /** @description `parent_unknown`: No tenant can stand there. Name a parent that exists and is not nested too deeply. */
        readonly "422.parent_unknown": {
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
                    readonly code: "parent_unknown";
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
                    readonly slug: string;
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
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.name_taken"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.parent_unknown"];
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
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly editTenant: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
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
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listAccounts: {
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
                        readonly items: readonly components["schemas"]["Account"][];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
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
                    readonly username: string;
                    /** @default [] */
                    readonly domains?: readonly string[];
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
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.name_taken"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.feature_list_unknown"];
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
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly deleteAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
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
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly editAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
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
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.feature_list_unknown"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listAccountTokens: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                readonly cursor?: string;
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
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
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
                 *       "access": "restricted",
                 *       "grants": [
                 *         {
                 *           "operation": "DNS::parse_zone",
                 *           "access": "read"
                 *         }
                 *       ],
                 *       "expiresAt": "2099-01-31T12:00:00Z"
                 *     }
                 */
                readonly "application/json": {
                    readonly name: string;
                    /** @default  */
                    readonly description?: string;
                    /** @enum {string} */
                    readonly access: "full" | "restricted";
                    /** @default [] */
                    readonly grants?: readonly components["schemas"]["GrantInput"][];
                    /** @default null */
                    readonly expiresAt?: string | null;
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
            readonly 403: components["responses"]["403.exceeds_caller.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.name_taken.owner_suspended"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.expiry_in_past.operation_unknown"];
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
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly revokeAccountToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
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
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly putUpstream: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
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
                    /** @constant */
                    readonly scheme: "cpanel";
                    readonly user: string;
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
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listAudit: {
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
                        readonly items: readonly components["schemas"]["AuditEntry"][];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
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
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly putFeatureList: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
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
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly putPanel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
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
                 *       "hosts": []
                 *     }
                 */
                readonly "application/json": {
                    readonly url: string;
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
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.host_taken"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly listTenantTokens: {
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
                        readonly items: readonly components["schemas"]["Token"][];
                        readonly next: string | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
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
                 *       "access": "restricted",
                 *       "grants": [
                 *         {
                 *           "operation": "DNS::parse_zone",
                 *           "access": "read"
                 *         }
                 *       ],
                 *       "expiresAt": "2099-01-31T12:00:00Z",
                 *       "kind": "service"
                 *     }
                 */
                readonly "application/json": {
                    readonly name: string;
                    /** @default  */
                    readonly description?: string;
                    /** @enum {string} */
                    readonly access: "full" | "restricted";
                    /** @default [] */
                    readonly grants?: readonly components["schemas"]["GrantInput"][];
                    /** @default null */
                    readonly expiresAt?: string | null;
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
            readonly 403: components["responses"]["403.exceeds_caller.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 409: components["responses"]["409.name_taken.owner_suspended"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 422: components["responses"]["422.expiry_in_past.operation_unknown"];
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
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
    readonly revokeTenantToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
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
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 404: components["responses"]["404.not_found"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
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
                 *       "operation": "DNS::parse_zone"
                 *     }
                 */
                readonly "application/json": {
                    readonly token: string;
                    readonly operation?: string;
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
                        readonly code: string;
                        readonly detail: string | null;
                        readonly token: {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "account" | "tenant" | "service" | "operator";
                            readonly tenantId: string;
                            readonly accountId: string | null;
                            readonly name: string;
                            /** @enum {string} */
                            readonly access: "full" | "restricted";
                            readonly expiresAt: string | null;
                            /** @enum {string} */
                            readonly state: "active" | "expired" | "revoked";
                        } | null;
                    };
                };
            };
            readonly 400: components["responses"]["400.invalid_request.malformed_request"];
            readonly 401: components["responses"]["401.credentials_required.invalid_token"];
            readonly 403: components["responses"]["403.permission_denied"];
            readonly 413: components["responses"]["413.payload_too_large"];
            readonly 415: components["responses"]["415.unsupported_media_type"];
            readonly 500: components["responses"]["500.internal_error"];
            readonly 503: components["responses"]["503.unavailable"];
        };
    };
}

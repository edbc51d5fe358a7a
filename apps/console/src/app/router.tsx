import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router';
import { ApiFailure } from '../api/api.js';
import { sessionQuery, type Session } from '../api/session.js';
import { accountsSearch } from '../pages/accounts/accounts-search.js';
import { tokensQuery } from '../api/tokens.js';
import { activitySearch } from '../pages/activity/activity-search.js';
import { allTokensSearch } from '../pages/all-tokens/all-tokens-search.js';
import { newTokenSearch } from '../pages/create-token/new-token-search.js';
import { panelsSearch, type PanelsSearch } from '../pages/panels/panels-search.js';
import { SignInPage } from '../pages/sign-in/sign-in-page.js';
import { tokensSearch } from '../pages/tokens/tokens-search.js';
import { CrashPage, NotFoundPage, OpeningPage } from './dead-ends.js';
import { onlyValid } from './only-valid.js';
import { loadStaffFrame, Shell } from './shell.js';

export interface RouterContext {
  readonly queries: QueryClient;
  /** Why the one-time link that the page was opened by could not be redeemed; null: it was, or there is none. */
  readonly opening: () => Promise<Error | null>;
}

/** Why somebody is asked to sign in: the session ended, the link does not work, or the server could not be reached. */
const REASONS = ['ended', 'link', 'lost'] as const;

export interface SignInSearch {
  /** Where to go on: a path of this page. */
  readonly to?: string;
  readonly why?: (typeof REASONS)[number];
}

const isReason = (value: unknown): value is (typeof REASONS)[number] => REASONS.includes(value as 'ended');
/** Never another site's address: `//` begins one. */
const isPath = (value: unknown): value is string => typeof value === 'string' && /^\/(?!\/)/.test(value);
const isLost = (failure: Error): boolean => failure instanceof ApiFailure && failure.status === null;

const root = createRootRouteWithContext<RouterContext>()({ notFoundComponent: NotFoundPage, errorComponent: CrashPage });

const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: onlyValid(({ to, why }): SignInSearch => ({ ...(isPath(to) && { to }), ...(isReason(why) && { why }) })),
  component: SignInPage,
});

/** Everything behind a sign-in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context: { queries, opening }, location }) => {
    const failure = await opening();
    if (failure !== null) redirect({ to: '/sign-in', search: { why: isLost(failure) ? 'lost' : 'link' }, replace: true, throw: true });
    const session = await queries.ensureQueryData(sessionQuery);
    if (session === null) return redirect({ to: '/sign-in', search: { to: location.href }, replace: true, throw: true }) as never;
    return { session, staffFrame: session.account === null ? await loadStaffFrame() : null };
  },
  pendingComponent: OpeningPage,
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  /** Where whoever is signed in begins. */
  beforeLoad: ({ context: { session: { session, tenant, account } } }) => {
    if (account !== null) redirect({ to: '/t/$tenant/a/$account/tokens', params: { tenant: tenant.id, account: account.id }, replace: true, throw: true });
    if (session.kind === 'operator') redirect({ to: '/tenants', replace: true, throw: true });
    redirect({ to: '/t/$tenant/accounts', params: { tenant: tenant.id }, replace: true, throw: true });
  },
});

const accountRoute = createRoute({ getParentRoute: () => signedIn, path: '/t/$tenant/a/$account' });

const tokensRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/tokens',
  validateSearch: onlyValid(tokensSearch),
  // While the page itself is still on its way.
  beforeLoad: ({ context: { queries }, params, search }) => void queries.prefetchInfiniteQuery(tokensQuery(params, search)),
  component: lazyRouteComponent(() => import('../pages/tokens/tokens-page.js'), 'TokensPage'),
});

const newTokenRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/tokens/new',
  validateSearch: onlyValid(newTokenSearch),
  component: lazyRouteComponent(() => import('../pages/create-token/create-token-page.js'), 'CreateTokenPage'),
});

const tokenRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/tokens/$token',
  component: lazyRouteComponent(() => import('../pages/token/token-page.js'), 'TokenPage'),
});

const denialRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/denials/$denial',
  component: lazyRouteComponent(() => import('../pages/denial/denial-page.js'), 'DenialPage'),
});

const activityRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/activity',
  validateSearch: onlyValid(activitySearch),
  component: lazyRouteComponent(() => import('../pages/activity/activity-page.js'), 'ActivityPage'),
});

/** Pages above a single account: for whoever has one there is no such page. */
const beforeStaff = ({ context: { session } }: { readonly context: { readonly session: Session } }): void => {
  if (session.account !== null) notFound({ throw: true });
};

const tenantRoute = createRoute({ getParentRoute: () => signedIn, path: '/t/$tenant', beforeLoad: beforeStaff });

const tenantHome = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/',
  beforeLoad: ({ params }) => redirect({ to: '/t/$tenant/accounts', params, replace: true, throw: true }),
});

const accountsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/accounts',
  validateSearch: onlyValid(accountsSearch),
  component: lazyRouteComponent(() => import('../pages/accounts/accounts-page.js'), 'AccountsPage'),
});

const allTokensRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/tokens',
  validateSearch: allTokensSearch,
  component: lazyRouteComponent(() => import('../pages/all-tokens/all-tokens-page.js'), 'AllTokensPage'),
});

const featureListsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/feature-lists',
  component: lazyRouteComponent(() => import('../pages/feature-lists/feature-lists-page.js'), 'FeatureListsPage'),
});

const featureListRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/feature-lists/$name',
  component: lazyRouteComponent(() => import('../pages/feature-lists/feature-list-page.js'), 'FeatureListPage'),
});

/** Beside the lists, not among them: any of them may be called `new`. */
const newFeatureListRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/new-feature-list',
  component: lazyRouteComponent(() => import('../pages/feature-lists/new-feature-list-page.js'), 'NewFeatureListPage'),
});

const policyRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/policy',
  component: lazyRouteComponent(() => import('../pages/policy/policy-page.js'), 'PolicyPage'),
});

const tenantsRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/tenants',
  beforeLoad: beforeStaff,
  component: lazyRouteComponent(() => import('../pages/tenants/tenants-page.js'), 'TenantsPage'),
});

/** Where panels are, operators alone decide: upstream credentials go there. */
const panelsRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/panels',
  validateSearch: onlyValid<PanelsSearch>(panelsSearch),
  beforeLoad: ({ context: { session: { session } } }) => {
    if (session.kind !== 'operator') notFound({ throw: true });
  },
  component: lazyRouteComponent(() => import('../pages/panels/panels-page.js'), 'PanelsPage'),
});

const enforcementRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/enforcement',
  beforeLoad: beforeStaff,
  component: lazyRouteComponent(() => import('../pages/enforcement/enforcement-page.js'), 'EnforcementPage'),
});

const routeTree = root.addChildren([
  signInRoute,
  signedIn.addChildren([
    home,
    accountRoute.addChildren([tokensRoute, newTokenRoute, tokenRoute, denialRoute, activityRoute]),
    tenantRoute.addChildren([tenantHome, accountsRoute, allTokensRoute, featureListsRoute, featureListRoute, newFeatureListRoute, policyRoute]),
    tenantsRoute,
    panelsRoute,
    enforcementRoute,
  ]),
]);

export function createConsoleRouter(context: RouterContext) {
  return createRouter({ routeTree, basepath: '/console', context, defaultPreload: 'intent', scrollRestoration: true, defaultErrorComponent: CrashPage, defaultNotFoundComponent: NotFoundPage });
}

export type ConsoleRouter = ReturnType<typeof createConsoleRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: ConsoleRouter;
  }
}

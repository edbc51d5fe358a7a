import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueries } from './api/queries.js';
import { redeemOnce, takeLink } from './app/link.js';
import { sessionQuery, signIn } from './api/session.js';
import { createConsoleRouter } from './app/router.js';
import { theme, variables } from './app/theme.js';
import './texts/texts.js';

// Before anything else: what stands behind # is a secret, and leaves the address and the history.
const link = takeLink(window.location, window.history);
const opening = redeemOnce(link, signIn);
// What most people come for is fetched beside the session, not after it.
if (window.location.pathname.endsWith('/tokens')) void import('./pages/tokens/tokens-page.js');
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
setNonce(nonce);

const queries = createQueries(() => void router.navigate({ to: '/sign-in', search: { to: router.state.location.href, why: 'ended' }, replace: true }));
const router = createConsoleRouter({ queries, opening });
if (link === null) void queries.prefetchQuery(sessionQuery);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <Notifications position="top-right" />
        <RouterProvider router={router} />
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);

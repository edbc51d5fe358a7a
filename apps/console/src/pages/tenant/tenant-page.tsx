import { Stack, Title } from '@mantine/core';
import { useSession } from '../../app/session.js';

/** The tenant that is signed in. */
export function TenantPage() {
  const { tenant } = useSession();
  return (
    <Stack>
      <Title order={1}>{tenant.slug}</Title>
    </Stack>
  );
}

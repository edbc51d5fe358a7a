import { Skeleton, SimpleGrid, Stack, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { accountQuery } from '../../api/account.js';
import { catalogueQuery } from '../../api/catalogue.js';
import { AnchorLink } from '../../app/links.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { useAccountRef } from '../../app/session.js';
import '../../texts/account-pages.js';
import type { Base } from './draft.js';
import { PresetChoice } from './preset-choice.js';
import { TokenForm } from './token-form.js';
import classes from './create-token.module.css';

/** First what it is for, then all else. The address says what was chosen. */
export function CreateTokenPage() {
  const { t } = useTranslation();
  const ref = useAccountRef();
  const search = useSearch({ from: '/signed-in/t/$tenant/a/$account/tokens/new' });
  const catalogue = useQuery(catalogueQuery);
  const standing = useQuery(accountQuery(ref));

  const base = ((): Base | null => {
    if (search.access !== undefined) return { kind: search.access };
    const preset = catalogue.data?.presets.find(({ name }) => name === search.preset);
    return preset === undefined ? null : { kind: 'preset', preset };
  })();
  return (
    <Stack gap="lg" maw={1120} mx="auto">
      <div>
        <AnchorLink to="/t/$tenant/a/$account/tokens" params={ref} size="sm" className={classes.back}>
          <IconArrowLeft size={16} aria-hidden />
          {t('createToken.back')}
        </AnchorLink>
        <Title order={1} mt={4}>
          {t('createToken.title')}
        </Title>
      </div>
      <ProblemAlert error={catalogue.error ?? standing.error} />
      {catalogue.data === undefined || standing.data === undefined ? (
        catalogue.error === null && standing.error === null && <Waiting />
      ) : base === null ? (
        <PresetChoice presets={catalogue.data.presets} policy={standing.data.policy} />
      ) : (
        <TokenForm key={base.kind === 'preset' ? base.preset.name : base.kind} base={base} standing={standing.data} />
      )}
    </Stack>
  );
}

function Waiting() {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} aria-hidden>
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} height={150} radius="md" />
      ))}
    </SimpleGrid>
  );
}

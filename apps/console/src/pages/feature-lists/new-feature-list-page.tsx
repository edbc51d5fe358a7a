import { Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { featureListsQuery, putFeatureList } from '../../api/feature-lists.js';
import { LeaveGuard } from '../../app/leave-guard.js';
import { AnchorLink } from '../../app/links.js';
import { ProblemAlert } from '../../app/problem-alert.js';
import { SaveBar } from '../../app/save-bar.js';
import '../../texts/staff-pages.js';
import { FeatureChoice } from './feature-choice.js';

const NAME = /^[A-Za-z0-9_-]{1,50}$/;

/** Makes a feature list. One that is there already is never put aside by it. */
export function NewFeatureListPage() {
  const { t } = useTranslation();
  const { tenant } = useParams({ from: '/signed-in/t/$tenant/new-feature-list' });
  const queries = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [fault, setFault] = useState<'misfit' | 'taken' | null>(null);
  const making = useMutation({
    /** Whether it was made; else there is one of that name. */
    mutationFn: async () => {
      const lists = await queries.fetchQuery({ ...featureListsQuery(tenant), staleTime: 0 });
      if (lists.some((list) => list.name === name)) return false;
      await putFeatureList(tenant, name, chosen);
      return true;
    },
    onSuccess: async (isMade) => {
      if (!isMade) return setFault('taken');
      await queries.invalidateQueries({ queryKey: ['featureLists', tenant] });
      await router.navigate({ to: '/t/$tenant/feature-lists', params: { tenant }, ignoreBlocker: true });
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setFault(NAME.test(name) ? null : 'misfit');
        if (NAME.test(name)) making.mutate();
      }}
    >
      <Stack gap="lg" maw={1280} mx="auto">
        <div>
          <AnchorLink to="/t/$tenant/feature-lists" params={{ tenant }} size="sm">
            <Group gap={4} component="span" display="inline-flex">
              <IconArrowLeft size={16} aria-hidden />
              {t('featureLists.back')}
            </Group>
          </AnchorLink>
          <Title order={1} mt="xs">
            {t('featureLists.new.title')}
          </Title>
        </div>
        <TextInput
          label={t('featureLists.name.label')}
          description={t('featureLists.name.hint')}
          value={name}
          onChange={({ currentTarget: { value } }) => {
            setName(value.trim());
            setFault(null);
          }}
          error={fault === null ? null : t(`featureLists.name.${fault}`)}
          maw={420}
          maxLength={50}
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Text fw={600}>{t('featureLists.choose')}</Text>
        <FeatureChoice chosen={chosen} onChosen={setChosen} also={chosen} />
        <ProblemAlert error={making.error} />
        <SaveBar summary={t('featureLists.count', { count: chosen.length })} label={t('featureLists.new.submit')} isPending={making.isPending} />
      </Stack>
      <LeaveGuard isActive={name !== '' || chosen.length > 0} title={t('featureLists.leave.title')} text={t('featureLists.leave.text')} />
    </form>
  );
}

import { Accordion, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MoreLimits, type MoreLimitsProps } from './more-limits.js';

/** What few people need, folded away. */
export function MoreSection(props: MoreLimitsProps) {
  const { t } = useTranslation();
  return (
    <Accordion variant="contained" order={2}>
      <Accordion.Item value="more">
        <Accordion.Control>
          <Text fw={600}>{t('createToken.sections.more')}</Text>
        </Accordion.Control>
        <Accordion.Panel>
          <MoreLimits {...props} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

import { type Answer, type RuleAt } from '@heli/contracts';
import { Alert, List, Stack, Text } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';
import { useNames } from './useNames';

/** The rules that together leave no plan, each with what it speaks of. */
export function Rules({
  because,
  seasonId,
}: {
  readonly because: readonly RuleAt[];
  readonly seasonId: string;
}) {
  const { t } = useTranslation('answers');
  const format = useFormat();
  const names = useNames(seasonId, {
    people: because.flatMap(({ volunteerIds }) => volunteerIds).slice(0, 100),
  });
  const about = ({ activityIds, volunteerIds, resourceIds, starts }: RuleAt): string =>
    [
      ...activityIds.slice(0, 3).map((id) => names.activity(id)),
      ...volunteerIds.slice(0, 3).map((id) => names.person(id)),
      ...resourceIds.slice(0, 3).map((id) => names.venue(id)),
      ...starts.slice(0, 2).map((start) => format.dateTime(start)),
    ].join(t('comma'));
  return (
    <List size="sm">
      {because.map((one, place) => (
        <List.Item key={place}>
          {t(`rule.${one.rule}`, one.rule)}
          <Text span size="xs" c="dimmed">
            {' '}
            {about(one)}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}

/** An answer that is no plan: impossible, not found out, or asked wrongly. */
export function NoPlan({
  answer,
  seasonId,
}: {
  readonly answer: Exclude<Answer, { kind: 'possible' }>;
  readonly seasonId: string;
}) {
  const { t } = useTranslation('answers');
  return (
    <Alert
      color={answer.kind === 'unknown' ? 'amber' : 'cinnabar'}
      icon={<IconBan size={20} />}
      title={t('impossible.title')}
      role="alert"
    >
      <Stack gap="xs">
        {answer.kind === 'impossible' && (
          <>
            <Text size="sm">{t(answer.irreducible ? 'impossible.irreducible' : 'impossible.perhaps')}</Text>
            <Rules because={answer.because} seasonId={seasonId} />
          </>
        )}
        {answer.kind === 'unknown' && <Text size="sm">{t('impossible.unknown')}</Text>}
        {answer.kind === 'refused' && (
          <>
            <Text size="sm">{t('impossible.refused')}</Text>
            <List size="sm">
              {answer.faults.map(({ pointer, message }) => (
                <List.Item key={`${pointer} ${message}`}>{message}</List.Item>
              ))}
            </List>
          </>
        )}
      </Stack>
    </Alert>
  );
}

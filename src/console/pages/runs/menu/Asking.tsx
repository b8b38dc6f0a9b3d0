import { Alert, Button, Group, List, Loader, Stack, Text } from '@mantine/core';
import { type QuestionView } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '~/ui';
import { isAnswered } from './useQuestion';

/** The state of a question that is on its way, or why it has no answer. */
export function Asking({
  question,
  errors,
  mayStop,
  stopping,
  onStop,
}: {
  readonly question: QuestionView | null;
  readonly errors: readonly (Error | null)[];
  readonly mayStop: boolean;
  readonly stopping: boolean;
  readonly onStop: () => void;
}) {
  const { t } = useTranslation('plans');
  const failure = question?.failure ?? null;
  return (
    <Stack gap="sm" aria-live="polite">
      {errors.map((error, at) => error !== null && <ProblemAlert key={at} error={error} />)}
      {question !== null && !isAnswered(question) && (
        <Group gap="sm">
          <Loader size="sm" />
          <Text size="sm">{t(`ask.${question.state === 'queued' ? 'queued' : 'running'}`)}</Text>
          {mayStop && (
            <Button
              size="xs"
              variant="subtle"
              color="cinnabar"
              loading={stopping || question.cancelRequested}
              onClick={onStop}
            >
              {t('ask.stop')}
            </Button>
          )}
        </Group>
      )}
      {question?.state === 'cancelled' && <Text size="sm">{t('ask.cancelled')}</Text>}
      {failure !== null && (
        <Alert color="cinnabar" title={t('ask.failed')} role="alert">
          <Text size="sm">{failure.detail}</Text>
          {failure.faults !== undefined && (
            <List size="sm">
              {failure.faults.map(({ message }, at) => (
                <List.Item key={at}>{message}</List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
    </Stack>
  );
}

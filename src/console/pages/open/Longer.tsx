import { type QuestionInput, type QuestionKind } from '@heli/contracts';
import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type useQuestion } from '~/api';
import { STAFF, useWho } from '~/app/who';
import { ProblemAlert } from '~/ui';

/** For what was not found while somebody waits: the same question with more time, which a worker answers. */
export function Longer<K extends QuestionKind>({
  of: { ask, answer, error, view, waiting },
  question,
  ready,
}: {
  readonly of: ReturnType<typeof useQuestion<K>>;
  readonly question: Extract<QuestionInput, { kind: K }>;
  /** Whether the quick answer is there, or failed. */
  readonly ready: boolean;
}) {
  const { t } = useTranslation('open');
  const who = useWho();
  const failure = view?.failure ?? null;
  return (
    <>
      {error !== null && <ProblemAlert error={error} />}
      {failure !== null && (
        <Text size="sm" c="cinnabar.8" role="alert">
          {failure.detail}
        </Text>
      )}
      {who.is(...STAFF) && ready && answer === null && (
        <Group gap="xs">
          <Button variant="default" size="sm" loading={waiting} onClick={() => ask(question)}>
            {t('longer')}
          </Button>
          {waiting && (
            <Text size="sm" c="dimmed" role="status">
              {t('longerWait')}
            </Text>
          )}
        </Group>
      )}
    </>
  );
}

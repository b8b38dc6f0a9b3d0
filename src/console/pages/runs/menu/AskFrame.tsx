import { Paper, Stack, Text, Title } from '@mantine/core';
import { type AnswerTo, type QuestionKind } from '@heli/contracts';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { STAFF, useWho } from '~/app/who';
import { Loaded } from '~/ui';
import { Asking } from './Asking';
import { type Asked } from './useQuestion';

/** A question that a worker answers: the form that asks it, how it stands, and what came of it. */
export function AskFrame<K extends QuestionKind>({
  asked,
  title,
  hint,
  form,
  children,
}: {
  readonly asked: Asked<K>;
  readonly title: string;
  readonly hint: string;
  readonly form: ReactNode;
  readonly children: (answer: AnswerTo<K>) => ReactNode;
}) {
  const { t } = useTranslation('plans');
  const who = useWho();
  const mayAsk = who.is(...STAFF);
  const { before, question, error, answer, ask, stop } = asked;
  return (
    <Loaded of={before} rows={3}>
      {() => (
        <Stack gap="lg">
          {mayAsk ? (
            <Paper withBorder p="md" component="section" aria-label={title}>
              <Stack gap="sm">
                <div>
                  <Title order={2} size="h4">
                    {title}
                  </Title>
                  <Text size="sm" c="dimmed">
                    {hint}
                  </Text>
                </div>
                {form}
              </Stack>
            </Paper>
          ) : (
            question === null && <Text c="dimmed">{t('ask.none')}</Text>
          )}
          <Asking
            question={question}
            errors={[error, ask.error, stop.error]}
            mayStop={mayAsk}
            stopping={stop.isPending}
            onStop={() => stop.mutate(undefined)}
          />
          {answer !== null && children(answer)}
        </Stack>
      )}
    </Loaded>
  );
}

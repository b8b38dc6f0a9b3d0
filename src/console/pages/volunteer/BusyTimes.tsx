import { Button, FileButton, Paper, Text, Title } from '@mantine/core';
import { type BusyTimesReport } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useSeason } from '../../app/seasons';
import { call, useChange } from '../../api';
import { ProblemAlert, tell } from '../../ui';

/** Busy times out of somebody's own calendar; what it says about them is not kept. */
export function BusyTimes({
  volunteerId,
  disabled,
}: {
  readonly volunteerId: string;
  readonly disabled: boolean;
}) {
  const { t } = useTranslation('volunteer');
  const { season } = useSeason();
  const path = `/volunteers/${encodeURIComponent(volunteerId)}`;
  const load = useChange(
    async (file: File) =>
      call<BusyTimesReport>(`${path}/busy-times`, {
        method: 'POST',
        query: { seasonId: season?.id },
        body: await file.text(),
        headers: { 'content-type': 'text/calendar' },
      }),
    [path],
    ({ windows, replaced }) => tell(t('free.icsDone', { windows, replaced })),
  );
  return (
    <Paper withBorder p="md" component="section" aria-label={t('free.ics')}>
      <Title order={2} size="h4">
        {t('free.ics')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('free.icsHint')}
      </Text>
      <FileButton
        accept=".ics,text/calendar"
        onChange={(file) => (file === null ? undefined : load.mutate(file))}
        disabled={disabled || season === null}
      >
        {(props) => (
          <Button {...props} variant="light" loading={load.isPending}>
            {t('free.icsChoose')}
          </Button>
        )}
      </FileButton>
      {disabled && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('free.icsSaveFirst')}
        </Text>
      )}
      {load.error !== null && <ProblemAlert error={load.error} />}
    </Paper>
  );
}

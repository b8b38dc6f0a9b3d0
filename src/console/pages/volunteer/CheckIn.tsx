import { Alert, Button, Group, TextInput } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { type DutyCard, type OwnAttendance } from '@heli/contracts';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange } from '../../api';
import { ProblemAlert, tell, useFormat } from '../../ui';
import { canScan, ScanCode } from './ScanCode';

/** The code on the coordinator's screen, or the code word, typed. */
export function CheckIn({ card }: { readonly card: DutyCard }) {
  const { t } = useTranslation('volunteer');
  const format = useFormat(card.timeZone);
  const [code, setCode] = useState('');
  const here = card.state === 'checked-in';
  const change = useChange(
    (text: string) =>
      call<OwnAttendance>(`/activities/${card.activityId}/${here ? 'check-out' : 'check-in'}`, {
        method: 'POST',
        body: { code: text.trim() },
      }),
    ['/duty-cards', '/duties', '/volunteers'],
    () => {
      setCode('');
      tell(here ? t('checkIn.left') : t('checkIn.came'));
    },
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (code.trim() !== '') change.mutate(code);
  };
  return (
    <Alert
      color="jade"
      variant="light"
      icon={<IconQrcode size={22} />}
      title={here ? t('checkIn.hereTitle') : t('checkIn.title')}
    >
      <form onSubmit={submit}>
        {here && card.checkedInAt !== null && t('checkIn.since', { time: format.time(card.checkedInAt) })}
        {card.checkedOutAt === null && (
          <Group align="flex-end" gap="xs" mt={here ? 'xs' : 0}>
            <TextInput
              label={here ? t('checkIn.codeToLeave') : t('checkIn.code')}
              value={code}
              onChange={({ currentTarget }) => setCode(currentTarget.value)}
              autoCapitalize="characters"
              autoComplete="off"
              flex="1 1 140px"
              size="md"
            />
            <Button type="submit" size="md" loading={change.isPending} variant={here ? 'default' : 'filled'}>
              {here ? t('checkIn.leave') : t('checkIn.come')}
            </Button>
            {canScan() && <ScanCode onFound={(text) => change.mutate(text)} />}
          </Group>
        )}
        {change.error !== null && <ProblemAlert error={change.error} />}
      </form>
    </Alert>
  );
}

import { Text, Textarea } from '@mantine/core';
import { type DutyCard } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useRefresh } from '../../api';
import { Confirm, tell } from '../../ui';

const MOST = 400;

/** Says no, with or without a reason. The place goes to somebody else, so it is said that there is no way back. */
export function GiveBack({ card }: { readonly card: DutyCard }) {
  const { t } = useTranslation('volunteer');
  const refresh = useRefresh();
  const [reason, setReason] = useState('');
  const offered = card.state === 'offered';
  return (
    <Confirm
      label={offered ? t('answer.decline') : t('answer.cannot')}
      title={offered ? t('answer.declineTitle') : t('answer.cannotTitle')}
      confirmLabel={offered ? t('answer.declineNow') : t('answer.cannotNow')}
      variant="default"
      color="cinnabar"
      size="md"
      onConfirm={async () => {
        await call(`/duties/${card.id}/decline`, { method: 'POST', body: { reason: reason.trim() } });
        tell(t('answer.declined', { title: card.title }));
        await refresh('/duty-cards', '/duties', '/open-places');
      }}
    >
      <Text size="sm">{t('answer.noUndo', { title: card.title })}</Text>
      <Textarea
        label={t('answer.reason')}
        description={t('answer.reasonHint')}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value.replaceAll('\n', ' '))}
        maxLength={MOST}
        autosize
        minRows={2}
      />
    </Confirm>
  );
}

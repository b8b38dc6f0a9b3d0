import { Text, Textarea } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { type PlanView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call, useChange } from '~/api';
import { DECIDERS, STAFF, useWho } from '~/app/who';
import { Confirm, tell } from '~/ui';
import { pathOf } from '../common/season';
import { Publish } from './Publish';

/** The next steps of a plan that somebody's role may take: review, publish, give back, discard. */
export function Decide({ plan }: { readonly plan: PlanView }) {
  const { t } = useTranslation('plans');
  const who = useWho();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const path = `/plans/${encodeURIComponent(plan.id)}`;
  const touches = [path, `/seasons/${encodeURIComponent(plan.seasonId)}/plans`];
  const step = useChange<{ readonly to: 'review' | 'return'; readonly body: object }, PlanView>(
    ({ to, body }) => call(`${path}/${to}`, { method: 'POST', version: plan.version, body }),
    touches,
    (_, { to }) => tell(t(to === 'review' ? 'decide.reviewed' : 'decide.returned')),
  );
  const discard = useChange<undefined, undefined>(
    () => call(path, { method: 'DELETE', version: plan.version }),
    [`/seasons/${encodeURIComponent(plan.seasonId)}/plans`],
    () => {
      tell(t('decide.discarded'));
      void navigate(pathOf(plan.seasonId, 'runs'));
    },
  );
  const open = plan.state === 'draft' || plan.state === 'reviewed';
  if (!open) return null;
  return (
    <>
      {plan.state === 'draft' && who.is(...STAFF) && (
        <Confirm
          label={t('decide.review')}
          title={t('decide.review')}
          leftSection={<IconChecks size={18} />}
          confirmLabel={t('decide.review')}
          onConfirm={() =>
            step.mutateAsync({ to: 'review', body: note.trim() === '' ? {} : { note: note.trim() } })
          }
        >
          <Text size="sm">{t('decide.reviewText')}</Text>
          <Textarea
            label={t('decide.note')}
            description={t('decide.noteHint')}
            autosize
            minRows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Confirm>
      )}
      {plan.state === 'reviewed' && who.is(...DECIDERS) && <Publish plan={plan} />}
      {plan.state === 'reviewed' && who.is(...STAFF) && (
        <Confirm
          label={t('decide.return')}
          title={t('decide.return')}
          variant="default"
          confirmLabel={t('decide.return')}
          onConfirm={() => step.mutateAsync({ to: 'return', body: { reason: note.trim() } })}
        >
          <Text size="sm">{t('decide.returnText')}</Text>
          <Textarea
            label={t('decide.reason')}
            required
            autosize
            minRows={2}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </Confirm>
      )}
      {who.is(...DECIDERS) && (
        <Confirm
          label={t('decide.discard')}
          title={t('decide.discardTitle')}
          variant="subtle"
          color="cinnabar"
          confirmLabel={t('decide.discard')}
          onConfirm={() => discard.mutateAsync(undefined)}
        >
          <Text size="sm">{t('decide.discardText')}</Text>
        </Confirm>
      )}
    </>
  );
}

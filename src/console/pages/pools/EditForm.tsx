import { Alert, Button, Group, Stack } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call, useChange } from '~/api';
import { ProblemAlert, tell } from '~/ui';
import { Faults } from '~/ui/fields';
import { useCommunities } from './data';
import { Form } from './Form';
import { type KindSpec } from './kinds';
import { changesOf, type Members, type Thing } from './thing';

interface Props {
  readonly spec: KindSpec;
  /** Null: a new one. */
  readonly thing: Thing | null;
  readonly onDone: (thing: Thing) => void;
  readonly onCancel: () => void;
}

/** Fields of a thing; what the service refuses is said at its field, and above all fields together. */
export function EditForm({ spec, thing, onDone, onCancel }: Props) {
  const { t } = useTranslation(['pools', 'common']);
  const { zoneOf } = useCommunities();
  const [base, setBase] = useState<Thing | null>(thing);
  const [draft, setDraft] = useState<Members>(
    thing ?? (spec.key === 'volunteers' ? { ageClass: 'adult' } : {}),
  );
  const [stale, setStale] = useState(false);
  const path = `/${spec.key}`;
  const one = base === null ? path : `${path}/${encodeURIComponent(base.id)}`;
  const change = useChange<null, Thing>(
    async () => {
      if (base === null) return call<Thing>(path, { method: 'POST', body: draft });
      try {
        return await call<Thing>(one, {
          method: 'PATCH',
          body: changesOf(base, draft),
          version: base.version,
        });
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 412) {
          // Somebody was quicker: what was changed here is laid upon what is there now, to look at and send again.
          const now = await call<Thing>(one);
          setDraft({ ...now, ...changesOf(base, draft) });
          setBase(now);
          setStale(true);
        }
        throw error;
      }
    },
    [path, '/history'],
    (saved) => {
      tell(t('common:state.saved'));
      onDone(saved);
    },
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setStale(false);
    change.mutate(null);
  };
  const unchanged = base !== null && Object.keys(changesOf(base, draft)).length === 0;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {stale ? (
          <Alert color="amber" title={t('stale.title')} role="alert">
            {t('stale.text')}
          </Alert>
        ) : (
          change.error !== null && <ProblemAlert error={change.error} />
        )}
        <Faults of={change.error}>
          <Form sections={spec.sections} draft={draft} onChange={setDraft} zone={zoneOf(draft.communityId)} />
        </Faults>
        <Group
          justify="flex-end"
          pos="sticky"
          bottom={0}
          py="sm"
          bg="var(--heli-ground)"
          style={{ zIndex: 2 }}
        >
          <Button variant="default" onClick={onCancel}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending} disabled={unchanged}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

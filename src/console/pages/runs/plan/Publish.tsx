import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSpeakerphone } from '@tabler/icons-react';
import { type PlanChanges, type PlanView, type PublishRequest } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call, useChange, useRead } from '~/api';
import { Loaded, ProblemAlert, tell } from '~/ui';
import {
  isNamed,
  namedOf,
  NO_RESOLUTION,
  ResolutionFields,
  useResolutions,
} from '../common/ResolutionFields';
import { ChangesSince } from './ChangesSince';

/** Makes a reviewed plan the plan of its season by a resolution; what was changed since it was made is looked at first. */
export function Publish({ plan }: { readonly plan: PlanView }) {
  const { t } = useTranslation('plans');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconSpeakerphone size={18} />} onClick={open}>
        {t('publish.button')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('publish.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('publish.close') }}
      >
        {opened && <PublishForm plan={plan} onClose={close} />}
      </Modal>
    </>
  );
}

function PublishForm({ plan, onClose }: { readonly plan: PlanView; readonly onClose: () => void }) {
  const { t } = useTranslation('plans');
  const path = `/plans/${encodeURIComponent(plan.id)}`;
  const changes = useRead<PlanChanges>(`${path}/changes`);
  const kept = useResolutions(plan.seasonId).data ?? [];
  const [draft, setDraft] = useState(NO_RESOLUTION);
  const [accepted, setAccepted] = useState<string | null>(null);
  const publish = useChange<PublishRequest, PlanView>(
    (body) => call(`${path}/publish`, { method: 'POST', version: plan.version, body }),
    [
      path,
      ...['plans', 'resolutions', 'rule-sets'].map(
        (one) => `/seasons/${encodeURIComponent(plan.seasonId)}/${one}`,
      ),
    ],
    () => {
      tell(t('publish.done'));
      onClose();
    },
  );
  const stale = publish.error instanceof ApiProblem && publish.error.code === 'PLAN_STALE';
  const go = (found: PlanChanges) =>
    publish.mutate({
      resolution: namedOf(draft, kept),
      ...(found.total > 0 && accepted === found.currentSha256 ? { acceptChanges: accepted } : {}),
    });
  return (
    <Stack>
      <Text size="sm">{t('publish.text')}</Text>
      <ResolutionFields draft={draft} kept={kept} onChange={setDraft} />
      <Loaded of={changes} rows={3}>
        {(found) => (
          <>
            {found.total === 0 ? (
              <Alert color="jade">{t('publish.upToDate')}</Alert>
            ) : (
              <ChangesSince seasonId={plan.seasonId} changes={found}>
                {found.brokenRules.length === 0 && (
                  <Checkbox
                    label={t('publish.accept')}
                    checked={accepted === found.currentSha256}
                    onChange={(event) =>
                      setAccepted(event.currentTarget.checked ? found.currentSha256 : null)
                    }
                  />
                )}
              </ChangesSince>
            )}
            {publish.error !== null && !stale && <ProblemAlert error={publish.error} />}
            {stale && found.total > 0 && accepted !== found.currentSha256 && (
              <Alert color="amber" role="alert">
                {t('publish.movedOn')}
              </Alert>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('publish.cancel')}
              </Button>
              <Button
                loading={publish.isPending || changes.isFetching}
                disabled={!isNamed(draft, kept) || (found.total > 0 && accepted !== found.currentSha256)}
                onClick={() => go(found)}
              >
                {t('publish.go')}
              </Button>
            </Group>
          </>
        )}
      </Loaded>
    </Stack>
  );
}

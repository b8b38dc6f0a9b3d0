import { Anchor, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type ResolutionCreate, type ResolutionView, type RuleSetView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { call, useAll, useChange } from '~/api';
import { DECIDERS, useWho } from '~/app/who';
import { Confirm, Empty, type Format, Loaded, Page, tell, useFormat } from '~/ui';
import { ResolutionInputs, type ResolutionText, NO_TEXT } from './ResolutionInputs';
import { RuleSets } from './RuleSets';
import { pathOf, useSeasonId, useZone } from '../common/season';
import { BackTo } from '../common/words';

/** What the council decided, and the versions of the rules that it decided on. */
export default function DecisionsPage() {
  const { t } = useTranslation('plans');
  const seasonId = useSeasonId();
  const who = useWho();
  const format = useFormat(useZone(seasonId));
  const path = `/seasons/${encodeURIComponent(seasonId)}`;
  const resolutions = useAll<ResolutionView>(`${path}/resolutions`);
  const ruleSets = useAll<RuleSetView>(`${path}/rule-sets`);
  const [draft, setDraft] = useState<ResolutionText>(NO_TEXT);
  const add = useChange<ResolutionCreate, ResolutionView>(
    (body) => call(`${path}/resolutions`, { method: 'POST', body }),
    [`${path}/resolutions`],
    () => {
      tell(t('decisions.added'));
      setDraft(NO_TEXT);
    },
  );
  const { number, decidedOn, title, note } = draft;
  const send = () =>
    add.mutateAsync({
      number: number.trim(),
      decidedOn,
      ...(title.trim() === '' ? {} : { title: title.trim() }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
  return (
    <Page
      title={t('decisions.title')}
      lead={
        <Stack gap={0}>
          <BackTo to={pathOf(seasonId, 'runs')}>{t('back')}</BackTo>
          {t('decisions.lead')}
        </Stack>
      }
      actions={
        who.is(...DECIDERS) ? (
          <Confirm
            label={t('decisions.add')}
            title={t('decisions.add')}
            confirmLabel={t('decisions.save')}
            onConfirm={send}
          >
            <ResolutionInputs value={draft} onChange={setDraft} />
          </Confirm>
        ) : undefined
      }
    >
      <Stack gap="sm" component="section" aria-labelledby="resolutions">
        <Title order={2} size="h3" id="resolutions">
          {t('decisions.resolutions')}
        </Title>
        <Loaded of={resolutions} rows={3}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t('decisions.none')}>{t('decisions.noneHint')}</Empty>
            ) : (
              <SimpleGrid cols={{ base: 1, md: 2 }}>
                {all.map((one) => (
                  <Resolution key={one.id} of={one} format={format} />
                ))}
              </SimpleGrid>
            )
          }
        </Loaded>
      </Stack>
      <Stack gap="sm" component="section" aria-labelledby="rule-sets">
        <div>
          <Title order={2} size="h3" id="rule-sets">
            {t('decisions.ruleSets')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('decisions.ruleSetsHint')}
          </Text>
        </div>
        <Loaded of={ruleSets} rows={3}>
          {(all) =>
            all.length === 0 ? (
              <Text c="dimmed">{t('decisions.noRuleSets')}</Text>
            ) : (
              <RuleSets ruleSets={all} resolutions={resolutions.data ?? []} format={format} />
            )
          }
        </Loaded>
      </Stack>
    </Page>
  );
}

function Resolution({ of, format }: { readonly of: ResolutionView; readonly format: Format }) {
  const { t } = useTranslation('plans');
  const { number, decidedOn, title, note, planIds, ruleSetIds, seasonId } = of;
  return (
    <Card withBorder p="md" component="article" aria-label={number}>
      <Group justify="space-between" align="flex-start">
        <Text fw={600}>{[number, title].filter(Boolean).join(' ')}</Text>
        <Text size="sm" c="dimmed">
          {format.longDay(`${decidedOn}T12:00:00+08:00`)}
        </Text>
      </Group>
      {note !== undefined && <Text size="sm">{note}</Text>}
      <Group gap="sm" mt="xs">
        {planIds.map((id, at) => (
          <Anchor key={id} component={Link} to={pathOf(seasonId, 'plans', id)} size="sm">
            {t('decisions.plan', { number: at + 1 })}
          </Anchor>
        ))}
        {ruleSetIds.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('decisions.adopted', { count: ruleSetIds.length })}
          </Text>
        )}
        {planIds.length + ruleSetIds.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('decisions.nothingYet')}
          </Text>
        )}
      </Group>
    </Card>
  );
}

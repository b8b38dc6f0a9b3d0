import { Badge, Card, Group, Stack, Text } from '@mantine/core';
import { type AdoptionRequest, type ResolutionView, type RuleSetView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange } from '~/api';
import { DECIDERS, useWho } from '~/app/who';
import { Confirm, type Format, tell } from '~/ui';
import { namedOf, NO_RESOLUTION, ResolutionFields } from '../common/ResolutionFields';
import { changedWeights, type WeightName } from '../start/presets';

/** Versions of the rules of a season, each with the order of its aims, and what it changed against the one before. */
export function RuleSets({
  ruleSets,
  resolutions,
  format,
}: {
  readonly ruleSets: readonly RuleSetView[];
  readonly resolutions: readonly ResolutionView[];
  readonly format: Format;
}) {
  const { t } = useTranslation(['plans', 'runs']);
  const who = useWho();
  return (
    <Stack gap="xs">
      {ruleSets.map((ruleSet) => {
        const before = ruleSets.find(({ number }) => number === ruleSet.number - 1);
        const weights =
          before === undefined ? {} : changedWeights(ruleSet.objective.weights, before.objective.weights);
        const names = Object.keys(weights) as WeightName[];
        return (
          <Card key={ruleSet.id} withBorder p="md" component="article">
            <Group justify="space-between" align="flex-start" gap="sm">
              <Stack gap={4} flex="1 1 260px">
                <Group gap="xs">
                  <Text fw={600}>{t('ruleSet', { number: ruleSet.number })}</Text>
                  <Text size="sm" c="dimmed">
                    {format.dateTime(ruleSet.createdAt)}
                  </Text>
                </Group>
                <Text size="sm">
                  {ruleSet.objective.tiers.map((tier) => t(`runs:tier.${tier}.name`)).join(' → ')}
                </Text>
                {names.length > 0 && (
                  <Text size="sm" c="dimmed">
                    {names
                      .map((name) =>
                        t('decisions.weight', { name: t(`runs:weight.${name}`), points: weights[name] }),
                      )
                      .join('；')}
                  </Text>
                )}
              </Stack>
              {ruleSet.resolution !== null ? (
                <Badge variant="light" tt="none">
                  {t('resolution', {
                    number: ruleSet.resolution.number,
                    on: ruleSet.resolution.decidedOn,
                  })}
                </Badge>
              ) : who.is(...DECIDERS) ? (
                <Adopt ruleSet={ruleSet} resolutions={resolutions} />
              ) : (
                <Badge variant="light" color="gray" tt="none">
                  {t('decisions.notAdopted')}
                </Badge>
              )}
            </Group>
          </Card>
        );
      })}
    </Stack>
  );
}

function Adopt({
  ruleSet,
  resolutions,
}: {
  readonly ruleSet: RuleSetView;
  readonly resolutions: readonly ResolutionView[];
}) {
  const { t } = useTranslation('plans');
  const [draft, setDraft] = useState(NO_RESOLUTION);
  const season = `/seasons/${encodeURIComponent(ruleSet.seasonId)}`;
  const adopt = useChange<AdoptionRequest, RuleSetView>(
    (body) => call(`/rule-sets/${encodeURIComponent(ruleSet.id)}/adoption`, { method: 'POST', body }),
    [`${season}/rule-sets`, `${season}/resolutions`],
    () => tell(t('decisions.adoptedNow')),
  );
  return (
    <Confirm
      label={t('decisions.adopt')}
      title={t('decisions.adoptTitle', { number: ruleSet.number })}
      size="xs"
      variant="light"
      confirmLabel={t('decisions.adopt')}
      onConfirm={() => adopt.mutateAsync({ resolution: namedOf(draft, resolutions) })}
    >
      <ResolutionFields draft={draft} kept={resolutions} onChange={setDraft} />
    </Confirm>
  );
}

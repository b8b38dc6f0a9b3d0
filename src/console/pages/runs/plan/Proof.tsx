import {
  Alert,
  Box,
  Button,
  Code,
  Group,
  List,
  Paper,
  Progress,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCertificate, IconCheck, IconMathFunction, IconShieldCheck } from '@tabler/icons-react';
import { type Certificate, type PlanVerification, type PlanView, type TierResult } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '~/api';
import { Fold, type Format, ProblemAlert } from '~/ui';
import { gapText, tierText } from '../common/words';
import { Technical } from './Technical';

const ENOUGH_LEVELS = 5;

/** The certificate in plain words; what an engineer wants to know is folded away. */
export function Proof({
  plan,
  certificate,
  format,
}: {
  readonly plan: PlanView;
  readonly certificate: Certificate;
  readonly format: Format;
}) {
  const { t } = useTranslation(['plans', 'runs']);
  const [technical, { toggle }] = useDisclosure(false);
  const { tiers, termination, fairnessLevels } = certificate;
  const proven = tiers.filter(({ quality }) => quality === 'optimal').length;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="proof">
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <ThemeIcon size={40} radius="xl" variant="light" aria-hidden>
            <IconCertificate size={24} />
          </ThemeIcon>
          <Box>
            <Title order={2} size="h3" id="proof">
              {t('proof.title')}
            </Title>
            <Text>
              {proven === tiers.length
                ? t('proof.all', { count: tiers.length })
                : t('proof.some', {
                    proven,
                    count: tiers.length,
                    gap: gapText(certificate.gap, format),
                  })}{' '}
              {t(`termination.${termination}`)}
            </Text>
          </Box>
        </Group>
        <Stack gap="md" component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
          {tiers.map((tier, at) => (
            <TierLine key={tier.tier} tier={tier} place={at + 1} format={format} />
          ))}
        </Stack>
        {fairnessLevels.length > 0 && (
          <div>
            <Title order={3} size="h5">
              {t('proof.levels')}
            </Title>
            <List size="sm" mt={4}>
              {fairnessLevels.slice(0, ENOUGH_LEVELS).map(({ share, volunteers, proven: sure }, at) => (
                <List.Item key={at}>
                  {t(at === 0 ? 'proof.levelFirst' : 'proof.level', {
                    share: format.percent(share, 1),
                    count: volunteers,
                  })}
                  {t(sure ? 'proof.levelProven' : 'proof.levelOpen')}
                </List.Item>
              ))}
            </List>
          </div>
        )}
        <Verification plan={plan} verified={certificate.verified} />
        <Fold
          id="technical"
          icon={<IconMathFunction size={18} />}
          label={t(technical ? 'proof.less' : 'proof.technical')}
          opened={technical}
          onToggle={toggle}
        >
          <Technical plan={plan} certificate={certificate} format={format} />
        </Fold>
      </Stack>
    </Paper>
  );
}

/** One aim: what the plan reaches, what no plan exceeds, and the distance between them. */
function TierLine({
  tier: { tier, sense, value, bound, gap, quality },
  place,
  format,
}: {
  readonly tier: TierResult;
  readonly place: number;
  readonly format: Format;
}) {
  const { t } = useTranslation(['plans', 'runs']);
  const [worth, limit] = [tierText(tier, value, format), tierText(tier, bound, format)];
  const share = sense === 'max' ? value / Math.max(1e-9, bound) : bound / Math.max(1e-9, value);
  const sure = quality === 'optimal';
  return (
    <Box component="li">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text fw={600}>{`${place}. ${t(`runs:tier.${tier}.name`)}`}</Text>
          {sure && <IconCheck size={18} color="var(--mantine-color-jade-7)" aria-hidden />}
        </Group>
        <Text fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {t(`unit.${tier}`, { value: worth })}
        </Text>
      </Group>
      <Progress
        value={bound === value ? 100 : 100 * Math.max(0, Math.min(1, share))}
        color={sure ? 'jade' : 'amber'}
        size="sm"
        my={4}
        aria-label={t('proof.reached', { tier: t(`runs:tier.${tier}.name`) })}
      />
      <Text size="sm" c="dimmed">
        {t(`proof.${sense}.${sure ? 'proven' : 'open'}`, {
          limit: t(`unit.${tier}`, { value: limit }),
          gap: gapText(gap, format),
        })}
        {place > 1 && t('proof.given')}
      </Text>
    </Box>
  );
}

/** The independent check, done once more on demand. */
function Verification({ plan, verified }: { readonly plan: PlanView; readonly verified: boolean }) {
  const { t } = useTranslation('plans');
  const [asked, setAsked] = useState(false);
  const check = useRead<PlanVerification>(
    `/plans/${encodeURIComponent(plan.id)}/verification`,
    {},
    { enabled: asked },
  );
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Text size="sm" flex="1 1 240px">
          {t(verified ? 'verify.done' : 'verify.not')}
        </Text>
        <Button
          size="xs"
          variant="light"
          leftSection={<IconShieldCheck size={16} />}
          loading={check.isFetching}
          onClick={() => (asked ? void check.refetch() : setAsked(true))}
        >
          {t('verify.again')}
        </Button>
      </Group>
      {check.error !== null && <ProblemAlert error={check.error} />}
      {check.data !== undefined && !check.isFetching && (
        <Alert
          color={check.data.verified ? 'jade' : 'cinnabar'}
          role="status"
          title={t(check.data.verified ? 'verify.ok' : 'verify.bad')}
        >
          {check.data.verified ? (
            <Text size="sm">{t('verify.okText')}</Text>
          ) : (
            <List size="sm">
              {check.data.violations.map(({ rule, message }, at) => (
                <List.Item key={at}>
                  <Code>{rule}</Code> {message}
                </List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
    </Stack>
  );
}

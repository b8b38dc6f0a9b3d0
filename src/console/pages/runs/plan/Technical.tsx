import { Code, Stack } from '@mantine/core';
import { type Certificate, type PlanView } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { type Format, SmallTable } from '~/ui';
import { gapText } from '../common/words';

/** What whoever wants to compute the bounds again needs to know. */
export function Technical({
  plan,
  certificate,
  format,
}: {
  readonly plan: PlanView;
  readonly certificate: Certificate;
  readonly format: Format;
}) {
  const { t } = useTranslation(['plans', 'runs']);
  const { solver, modelVersion, seed, size, wallMs, cpuMs, seal, blocks, rulesBroughtBack } = certificate;
  const seconds = (ms: number) => t('runs:seconds', { count: Math.round(ms / 100) / 10 });
  const by = (method: Certificate['blocks'][number]['method']) =>
    blocks.filter((block) => block.method === method).length;
  const hash = (text: string) => <Code style={{ wordBreak: 'break-all' }}>{text}</Code>;
  return (
    <Stack gap="md">
      <SmallTable
        label={t('technical.title')}
        head={[t('technical.what'), t('technical.value')]}
        rows={[
          [t('technical.solver'), `${solver.name} ${solver.version}`],
          [t('technical.model'), `${modelVersion} · ${t('technical.seed', { seed })}`],
          [
            t('technical.size'),
            t('technical.sizeOf', {
              columns: format.number(size.columns),
              rows: format.number(size.rows),
              entries: format.number(size.entries),
            }),
          ],
          [
            t('technical.blocks'),
            t('technical.blocksOf', {
              all: format.number(blocks.length),
              lp: format.number(by('lp')),
              milp: format.number(by('milp')),
              relaxation: format.number(by('relaxation')),
            }),
          ],
          [
            t('technical.gaps'),
            `${gapText(certificate.requestedGap, format)} / ${gapText(certificate.gap, format)}`,
          ],
          [t('technical.times'), `${seconds(wallMs)} / ${seconds(cpuMs)}`],
          [
            t('technical.rules'),
            rulesBroughtBack.length === 0 ? (
              t('technical.none')
            ) : (
              <Code key="r">{rulesBroughtBack.join(', ')}</Code>
            ),
          ],
          [t('technical.problem'), hash(plan.problemSha256)],
          [t('technical.seal'), hash(seal.plan)],
        ]}
      />
      <SmallTable
        label={t('technical.tiers')}
        head={[
          t('technical.tier'),
          t('technical.sense'),
          t('technical.reached'),
          t('technical.bound'),
          t('technical.gap'),
          t('technical.quality'),
        ]}
        rows={certificate.tiers.map(({ tier, sense, value, bound, gap, quality }) => [
          t(`runs:tier.${tier}.name`),
          t(`technical.${sense}`),
          format.number(value, 6),
          format.number(bound, 6),
          gapText(gap, format),
          t(`technical.q.${quality}`),
        ])}
      />
    </Stack>
  );
}

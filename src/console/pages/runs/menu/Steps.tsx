import { Accordion, Badge, Group, List, Stack, Text, Title } from '@mantine/core';
import { type PortfolioAnswer } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { type Format } from '~/ui';
import { type Names } from '../common/season';
import { type PlanStep } from './planSteps';

const FEW = 30;

/** Each budget with what comes in, what goes out, and what ¥100 more would buy. */
export function Steps({
  answer,
  names,
  format,
}: {
  readonly answer: PortfolioAnswer;
  readonly names: Names;
  readonly format: Format;
}) {
  const { t } = useTranslation('plans');
  return (
    <Stack gap="sm" component="section" aria-labelledby="steps">
      <Title order={2} size="h4" id="steps">
        {t('portfolio.stepsTitle')}
      </Title>
      <Accordion variant="separated">
        {answer.steps.map((step, at) => (
          <Accordion.Item key={step.budgetFen} value={String(step.budgetFen)}>
            <Accordion.Control>
              <Group gap="sm">
                <Text fw={600}>{t('portfolio.upTo', { amount: format.money(step.budgetFen) })}</Text>
                {step.kind === 'plan' ? (
                  <>
                    <Badge variant="light" tt="none">
                      {t('portfolio.heldOf', { count: step.held })}
                    </Badge>
                    {at > 0 && step.comesIn.length > 0 && (
                      <Badge variant="light" color="indigo" tt="none">
                        {t('portfolio.more', { count: step.comesIn.length })}
                      </Badge>
                    )}
                  </>
                ) : (
                  <Badge variant="light" color="cinnabar" tt="none">
                    {t('portfolio.impossible')}
                  </Badge>
                )}
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              {step.kind === 'plan' ? (
                <StepDetail step={step} first={at === 0} names={names} format={format} />
              ) : (
                <List size="sm">
                  {step.faults.map(({ message }, place) => (
                    <List.Item key={place}>{message}</List.Item>
                  ))}
                </List>
              )}
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}

function StepDetail({
  step,
  first,
  names,
  format,
}: {
  readonly step: PlanStep;
  readonly first: boolean;
  readonly names: Names;
  readonly format: Format;
}) {
  const { t } = useTranslation(['plans', 'common']);
  const titles = (ids: readonly string[]) => (
    <List size="sm">
      {ids.slice(0, FEW).map((id) => (
        <List.Item key={id}>{names.titleOf(id)}</List.Item>
      ))}
      {ids.length > FEW && <List.Item>{t('portfolio.further', { count: ids.length - FEW })}</List.Item>}
    </List>
  );
  const { hundredMore } = step;
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t('portfolio.spends', { amount: format.money(step.spentFen) })}{' '}
        {t(step.exact ? 'portfolio.provenBest' : 'portfolio.notProven')}
      </Text>
      <Text size="sm" c="dimmed">
        {step.byKind.map(({ kind, held }) => `${t(`common:kind.${kind}`)} ${held}`).join(' · ')}
      </Text>
      {!first && step.comesIn.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {t('portfolio.comesIn')}
          </Text>
          {titles(step.comesIn)}
        </div>
      )}
      {step.goesOut.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {t('portfolio.goesOut')}
          </Text>
          {titles(step.goesOut)}
        </div>
      )}
      {hundredMore !== null && (
        <Text size="sm">
          {hundredMore.comesIn.length === 0
            ? t('portfolio.hundredNothing')
            : t('portfolio.hundred', { activities: hundredMore.comesIn.map(names.titleOf).join('、') })}
        </Text>
      )}
    </Stack>
  );
}

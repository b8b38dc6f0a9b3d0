import { Alert, Anchor, Button, List, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconCheck, IconShieldCheck, IconX } from '@tabler/icons-react';
import { type PlanVerification, type ResolutionView, type SeasonFigures } from '@heli/contracts';
import { type ReactNode } from 'react';
import { Link } from 'react-router';
import { call, useAll, useChange } from '~/api';
import { Hint, Loaded, ProblemAlert } from '~/ui';
import { useWords } from './words';

interface Props {
  readonly figures: SeasonFigures;
}

function Card({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {hint}
      </Text>
      {children}
    </Paper>
  );
}

/** Checks the plan again, here and now, by rules that know nothing of how it was computed. */
function Verification({ figures: { plan } }: Props) {
  const { t } = useWords();
  const check = useChange<string, PlanVerification>(
    (id) => call<PlanVerification>(`/plans/${encodeURIComponent(id)}/verification`),
    [],
  );
  if (plan === null) return <Text c="dimmed">{t('check.noPlan')}</Text>;
  const { data } = check;
  return (
    <Stack gap="sm" align="flex-start">
      <Button
        leftSection={<IconShieldCheck size={18} />}
        loading={check.isPending}
        onClick={() => check.mutate(plan.id)}
        variant={data === undefined ? 'filled' : 'light'}
      >
        {data === undefined
          ? t(`check.${plan.state === 'published' ? 'published' : 'draft'}`)
          : t('check.again')}
      </Button>
      {check.error !== null && <ProblemAlert error={check.error} />}
      <div aria-live="polite">
        {data !== undefined && data.verified && (
          <Alert color="jade" icon={<IconCheck size={20} />} title={t('check.good')}>
            <List size="sm">
              <List.Item>{t('check.problem')}</List.Item>
              <List.Item>{t('check.seal')}</List.Item>
              <List.Item>{t('check.rules')}</List.Item>
              <List.Item>{t('check.values')}</List.Item>
            </List>
            <Text size="xs" c="dimmed" mt="xs" style={{ overflowWrap: 'anywhere' }}>
              {t('check.fingerprint', { seal: data.seal.slice(0, 16) })}
            </Text>
          </Alert>
        )}
        {data !== undefined && !data.verified && (
          <Alert
            color="cinnabar"
            icon={<IconX size={20} />}
            title={t('check.bad', { count: data.violations.length })}
          >
            <List size="sm">
              {data.violations.slice(0, 30).map(({ rule, message }, place) => (
                <List.Item key={place}>
                  {message} ({rule})
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
      </div>
    </Stack>
  );
}

function Resolutions({ figures: { seasonId, plan } }: Props) {
  const { t, format } = useWords();
  const found = useAll<ResolutionView>(`/seasons/${encodeURIComponent(seasonId)}/resolutions`);
  return (
    <Loaded of={found} rows={3}>
      {(resolutions) =>
        resolutions.length === 0 ? (
          <Text c="dimmed">{t('resolutions.none')}</Text>
        ) : (
          <Table.ScrollContainer minWidth={380}>
            <Table verticalSpacing="xs" aria-label={t('resolutions.title')}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('resolutions.number')}</Table.Th>
                  <Table.Th>{t('resolutions.day')}</Table.Th>
                  <Table.Th>{t('resolutions.about')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {resolutions.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>
                      <Anchor
                        component={Link}
                        to={`/audit?kind=resolution&id=${encodeURIComponent(one.id)}`}
                        size="sm"
                      >
                        {one.number}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>{format.longDay(`${one.decidedOn}T04:00:00Z`)}</Table.Td>
                    <Table.Td>
                      {one.title ?? ''}
                      <Text size="xs" c="dimmed">
                        {[
                          ...(one.planIds.length > 0
                            ? [t('resolutions.plans', { count: one.planIds.length })]
                            : []),
                          ...(one.ruleSetIds.length > 0
                            ? [t('resolutions.rules', { count: one.ruleSetIds.length })]
                            : []),
                          ...(plan?.state === 'published' && one.planIds.includes(plan.id)
                            ? [t('resolutions.inForce')]
                            : []),
                        ].join(' · ')}
                      </Text>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )
      }
    </Loaded>
  );
}

function Books({ figures: { books } }: Props) {
  const { t, count } = useWords();
  const good = books.unbalanced === 0 && books.differing === 0;
  return (
    <Alert
      color={good ? 'jade' : 'cinnabar'}
      icon={good ? <IconCheck size={20} /> : <IconX size={20} />}
      title={good ? t('books.good') : t('books.bad')}
    >
      <List size="sm">
        <List.Item>
          {t('books.counted', { gifts: count(books.gifts), transactions: count(books.transactions) })}
        </List.Item>
        <List.Item>
          {books.unbalanced === 0 ? t('books.balanced') : t('books.unbalanced', { count: books.unbalanced })}
        </List.Item>
        <List.Item>
          {books.differing === 0 ? t('books.agree') : t('books.differing', { count: books.differing })}
        </List.Item>
      </List>
    </Alert>
  );
}

/** What whoever supervises looks at first. */
export function AuditorCorner({ figures }: Props) {
  const { t } = useWords();
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Card title={t('check.title')} hint={t('check.hint')}>
        <Verification figures={figures} />
      </Card>
      <Card title={t('resolutions.title')} hint={t('resolutions.hint')}>
        <Resolutions figures={figures} />
      </Card>
      <Card title={t('books.title')} hint={t('books.hint')}>
        <Books figures={figures} />
        <Text size="sm" mt="sm">
          {t('books.more')} <Hint>{t('books.doubleEntry')}</Hint>
        </Text>
      </Card>
    </SimpleGrid>
  );
}

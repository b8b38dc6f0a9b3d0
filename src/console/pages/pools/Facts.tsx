import { Anchor, Badge, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type AvailabilityWindow } from '@heli/contracts';
import { IconCheck, IconX } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Kind, KindBadge, useFormat } from '~/ui';
import { ProofBadge, type Qualification, useNames, WeekGrid } from '~/ui/fields';
import { isWide } from './Form';
import { isKind, type FieldSpec, type Section } from './kinds';
import { at, numberIn, textIn, textsIn, type Thing } from './thing';

/** Things of another pool by name, each a way to its page. */
function Names({ pool, ids }: { readonly pool: string; readonly ids: readonly string[] }) {
  const names = useNames(pool, ids);
  const kind = pool.slice(1);
  return (
    <Group gap={6}>
      {ids.map((id) =>
        isKind(kind) ? (
          <Anchor key={id} component={Link} to={`/pools/${kind}/${encodeURIComponent(id)}`} size="sm">
            {names.get(id)}
          </Anchor>
        ) : (
          <Text key={id} size="sm">
            {names.get(id)}
          </Text>
        ),
      )}
    </Group>
  );
}

/** Nothing there: a stroke, or what it means. */
const Nothing = ({ children = '—' }: { readonly children?: string }) => (
  <Text size="sm" c="dimmed" component="span">
    {children}
  </Text>
);

function Proofs({ of }: { readonly of: readonly Qualification[] }) {
  const { t } = useTranslation('fields');
  const names = useNames(
    '/skills',
    of.map(({ skillId }) => skillId),
  );
  if (of.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('proof.none')}
      </Text>
    );
  return (
    <Stack gap={6}>
      {of.map((proof, place) => (
        <Group key={place} gap="xs">
          <Text size="sm" fw={600}>
            {names.get(proof.skillId)}
          </Text>
          <Text size="sm" c="dimmed">
            {proof.validFrom ?? '…'} – {proof.validUntil ?? '…'}
          </Text>
          <ProofBadge of={proof} />
        </Group>
      ))}
    </Stack>
  );
}

function Dated({
  windows,
  meaning,
  zone,
}: {
  readonly windows: readonly AvailabilityWindow[];
  readonly meaning: string;
  readonly zone: string;
}) {
  const { t } = useTranslation('fields');
  const format = useFormat(zone);
  const dated = windows.filter((window) => window.type === 'dated');
  if (dated.length === 0) return null;
  return (
    <Stack gap={4} mt="sm">
      <Text size="sm" fw={600}>
        {t(`${meaning}.dated`)}
      </Text>
      {dated.map(({ start, end, status }) => (
        <Text key={`${start}${status}`} size="sm">
          {format.span(start, end)} · {t(`${meaning}.${status}`)}
        </Text>
      ))}
    </Stack>
  );
}

interface Props {
  readonly field: FieldSpec;
  readonly thing: Thing;
  readonly zone: string;
}

export function Fact({
  field: { path, type, pool = '', unit, codes, unbounded = false },
  thing,
  zone,
}: Props): ReactNode {
  const { t } = useTranslation(['pools', 'common', 'fields', 'answers']);
  const format = useFormat(zone);
  const value = at(thing, path);
  const [number, text, texts] = [numberIn(value), textIn(value), textsIn(value)];
  if (unbounded && texts.length === 0) return <Nothing>{t('anything')}</Nothing>;
  switch (type) {
    case 'flag':
      return (
        <Group gap={4}>
          {value === true ? (
            <IconCheck size={16} aria-hidden />
          ) : (
            <IconX size={16} color="var(--mantine-color-dimmed)" aria-hidden />
          )}
          <Text size="sm">{t(value === true ? 'yes' : 'no')}</Text>
        </Group>
      );
    case 'tags':
      return texts.length === 0 ? (
        <Nothing />
      ) : (
        <Group gap={4}>
          {texts.map((tag) => (
            <Badge key={tag} variant="light" color="gray" c="dark" tt="none" fw={500}>
              {codes === undefined ? tag : t(`answers:${codes}.${tag}`, tag)}
            </Badge>
          ))}
        </Group>
      );
    case 'activityKinds':
      return texts.length === 0 ? (
        <Nothing />
      ) : (
        <Group gap={4}>
          {texts.map((kind) => (
            <KindBadge key={kind} kind={kind as Kind} />
          ))}
        </Group>
      );
    case 'some':
      return texts.length === 0 ? <Nothing /> : <Names pool={pool} ids={texts} />;
    case 'one':
      return text === undefined ? <Nothing /> : <Names pool={pool} ids={[text]} />;
    case 'availability':
    case 'opening': {
      const windows = (value ?? []) as readonly AvailabilityWindow[];
      return (
        <div style={{ maxWidth: 560 }}>
          <WeekGrid windows={windows} meaning={type} />
          <Dated windows={windows} meaning={type} zone={zone} />
        </div>
      );
    }
    case 'qualifications':
      return <Proofs of={(value ?? []) as readonly Qualification[]} />;
    default:
  }
  if (value === undefined || value === null) return <Nothing />;
  const said = {
    money: () => format.money(number ?? 0),
    hours: () => format.duration(number ?? 0),
    minutes: () => format.duration(number ?? 0),
    count: () =>
      unit === 'people' ? t('common:count.people', { count: number ?? 0 }) : format.number(number ?? 0),
    decimal: () => format.number(number ?? 0, 6),
    share: () => format.percent(number ?? 0),
    ageClass: () => t(`ageClass.${text}`),
    moment: () => `${format.longDay(text ?? '')} ${format.time(text ?? '')}`,
    text: () => text ?? '',
    long: () => text ?? '',
    phone: () => text ?? '',
  }[type]();
  return <Text size="sm">{said}</Text>;
}

/** All members of a thing in sections, to read. */
export function Facts({
  sections,
  thing,
  zone,
}: {
  readonly sections: readonly Section[];
  readonly thing: Thing;
  readonly zone: string;
}) {
  const { t } = useTranslation('pools');
  return (
    <Stack>
      {sections.map(({ key, fields }) => (
        <Paper key={key} withBorder p="md" component="section" aria-label={t(`section.${key}`)}>
          <Title order={2} size="h4" mb="sm">
            {t(`section.${key}`)}
          </Title>
          <Stack>
            {fields.some((field) => !isWide(field)) && (
              <SimpleGrid cols={{ base: 2, md: 3 }} spacing="md" verticalSpacing="sm">
                {fields
                  .filter((field) => !isWide(field))
                  .map((field) => (
                    <div key={field.path}>
                      <Text size="xs" c="dimmed">
                        {t(`field.${field.label ?? field.path}`)}
                      </Text>
                      <Fact field={field} thing={thing} zone={zone} />
                    </div>
                  ))}
              </SimpleGrid>
            )}
            {fields.filter(isWide).map((field) => (
              <div key={field.path}>
                {fields.length > 1 && (
                  <Text size="xs" c="dimmed" mb={4}>
                    {t(`field.${field.label ?? field.path}`)}
                  </Text>
                )}
                <Fact field={field} thing={thing} zone={zone} />
              </div>
            ))}
          </Stack>
        </Paper>
      ))}
    </Stack>
  );
}

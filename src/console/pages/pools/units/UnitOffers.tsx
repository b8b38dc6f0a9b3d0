import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type PartnerStatement } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePages, useRead } from '~/api';
import { Loaded } from '~/ui';
import { type KindKey, titleOf } from '../kinds';
import { type Thing } from '../thing';
import { type PanelProps } from '../panel';

function Offered({
  kind,
  filter,
}: {
  readonly kind: KindKey;
  readonly filter: Readonly<Record<string, string>>;
}) {
  const { t } = useTranslation('pools');
  const found = usePages<Thing>(`/${kind}`, { ...filter, limit: 50 });
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        {t(`kind.${kind}`)}
      </Title>
      <Loaded of={found} rows={2}>
        {() =>
          found.rows.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('offers.none')}
            </Text>
          ) : (
            <Group gap="md">
              {found.rows.map((one) => (
                <Anchor
                  key={one.id}
                  component={Link}
                  to={`/pools/${kind}/${encodeURIComponent(one.id)}`}
                  size="sm"
                >
                  {titleOf(one)}
                </Anchor>
              ))}
            </Group>
          )
        }
      </Loaded>
    </Paper>
  );
}

/** What a partner unit offers, and what its gifts did. */
export default function UnitOffers({ thing }: PanelProps) {
  const { t, i18n } = useTranslation('pools');
  const found = useRead<PartnerStatement>(`/partner-units/${encodeURIComponent(thing.id)}/statement`, {
    lang: i18n.language,
  });
  return (
    <Stack>
      <Offered kind="venues" filter={{ ownerUnitId: thing.id }} />
      <Offered kind="equipment" filter={{ ownerUnitId: thing.id }} />
      <Offered kind="donations" filter={{ donorUnitId: thing.id }} />
      <Paper withBorder p="md">
        <Title order={2} size="h5" mb="xs">
          {t('offers.statement')}
        </Title>
        <Loaded of={found} rows={3}>
          {({ text, gifts }) => (
            <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
              {gifts.length === 0 ? t('offers.noGifts') : text}
            </Text>
          )}
        </Loaded>
      </Paper>
    </Stack>
  );
}

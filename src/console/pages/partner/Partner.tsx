import { Tabs, Text } from '@mantine/core';
import { type PartnerUnitRead } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useWho } from '../../app/who';
import { useRead } from '../../api';
import { Empty, Page } from '../../ui';
import { Bookings } from './Bookings';
import { Equipment } from './Equipment';
import { Gifts } from './Gifts';
import { Venues } from './Venues';

const TABS = ['bookings', 'venues', 'gifts', 'equipment'] as const;

/** What a unit gives to the communities: rooms, money, things; what is asked of it, and what became of it. */
export default function Partner() {
  const { t } = useTranslation('partner');
  const { partnerUnitId } = useWho().me;
  const [search, setSearch] = useSearchParams();
  const unit = useRead<PartnerUnitRead>(
    partnerUnitId === null ? null : `/partner-units/${encodeURIComponent(partnerUnitId)}`,
  );
  if (partnerUnitId === null)
    return (
      <Page title={t('title')}>
        <Empty title={t('nobody.title')}>{t('nobody.text')}</Empty>
      </Page>
    );
  return (
    <Page title={unit.data?.name ?? t('title')} lead={<Text>{t('lead')}</Text>}>
      <Tabs
        value={search.get('tab') ?? 'bookings'}
        onChange={(tab) => setSearch(tab === null || tab === 'bookings' ? {} : { tab }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md" className="heli-tabs">
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab} h={44}>
              {t(`tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="bookings">
          <Bookings />
        </Tabs.Panel>
        <Tabs.Panel value="venues">
          <Venues unitId={partnerUnitId} />
        </Tabs.Panel>
        <Tabs.Panel value="gifts">
          <Gifts unitId={partnerUnitId} />
        </Tabs.Panel>
        <Tabs.Panel value="equipment">
          <Equipment unitId={partnerUnitId} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

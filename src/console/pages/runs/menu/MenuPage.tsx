import { Stack, Tabs } from '@mantine/core';
import { IconChartDots, IconCoins } from '@tabler/icons-react';
import { type PlanView } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useRead } from '~/api';
import { Loaded, Page, useFormat } from '~/ui';
import { pathOf, useSeasonId, useZone } from '../common/season';
import { BackTo } from '../common/words';
import { Portfolio } from './Portfolio';
import { TradeOffs } from './TradeOffs';

/** What could be had instead of a plan: between aims, and for more money. */
export default function MenuPage() {
  const { t } = useTranslation('plans');
  const { planId = '' } = useParams();
  const seasonId = useSeasonId();
  const [search, setSearch] = useSearchParams();
  const format = useFormat(useZone(seasonId));
  const plan = useRead<PlanView>(`/plans/${encodeURIComponent(planId)}`);
  const tab = search.get('tab') === 'portfolio' ? 'portfolio' : 'trade-offs';
  return (
    <Page
      title={t('menu.title')}
      lead={
        <Stack gap={0}>
          <BackTo to={pathOf(seasonId, 'plans', planId)}>
            {plan.data === undefined
              ? t('title')
              : t('titleOf', { at: format.dateTime(plan.data.createdAt) })}
          </BackTo>
          {t('menu.lead')}
        </Stack>
      }
    >
      <Loaded of={plan}>
        {(found) => (
          <Tabs
            value={tab}
            onChange={(next) =>
              setSearch(next === 'portfolio' ? { tab: 'portfolio' } : {}, { replace: true })
            }
            keepMounted={false}
          >
            <Tabs.List mb="md">
              <Tabs.Tab value="trade-offs" leftSection={<IconChartDots size={18} />} h={44}>
                {t('menu.tradeOffs')}
              </Tabs.Tab>
              <Tabs.Tab value="portfolio" leftSection={<IconCoins size={18} />} h={44}>
                {t('menu.portfolio')}
              </Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="trade-offs">
              <TradeOffs plan={found} format={format} />
            </Tabs.Panel>
            <Tabs.Panel value="portfolio">
              <Portfolio plan={found} format={format} />
            </Tabs.Panel>
          </Tabs>
        )}
      </Loaded>
    </Page>
  );
}

import { Anchor, Breadcrumbs, Button, Group, Tabs, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { call, useRead, useRefresh } from '~/api';
import { useWho } from '~/app/who';
import { Confirm, Loaded, Loading, NotFound, Page, tell } from '~/ui';
import { Messages } from '~/ui/Messages';
import { useCommunities } from './data';
import { EditForm } from './EditForm';
import { Facts } from './Facts';
import { History } from './History';
import { isKind, type KindKey, KINDS, type KindSpec, titleOf } from './kinds';
import { useMay } from './may';
import { References } from './References';
import { textIn, type Thing } from './thing';
import { type PanelProps } from './panel';

const VenueBookings = lazy(() => import('./venues/VenueBookings'));
const VenueExceptions = lazy(() => import('./venues/VenueExceptions'));
const VolunteerHours = lazy(() => import('./volunteers/VolunteerHours'));
const GiftLedger = lazy(() => import('./gifts/GiftLedger'));
const Loans = lazy(() => import('./equipment/Loans'));
const UnitOffers = lazy(() => import('./units/UnitOffers'));
const Members = lazy(() => import('./organizations/Members'));
const ApiKeys = lazy(() => import('./organizations/ApiKeys'));

const Told = ({ thing, zone }: PanelProps) => (
  <Messages path={`/volunteers/${encodeURIComponent(thing.id)}/messages`} zone={zone} own />
);

/** What there is to see of a kind beside its members. */
const PANELS: Readonly<
  Partial<
    Record<
      KindKey,
      readonly {
        readonly key: string;
        readonly Panel: (props: PanelProps) => ReactNode;
        readonly keepersOnly?: boolean;
      }[]
    >
  >
> = {
  venues: [
    { key: 'bookings', Panel: (props) => <VenueBookings {...props} /> },
    { key: 'exceptions', Panel: (props) => <VenueExceptions {...props} /> },
  ],
  volunteers: [
    { key: 'hours', Panel: (props) => <VolunteerHours {...props} /> },
    { key: 'messages', Panel: (props) => <Told {...props} /> },
  ],
  donations: [{ key: 'ledger', Panel: (props) => <GiftLedger {...props} /> }],
  equipment: [{ key: 'loans', Panel: (props) => <Loans {...props} /> }],
  'partner-units': [{ key: 'offers', Panel: (props) => <UnitOffers {...props} /> }],
  organizations: [
    { key: 'members', Panel: (props) => <Members {...props} />, keepersOnly: true },
    { key: 'keys', Panel: (props) => <ApiKeys {...props} />, keepersOnly: true },
  ],
};

function Details({ spec, thing, zone }: { readonly spec: KindSpec } & PanelProps) {
  const { t } = useTranslation('pools');
  const who = useWho();
  const [params, setParams] = useSearchParams();
  const panels = (PANELS[spec.key] ?? []).filter(
    ({ keepersOnly }) => keepersOnly !== true || who.is('admin', 'auditor'),
  );
  const tab = params.get('tab') ?? 'facts';
  return (
    <Tabs
      value={tab}
      onChange={(next) =>
        setParams(next === null || next === 'facts' ? {} : { tab: next }, { replace: true })
      }
      keepMounted={false}
    >
      <Tabs.List mb="md" style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
        <Tabs.Tab value="facts">{t('tab.facts')}</Tabs.Tab>
        {panels.map(({ key }) => (
          <Tabs.Tab key={key} value={key}>
            {t(`tab.${key}`)}
          </Tabs.Tab>
        ))}
        {(spec.key !== 'skills' || who.everything) && (
          <Tabs.Tab value="references">{t('tab.references')}</Tabs.Tab>
        )}
        {spec.history !== null && <Tabs.Tab value="history">{t('tab.history')}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="facts">
        <Facts sections={spec.sections} thing={thing} zone={zone} />
      </Tabs.Panel>
      {panels.map(({ key, Panel }) => (
        <Tabs.Panel key={key} value={key}>
          <Suspense fallback={<Loading />}>
            <Panel thing={thing} zone={zone} />
          </Suspense>
        </Tabs.Panel>
      ))}
      <Tabs.Panel value="references">
        <References kind={spec.key} id={thing.id} />
      </Tabs.Panel>
      {spec.history !== null && (
        <Tabs.Panel value="history">
          <History kind={spec.history} id={thing.id} zone={zone} />
        </Tabs.Panel>
      )}
    </Tabs>
  );
}

function One({ spec, thing }: { readonly spec: KindSpec; readonly thing: Thing }) {
  const { t } = useTranslation(['pools', 'common']);
  const navigate = useNavigate();
  const refresh = useRefresh();
  const may = useMay(spec);
  const { nameOf, zoneOf } = useCommunities();
  const [editing, setEditing] = useState(false);
  const list = `/pools/${spec.key}`;
  const zone =
    spec.key === 'communities' ? (textIn(thing.timeZone) ?? zoneOf(undefined)) : zoneOf(thing.communityId);
  const community = textIn(thing.communityId);
  const remove = async () => {
    await call(`/${spec.key}/${encodeURIComponent(thing.id)}`, { method: 'DELETE', version: thing.version });
    tell(t('deleted', { name: titleOf(thing) }));
    void navigate(list, { replace: true });
    await refresh(`/${spec.key}`);
  };
  return (
    <Page
      title={titleOf(thing)}
      lead={
        <Breadcrumbs separatorMargin={6} fz="sm">
          <Anchor component={Link} to={list} size="sm">
            {t(`kind.${spec.key}`)}
          </Anchor>
          {community !== undefined && <Text size="sm">{nameOf(community)}</Text>}
          <Text size="sm">{thing.id}</Text>
        </Breadcrumbs>
      }
      actions={
        !editing && (
          <>
            {may.write && (
              <Button leftSection={<IconPencil size={18} />} onClick={() => setEditing(true)}>
                {t('common:action.edit')}
              </Button>
            )}
            {may.remove && (
              <Confirm
                label={
                  <Group gap={6} wrap="nowrap">
                    <IconTrash size={18} aria-hidden />
                    {t('common:action.delete')}
                  </Group>
                }
                title={t('common:confirmDelete.title')}
                color="cinnabar"
                variant="light"
                confirmLabel={t('common:action.delete')}
                onConfirm={remove}
              >
                <Text>{t('deleteText', { name: titleOf(thing) })}</Text>
              </Confirm>
            )}
          </>
        )
      }
    >
      {editing ? (
        <EditForm
          spec={spec}
          thing={thing}
          onDone={() => setEditing(false)}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <Details spec={spec} thing={thing} zone={zone} />
      )}
    </Page>
  );
}

function Read({ spec, id }: { readonly spec: KindSpec; readonly id: string }) {
  const found = useRead<Thing>(`/${spec.key}/${encodeURIComponent(id)}`);
  return <Loaded of={found}>{(thing) => <One spec={spec} thing={thing} />}</Loaded>;
}

/** `/pools/:kind/:id`: a thing, what happened to it and what holds on to it. */
export default function ThingPage() {
  const { kind, id } = useParams();
  if (!isKind(kind) || id === undefined) return <NotFound />;
  return <Read key={`${kind}/${id}`} spec={KINDS[kind]} id={id} />;
}

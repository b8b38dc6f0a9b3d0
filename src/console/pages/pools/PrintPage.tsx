import { Button, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { call, type Page as ApiPage, type Query, rowsOf } from '~/api';
import { Loaded, NotFound, Page, Sheet, useFormat } from '~/ui';
import { COLUMNS } from './columns';
import { useCommunities, useNamesOfAll } from './data';
import { useAsked } from './filters';
import { isKind, KINDS, type KindSpec } from './kinds';
import { type Thing } from './thing';

const PAGE = 200;
const MOST_PAGES = 15;

async function readRows(
  path: string,
  query: Query,
  signal: AbortSignal,
): Promise<{ rows: Thing[]; total: number }> {
  let total = 0;
  const rows = await rowsOf(async (cursor) => {
    const page = await call<ApiPage<Thing>>(path, {
      query: { ...query, limit: PAGE, count: cursor === null ? true : null, cursor },
      signal,
    });
    total = page.total ?? total;
    return page;
  }, MOST_PAGES);
  return { rows, total };
}

function Print({ spec }: { readonly spec: KindSpec }) {
  const { t } = useTranslation(['pools', 'common']);
  const format = useFormat();
  const asked = useAsked(spec);
  const { nameOf } = useCommunities();
  const skill = useNamesOfAll(spec.key === 'volunteers' ? '/skills' : null);
  const path = `/${spec.key}`;
  const query = { ...asked.asked, sort: asked.sort };
  const found = useQuery({
    queryKey: [path, query, 'print'],
    queryFn: ({ signal }) => readRows(path, query, signal),
  });
  const words = { t, format, community: nameOf, skill };
  const columns = COLUMNS[spec.key].filter(({ key }) => key !== 'updatedAt');
  const now = new Date().toISOString();
  const narrowed = Object.entries(asked.asked)
    .filter(([key, value]) => key !== 'sort' && value !== null)
    .map(
      ([key, value]) =>
        `${t(key === 'q' ? 'search' : `filter.${key}`)}${t('colon')}${key === 'communityId' ? nameOf(String(value)) : key === 'skillId' ? skill(String(value)) : String(value)}`,
    );
  return (
    <Page
      title={t(`kind.${spec.key}`)}
      lead={
        <Text size="sm">
          {[t('print.asOf', { when: `${format.longDay(now)} ${format.time(now)}` }), ...narrowed].join(' · ')}
        </Text>
      }
      actions={
        <>
          <Button component={Link} to={`/pools/${spec.key}?${asked.text}`} variant="default">
            {t('backToList')}
          </Button>
          <Button leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>
            {t('common:action.print')}
          </Button>
        </>
      }
    >
      <Loaded of={found} rows={16}>
        {({ rows, total }) => (
          <div>
            <Text size="sm" mb="xs">
              {rows.length < total
                ? t('print.cut', { shown: format.number(rows.length), total: format.number(total) })
                : t('common:table.rows', { count: total })}
            </Text>
            <Sheet
              label={t(`kind.${spec.key}`)}
              head={columns.map(({ key }) => t(`field.${key}`))}
              rows={rows.map((thing) => ({
                key: thing.id,
                cells: columns.map(({ text }) => text(thing, words)),
              }))}
              note={
                rows.some(({ phone }) => typeof phone === 'string' && phone.includes('*'))
                  ? t('print.masked')
                  : undefined
              }
            />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** `/pools/:kind/print`: the list as it was narrowed, for paper. */
export default function PrintPage() {
  const { kind } = useParams();
  return isKind(kind) ? <Print key={kind} spec={KINDS[kind]} /> : <NotFound />;
}

import { Box, Button, Group, Table, Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { type ColumnDef, flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMediaQuery } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DataTable.module.css';

export type Column<T> = ColumnDef<T> & {
  /** What the service sorts by when somebody clicks the head, e.g. `name`; left out: it cannot be sorted. */
  readonly sortKey?: string;
  /** CSS width, e.g. `minmax(140px, 2fr)`. */
  readonly width?: string;
};

interface Props<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowId: (row: T) => string;
  /** `name` or `-name`, as lists of the service take it. */
  readonly sort?: string | null;
  readonly onSort?: (sort: string) => void;
  readonly onOpen?: (row: T) => void;
  /** Rows on all pages; null: unknown. */
  readonly total?: number | null;
  readonly hasMore?: boolean;
  readonly loadingMore?: boolean;
  readonly onMore?: () => void;
  /** Pixels that the list may be high before it scrolls by itself. */
  readonly height?: number;
}

const ROW_HEIGHT = 46;
const CARD_HEIGHT = 150;
const AHEAD = 12;

/** Below this, rows are cards: one cell below the other, each with the title of its column. */
const NARROW = '(max-width: 40em)';

/**
 * A list of any length: only what is in sight is drawn, and further pages are read as somebody scrolls towards them.
 * Arrow keys go from row to row, Enter opens one. On a phone each row is a card.
 */
export function DataTable<T>({
  label,
  columns,
  rows,
  rowId,
  sort,
  onSort,
  onOpen,
  total,
  hasMore,
  loadingMore,
  onMore,
  height = 560,
}: Props<T>) {
  const { t } = useTranslation('common');
  const scroller = useRef<HTMLDivElement>(null);
  const cards = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoized by a compiler
  const table = useReactTable({
    data: rows as T[],
    columns: columns as ColumnDef<T>[],
    getCoreRowModel: getCoreRowModel(),
    getRowId: rowId,
  });
  const all = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: all.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (cards ? CARD_HEIGHT : ROW_HEIGHT),
    overscan: AHEAD,
  });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore === true && loadingMore !== true && last >= all.length - AHEAD) onMore?.();
  }, [last, all.length, hasMore, loadingMore, onMore]);
  useEffect(() => virtual.measure(), [cards, virtual]);
  const template = cards ? '1fr' : columns.map(({ width }) => width ?? 'minmax(110px, 1fr)').join(' ');
  const step = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = event.currentTarget;
    const to =
      event.key === 'ArrowDown'
        ? row.nextElementSibling
        : event.key === 'ArrowUp'
          ? row.previousElementSibling
          : null;
    if (to instanceof HTMLElement) {
      event.preventDefault();
      to.focus();
    }
  };
  return (
    <Box>
      <div className={classes.scroller} ref={scroller} style={{ maxHeight: height }} tabIndex={-1}>
        <div
          role="table"
          aria-label={label}
          aria-rowcount={total ?? all.length}
          className={cards ? classes.cards : classes.table}
        >
          <div role="rowgroup" className={classes.head}>
            <div role="row" className={classes.row} style={{ gridTemplateColumns: template }}>
              {table.getFlatHeaders().map((header) => {
                const { sortKey } = header.column.columnDef as Column<T>;
                const text = flexRender(header.column.columnDef.header, header.getContext());
                if (sortKey === undefined || onSort === undefined) {
                  return (
                    <div role="columnheader" key={header.id} className={classes.th}>
                      {text}
                    </div>
                  );
                }
                const way = sort === sortKey ? 'ascending' : sort === `-${sortKey}` ? 'descending' : 'none';
                const Icon =
                  way === 'ascending' ? IconArrowUp : way === 'descending' ? IconArrowDown : IconArrowsSort;
                return (
                  <div role="columnheader" key={header.id} className={classes.th} aria-sort={way}>
                    <UnstyledButton
                      fw={600}
                      fz="sm"
                      onClick={() => onSort(way === 'ascending' ? `-${sortKey}` : sortKey)}
                    >
                      <Group gap={4} wrap="nowrap">
                        {text}
                        <Icon size={14} aria-hidden />
                      </Group>
                    </UnstyledButton>
                  </div>
                );
              })}
            </div>
          </div>
          <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {seen.map((item) => {
              const row = all[item.index];
              if (row === undefined) return null;
              const open = onOpen === undefined ? undefined : () => onOpen(row.original);
              return (
                <div
                  role="row"
                  key={row.id}
                  data-index={item.index}
                  aria-rowindex={item.index + 1}
                  ref={virtual.measureElement}
                  className={`${classes.row} ${classes.body} ${open === undefined ? '' : classes.open}`}
                  style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
                  {...(open === undefined
                    ? {}
                    : {
                        tabIndex: 0,
                        onClick: open,
                        onKeyDown: (event) =>
                          event.key === 'Enter' && event.target === event.currentTarget
                            ? open()
                            : step(event),
                      })}
                >
                  {row.getVisibleCells().map((cell, place) => (
                    <div role="cell" key={cell.id} className={classes.td}>
                      {cards && place > 0 && typeof cell.column.columnDef.header === 'string' && (
                        <span className={classes.label} aria-hidden>
                          {cell.column.columnDef.header}
                        </span>
                      )}
                      {flexRender(cell.column.columnDef.cell, cell.getContext())}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <Group justify="space-between" mt="xs">
        <Text size="sm" c="dimmed" role="status">
          {total !== null && total !== undefined && all.length < total
            ? t('table.loaded', { loaded: all.length, total })
            : t('table.rows', { count: all.length })}
        </Text>
        {hasMore === true && (
          <Button size="xs" variant="subtle" loading={loadingMore === true} onClick={onMore}>
            {t('action.more')}
          </Button>
        )}
      </Group>
    </Box>
  );
}

/** A short table that is shown as a whole. */
export function SmallTable({
  label,
  head,
  rows,
}: {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly React.ReactNode[])[];
}) {
  return (
    <Table.ScrollContainer
      minWidth={Math.min(480, head.length * 84)}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': label } }}
    >
      <Table aria-label={label} striped verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {head.map((text) => (
              <Table.Th key={text}>{text}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((cells, row) => (
            <Table.Tr key={row}>
              {cells.map((cell, column) => (
                <Table.Td key={column}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

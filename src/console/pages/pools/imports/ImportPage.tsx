import {
  Alert,
  Badge,
  Button,
  FileButton,
  Group,
  List,
  Paper,
  Stack,
  Stepper,
  Text,
  TextInput,
  ThemeIcon,
} from '@mantine/core';
import { type ImportFault, type ImportReport } from '@heli/contracts';
import {
  IconCircleCheck,
  IconDownload,
  IconFileSpreadsheet,
  IconRefresh,
  IconUpload,
} from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { download, saveFile, useRefresh, asError } from '~/api';
import {
  type Column,
  DataTable,
  NoPermission,
  NotFound,
  Page,
  ProblemAlert,
  tell,
  tellProblem,
  useFormat,
} from '~/ui';
import { isKind, KINDS, type KindSpec } from '../kinds';
import { useMay } from '../may';
import { bring, correctedFile, isXlsx, readCells } from './file';
import { type CsvFile, written } from './table';

interface Chosen {
  readonly file: File;
  readonly cells: CsvFile | null;
  readonly report: ImportReport;
}

const keyOf = ({ row, column }: ImportFault) => `${row}\n${column ?? ''}`;

function Templates({ spec }: { readonly spec: KindSpec }) {
  const { t, i18n } = useTranslation('pools');
  const take = (format: 'csv' | 'xlsx', template: boolean) =>
    void download(`/exports/${spec.key}.${format}`, `${spec.key}.${format}`, {
      lang: i18n.language,
      template: template ? true : null,
    }).catch(tellProblem);
  return (
    <Group gap="xs">
      <Button variant="light" leftSection={<IconDownload size={16} />} onClick={() => take('xlsx', true)}>
        {t('import.templateXlsx')}
      </Button>
      <Button variant="light" leftSection={<IconDownload size={16} />} onClick={() => take('csv', true)}>
        {t('import.templateCsv')}
      </Button>
      <Button variant="subtle" leftSection={<IconDownload size={16} />} onClick={() => take('xlsx', false)}>
        {t('import.current')}
      </Button>
    </Group>
  );
}

function Drop({ busy, onFile }: { readonly busy: boolean; readonly onFile: (file: File) => void }) {
  const { t } = useTranslation('pools');
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) onFile(file);
  };
  return (
    <Paper
      withBorder
      p="xl"
      style={{
        borderStyle: 'dashed',
        borderWidth: 2,
        ...(over
          ? { borderColor: 'var(--mantine-color-jade-7)', background: 'var(--mantine-color-jade-0)' }
          : {}),
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Stack align="center" gap="sm" ta="center">
        <ThemeIcon size={52} radius="xl" variant="light" aria-hidden>
          <IconFileSpreadsheet size={28} />
        </ThemeIcon>
        <Text>{t('import.drop')}</Text>
        <FileButton
          onChange={(file) => file !== null && onFile(file)}
          accept=".csv,.xlsx,.txt,.tsv"
          inputProps={{ 'aria-label': t('import.choose') }}
        >
          {(props) => (
            <Button {...props} loading={busy} leftSection={<IconUpload size={18} />}>
              {t('import.choose')}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {t('import.limits')}
        </Text>
      </Stack>
    </Paper>
  );
}

interface FaultsProps {
  readonly chosen: Chosen;
  readonly fixes: ReadonlyMap<string, string>;
  readonly onFix: (key: string, value: string) => void;
}

/** Every fault where it is; cells of a CSV file are corrected here. */
function FaultTable({ chosen: { report, cells }, fixes, onFix }: FaultsProps) {
  const { t } = useTranslation('pools');
  const columns: Column<ImportFault>[] = [
    {
      id: 'row',
      header: t('import.fault.row'),
      cell: ({ row: { original } }) => original.row,
      width: '64px',
    },
    {
      id: 'column',
      header: t('import.fault.column'),
      cell: ({ row: { original } }) => original.column ?? t('import.fault.whole'),
      width: 'minmax(90px, 0.8fr)',
    },
    {
      id: 'value',
      header: t('import.fault.value'),
      cell: ({ row: { original } }) =>
        cells === null || original.column === null ? (
          original.value
        ) : (
          <TextInput
            size="xs"
            aria-label={t('import.fault.fix', { row: original.row, column: original.column })}
            value={fixes.get(keyOf(original)) ?? original.value}
            onChange={({ currentTarget }) => onFix(keyOf(original), currentTarget.value)}
          />
        ),
      width: 'minmax(140px, 1.2fr)',
    },
    {
      id: 'message',
      header: t('import.fault.message'),
      cell: ({ row: { original } }) => (
        <Text size="sm" style={{ whiteSpace: 'normal' }}>
          {original.message}
        </Text>
      ),
      width: 'minmax(220px, 2.4fr)',
    },
  ];
  return (
    <DataTable
      label={t('import.fault.title')}
      columns={columns}
      rows={report.faults}
      rowId={(fault) => `${keyOf(fault)}\n${fault.code}\n${report.faults.indexOf(fault)}`}
      total={report.faultCount}
      height={440}
    />
  );
}

function Import({ spec }: { readonly spec: KindSpec }) {
  const { t } = useTranslation(['pools', 'common']);
  const format = useFormat();
  const refresh = useRefresh();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [fixes, setFixes] = useState<ReadonlyMap<string, string>>(new Map());
  const [stored, setStored] = useState<ImportReport | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const during = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(asError(thrown));
    } finally {
      setBusy(false);
    }
  };
  const check = (file: File) =>
    during(async () => {
      setChosen(null);
      setStored(null);
      const report = await bring(spec.key, file, true);
      setChosen({ file, report, cells: report.faultCount > 0 ? await readCells(file) : null });
      setFixes(new Map());
    });
  const checkAgain = () => {
    if (chosen?.cells == null) return;
    const corrections = chosen.report.faults.flatMap((fault) => {
      const value = fixes.get(keyOf(fault));
      return value === undefined || fault.column === null
        ? []
        : [{ row: fault.row, column: fault.column, value }];
    });
    void check(correctedFile(chosen.file, chosen.cells, corrections));
  };
  const store = () =>
    during(async () => {
      if (chosen === null) return;
      const report = await bring(spec.key, chosen.file, false);
      if (report.faultCount > 0) {
        setChosen({ ...chosen, report, cells: await readCells(chosen.file) });
        return;
      }
      setStored(report);
      setChosen(null);
      tell(t('import.done', { count: report.created + report.updated }));
      await refresh(`/${spec.key}`);
    });
  const report = chosen?.report;
  const faulty = (report?.faultCount ?? 0) > 0;
  const saveFaults = () => {
    const titles = ['row', 'column', 'value', 'message'].map((key) => t(`import.fault.${key}`));
    const rows = (report?.faults ?? []).map(({ row, column, value, message }) => [
      String(row),
      column ?? '',
      value,
      message,
    ]);
    saveFile(
      new Blob([written({ delimiter: ',', rows: [titles, ...rows] })], { type: 'text/csv' }),
      `${spec.key}-faults.csv`,
    );
  };
  return (
    <Page
      title={t('import.title', { kind: t(`kind.${spec.key}`) })}
      lead={t('import.lead')}
      actions={
        <Button component={Link} to={`/pools/${spec.key}`} variant="default">
          {t('backToList')}
        </Button>
      }
    >
      <Stepper
        active={stored !== null ? 3 : chosen === null ? 0 : faulty ? 1 : 2}
        size="sm"
        iconSize={32}
        wrap={false}
        visibleFrom="sm"
      >
        <Stepper.Step label={t('import.step.choose')} />
        <Stepper.Step label={t('import.step.check')} />
        <Stepper.Step label={t('import.step.store')} />
      </Stepper>
      {error !== null && <ProblemAlert error={error} />}
      {stored !== null && (
        <Alert color="jade" icon={<IconCircleCheck />} title={t('import.storedTitle')} role="status">
          <Stack align="flex-start" gap="sm">
            <Text size="sm">
              {t('import.counts', {
                created: format.number(stored.created),
                updated: format.number(stored.updated),
                unchanged: format.number(stored.unchanged),
              })}
            </Text>
            <Group gap="xs">
              <Button component={Link} to={`/pools/${spec.key}`}>
                {t('import.look')}
              </Button>
              <Button variant="subtle" onClick={() => setStored(null)}>
                {t('import.another')}
              </Button>
            </Group>
          </Stack>
        </Alert>
      )}
      {chosen === null && stored === null && (
        <>
          <Paper withBorder p="md">
            <Stack gap="xs">
              <Text fw={600}>{t('import.before')}</Text>
              <List size="sm" spacing={4}>
                {['titles', 'which', 'empty', 'all'].map((key) => (
                  <List.Item key={key}>{t(`import.rule.${key}`)}</List.Item>
                ))}
              </List>
              <Templates spec={spec} />
            </Stack>
          </Paper>
          <Drop busy={busy} onFile={(file) => void check(file)} />
        </>
      )}
      {chosen !== null && report !== undefined && (
        <Stack>
          <Paper withBorder p="md">
            <Group justify="space-between" align="flex-start">
              <Stack gap={4}>
                <Group gap="xs">
                  <IconFileSpreadsheet size={20} aria-hidden />
                  <Text fw={600}>{chosen.file.name}</Text>
                  <Badge color={faulty ? 'cinnabar' : 'jade'} variant="light" tt="none">
                    {faulty ? t('import.faults', { count: report.faultCount }) : t('import.clean')}
                  </Badge>
                </Group>
                <Text size="sm" role="status">
                  {t('import.rows', { count: report.rows })}
                  {!faulty &&
                    ` · ${t('import.counts', { created: format.number(report.created), updated: format.number(report.updated), unchanged: format.number(report.unchanged) })}`}
                </Text>
                {report.ignoredColumns.length > 0 && (
                  <Text size="sm" c="dimmed">
                    {t('import.ignored', { columns: report.ignoredColumns.join(' · ') })}
                  </Text>
                )}
              </Stack>
              <Group gap="xs">
                <Button variant="default" onClick={() => setChosen(null)}>
                  {t('import.otherFile')}
                </Button>
                {!faulty && (
                  <Button
                    loading={busy}
                    onClick={() => void store()}
                    disabled={report.created + report.updated === 0}
                  >
                    {t('import.store', { count: report.created + report.updated })}
                  </Button>
                )}
              </Group>
            </Group>
          </Paper>
          {faulty && (
            <>
              <Group justify="space-between">
                <Text size="sm">
                  {isXlsx(chosen.file.name) ? t('import.fixInFile') : t('import.fixHere')}
                </Text>
                <Group gap="xs">
                  <Button variant="subtle" leftSection={<IconDownload size={16} />} onClick={saveFaults}>
                    {t('import.saveFaults')}
                  </Button>
                  {chosen.cells !== null && (
                    <Button
                      loading={busy}
                      disabled={fixes.size === 0}
                      leftSection={<IconRefresh size={16} />}
                      onClick={checkAgain}
                    >
                      {t('import.checkAgain')}
                    </Button>
                  )}
                </Group>
              </Group>
              <FaultTable
                chosen={chosen}
                fixes={fixes}
                onFix={(key, value) => setFixes(new Map([...fixes, [key, value]]))}
              />
            </>
          )}
        </Stack>
      )}
    </Page>
  );
}

/** `/pools/:kind/import`: choose a table, look at what it would do, correct it, store all of it or nothing. */
export default function ImportPage() {
  const { kind } = useParams();
  if (!isKind(kind) || !KINDS[kind].tables) return <NotFound />;
  return <Allowed spec={KINDS[kind]} key={kind} />;
}

const Allowed = ({ spec }: { readonly spec: KindSpec }) =>
  useMay(spec).import ? <Import spec={spec} /> : <NoPermission />;

import { Alert, Button, FileInput, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { type ImportReport } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, download, useChange } from '~/api';
import { ProblemAlert, tell, tellProblem } from '~/ui';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FAULTS_SHOWN = 20;

const bring = (file: File, dryRun: boolean): Promise<ImportReport> =>
  call<ImportReport>('/imports/activities', {
    method: 'POST',
    query: { dryRun },
    body: file,
    headers: { 'content-type': /\.xlsx$/i.test(file.name) ? XLSX : 'text/csv' },
  });

/** A table of activities: the template, the check, and then all rows or none. */
export function ImportActivities({ label, filled }: { readonly label: string; readonly filled: boolean }) {
  const { t, i18n } = useTranslation(['welcome', 'common']);
  const [opened, { open, close }] = useDisclosure(false);
  const [file, setFile] = useState<File | null>(null);
  const check = useChange<File, ImportReport>((given) => bring(given, true), []);
  const store = useChange<File, ImportReport>(
    (given) => bring(given, false),
    ['/activities', '/seasons'],
    ({ created, updated }) => {
      tell(t('import.done', { created, updated }));
      close();
    },
  );
  const choose = (given: File | null) => {
    setFile(given);
    store.reset();
    check.reset();
    if (given !== null) check.mutate(given);
  };
  const report = check.data;
  const good = report?.faultCount === 0;
  return (
    <>
      <Button size="sm" variant={filled ? 'filled' : 'light'} onClick={open}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('import.title')}
        size="lg"
        centered
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        <Stack>
          <Text size="sm">{t('import.text')}</Text>
          <Button
            variant="light"
            leftSection={<IconDownload size={16} />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() =>
              void download('/exports/activities.xlsx', 'activities.xlsx', {
                lang: i18n.language,
                template: true,
              }).catch(tellProblem)
            }
          >
            {t('import.template')}
          </Button>
          <FileInput
            label={t('import.file')}
            placeholder={t('import.choose')}
            leftSection={<IconFileSpreadsheet size={18} />}
            accept=".csv,.xlsx"
            value={file}
            onChange={choose}
            clearable
            clearButtonProps={{ 'aria-label': t('common:action.clear') }}
          />
          <div aria-live="polite">
            {check.isPending && <Text size="sm">{t('import.checking')}</Text>}
            {report !== undefined && good && (
              <Alert color="jade" icon={<IconCheck size={20} />} title={t('import.good')}>
                {t('import.counts', report)}
              </Alert>
            )}
            {report !== undefined && !good && (
              <Alert color="cinnabar" title={t('import.faults', { count: report.faultCount })}>
                <List size="sm">
                  {report.faults.slice(0, FAULTS_SHOWN).map(({ row, column, message }, place) => (
                    <List.Item key={place}>
                      {t('import.fault', { row, column: column ?? '', message })}
                    </List.Item>
                  ))}
                </List>
              </Alert>
            )}
          </div>
          {check.error !== null && <ProblemAlert error={check.error} />}
          {store.error !== null && <ProblemAlert error={store.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button
              disabled={!good}
              loading={store.isPending}
              onClick={() => file !== null && store.mutate(file)}
            >
              {t('import.store')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

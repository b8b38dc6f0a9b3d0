import { Alert, Button, Center, Code, List, Skeleton, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconInbox, IconLock, IconMapOff } from '@tabler/icons-react';
import { createContext, type ReactNode, use, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiProblem } from '../api';

/** Grey lines where rows will be. */
export function Loading({ rows = 6 }: { readonly rows?: number }) {
  const { t } = useTranslation('common');
  return (
    <Stack gap="sm" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={20} width={`${90 - ((row * 17) % 35)}%`} radius="sm" />
      ))}
    </Stack>
  );
}

/** Whether a page with its title is around: else a notice is the page, and its words are the title. */
export const WithinPage = createContext(false);

interface NoticeProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Stands for what was asked for, maybe for a whole page. */
  readonly whole?: boolean;
}

function Notice({ icon, title, children, action, whole = false }: NoticeProps) {
  const { t } = useTranslation('common');
  const alone = !use(WithinPage) && whole;
  useEffect(() => {
    if (alone) document.title = `${title} · ${t('product')}`;
  }, [alone, title, t]);
  return (
    <Center mih={220} p="lg">
      <Stack align="center" gap="xs" maw={460} ta="center">
        <ThemeIcon size={56} radius="xl" variant="light" color="gray" aria-hidden>
          {icon}
        </ThemeIcon>
        <Title order={alone ? 1 : 2} size="h4">
          {title}
        </Title>
        {children !== undefined && (
          <Text c="dimmed" component="div">
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
}

/** Nothing there, and what to do about it. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title?: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  const { t } = useTranslation('common');
  return (
    <Notice icon={<IconInbox size={30} />} title={title ?? t('state.empty')} action={action}>
      {children}
    </Notice>
  );
}

export function NoPermission() {
  const { t } = useTranslation('common');
  return (
    <Notice icon={<IconLock size={30} />} title={t('state.forbidden')} whole>
      {t('state.forbiddenHint')}
    </Notice>
  );
}

export function NotFound() {
  const { t } = useTranslation('common');
  return (
    <Notice
      icon={<IconMapOff size={30} />}
      title={t('state.notFound')}
      whole
      action={
        <Button component={Link} to="/" variant="light" mt="sm">
          {t('state.home')}
        </Button>
      }
    >
      {t('state.notFoundHint')}
    </Notice>
  );
}

/** What the service refused, fault by fault, or that it could not be reached. */
export function ProblemAlert({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const { t } = useTranslation('common');
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <Alert
      color="cinnabar"
      icon={<IconAlertTriangle size={20} />}
      title={problem?.title ?? t('state.failed')}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{problem?.detail ?? t('state.unreachable')}</Text>
        {problem !== null && problem.errors.length > 0 && (
          <List size="sm">
            {problem.errors.slice(0, 30).map(({ pointer, parameter, message }, place) => (
              <List.Item key={place}>
                <Code>{parameter ?? pointer}</Code> {message}
              </List.Item>
            ))}
          </List>
        )}
        {problem?.requestId !== null && problem !== null && problem.status >= 500 && (
          <Text size="xs" c="dimmed">
            {t('state.requestId', { id: problem.requestId })}
          </Text>
        )}
        {retry !== undefined && (
          <Button size="xs" variant="light" color="cinnabar" onClick={retry}>
            {t('action.retry')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** What was asked for, or the state that it is in: being loaded, refused, failed. */
export function Loaded<T>({
  of,
  rows,
  children,
}: {
  readonly of: Asked<T>;
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return children(of.data);
  if (of.error === null) return <Loading {...(rows === undefined ? {} : { rows })} />;
  if (of.error instanceof ApiProblem && of.error.status === 403) return <NoPermission />;
  if (of.error instanceof ApiProblem && of.error.status === 404) return <NotFound />;
  return <ProblemAlert error={of.error} retry={() => void of.refetch()} />;
}

import {
  Box,
  Button,
  Center,
  Divider,
  Group,
  Paper,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { type SyntheticEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, offer, asError } from '../../api';
import { askForCode, signIn, signInByCode } from '../../api/session';
import { LANGUAGES, type Language, speak } from '../../i18n';
import { ProblemAlert } from '../../ui';

/** By password, by one-time code, by the organization's own sign-in; in demo mode also by choosing who to be. */
export default function SignIn() {
  const { t, i18n } = useTranslation(['sign-in', 'common']);
  const [way, setWay] = useState<'password' | 'code'>('password');
  const [login, setLogin] = useState('');
  const [secret, setSecret] = useState('');
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    document.title = `${t('title')} · ${t('common:product')}`;
  }, [t]);
  const during = async (what: string, work: () => Promise<void>) => {
    setBusy(what);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(asError(thrown));
    } finally {
      setBusy(null);
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void during('form', async () => {
      if (way === 'password') return signIn(login, secret);
      if (sent) return signInByCode(login, secret);
      await askForCode(login);
      setSent(true);
    });
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Box w="100%" maw={420}>
        <Stack gap="lg">
          <Stack gap={6} align="center" ta="center">
            <img src={addressOf('favicon.svg')} alt="" width={56} height={56} />
            <Title order={1} size="h2">
              {t('title')}
            </Title>
            <Text c="dimmed">{t('lead')}</Text>
          </Stack>
          <Paper withBorder p="lg" radius="lg" shadow="xs">
            <form onSubmit={submit}>
              <Stack>
                <TextInput
                  label={t('login')}
                  value={login}
                  onChange={({ currentTarget }) => setLogin(currentTarget.value)}
                  autoComplete="username"
                  autoCapitalize="none"
                  required
                />
                {way === 'password' && (
                  <PasswordInput
                    label={t('password')}
                    value={secret}
                    onChange={({ currentTarget }) => setSecret(currentTarget.value)}
                    autoComplete="current-password"
                    required
                  />
                )}
                {way === 'code' && sent && (
                  <>
                    <Text size="sm" c="dimmed" role="status">
                      {t('codeHint')}
                    </Text>
                    <TextInput
                      label={t('code')}
                      value={secret}
                      onChange={({ currentTarget }) => setSecret(currentTarget.value)}
                      autoComplete="one-time-code"
                      inputMode="numeric"
                      required
                    />
                  </>
                )}
                {error !== null && <ProblemAlert error={error} />}
                <Button type="submit" loading={busy === 'form'} size="md">
                  {way === 'code' && !sent ? t('sendCode') : t('submit')}
                </Button>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => {
                    setWay(way === 'code' ? 'password' : 'code');
                    setSecret('');
                    setSent(false);
                    setError(null);
                  }}
                >
                  {way === 'code' ? t('byPassword') : t('byCode')}
                </Button>
                {offer.oidc && (
                  <Button component="a" href={addressOf('api/v1/auth/oidc/start')} variant="default">
                    {t('oidc')}
                  </Button>
                )}
              </Stack>
            </form>
            {offer.demo.length > 0 && (
              <>
                <Divider my="md" label={t('demo.title')} />
                <Text size="sm" c="dimmed" mb="xs">
                  {t('demo.text')}
                </Text>
                <Group gap="xs">
                  {offer.demo.map((person) => (
                    <Button
                      key={person.login}
                      variant="light"
                      size="compact-md"
                      loading={busy === person.login}
                      onClick={() => void during(person.login, () => signIn(person.login, person.password))}
                    >
                      {t(`common:role.${person.role}`)}
                    </Button>
                  ))}
                </Group>
              </>
            )}
          </Paper>
          <Center>
            <SegmentedControl
              size="xs"
              aria-label={t('common:menu.language')}
              data={LANGUAGES.map((language) => ({
                value: language,
                label: t(`common:language.${language}`),
              }))}
              value={i18n.language}
              onChange={(language) => void speak(language as Language)}
            />
          </Center>
        </Stack>
      </Box>
    </Center>
  );
}

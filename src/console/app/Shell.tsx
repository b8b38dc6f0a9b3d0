import {
  ActionIcon,
  Anchor,
  AppShell,
  Box,
  Burger,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Select,
  Text,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook2, IconLanguage, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink as RouterLink, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { addressOf, call, offer, asError } from '../api';
import { signOut } from '../api/session';
import { LANGUAGES, type Language, speak } from '../i18n';
import { Waiting } from '../ui/Waiting';
import { tellProblem } from '../ui/tell';
import { NAVIGATION, type NavItem } from './navigation';
import { useSeason, useSeasons } from './seasons';
import { useWho, type Who } from './who';

const isOwn = ({ own }: NavItem, who: Who): boolean =>
  own === undefined || (own === 'volunteer' ? who.me.volunteerId !== null : who.me.partnerUnitId !== null);

/** What somebody finds in the menu, with the season put in. */
function itemsOf(who: Who, seasonId: string | null): (NavItem & { readonly path: string })[] {
  return NAVIGATION.filter((item) => who.is(...item.roles) && isOwn(item, who))
    .filter(({ to }) => seasonId !== null || !to.includes(':season'))
    .map((item) => ({ ...item, path: item.to.replace(':season', encodeURIComponent(seasonId ?? '')) }));
}

function SeasonSelect() {
  const { t } = useTranslation('common');
  const { seasonId } = useParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const { seasons } = useSeasons();
  const { season } = useSeason();
  if (seasons.length === 0) return null;
  const go = (id: string | null) => {
    if (id === null) return;
    const page = seasonId === undefined ? 'board' : (pathname.split('/')[3] ?? 'board');
    localStorage.setItem('heli.season', id);
    void navigate(
      `/seasons/${encodeURIComponent(id)}/${['board', 'runs', 'open', 'dashboard'].includes(page) ? page : 'board'}`,
    );
  };
  return (
    <Select
      aria-label={t('season.choose')}
      data={seasons.map(({ id, name }) => ({ value: id, label: name }))}
      value={season?.id ?? null}
      onChange={go}
      allowDeselect={false}
      searchable={seasons.length > 8}
      size="sm"
      w={{ base: 150, sm: 240 }}
      comboboxProps={{ withinPortal: true }}
    />
  );
}

function AccountMenu() {
  const { t, i18n } = useTranslation('common');
  const { me, roles, everything } = useWho();
  const choose = (language: Language) => {
    speak(language)
      .then(() =>
        me.kind === 'account' && me.version !== undefined
          ? call('/me', { method: 'PATCH', body: { language }, version: '*' })
          : undefined,
      )
      .catch((error: unknown) => tellProblem(asError(error)));
  };
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('menu.account')}>
          <IconUserCircle size={26} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} c="dark">
            {me.displayName ?? me.login ?? t('role.operator')}
          </Text>
          <Text size="xs">
            {me.kind === 'operator' || (everything && roles.size === 0)
              ? t('role.operator')
              : [...roles].map((role) => t(`role.${role}`)).join(' · ')}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('menu.language')}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            leftSection={<IconLanguage size={16} />}
            aria-current={i18n.language === language}
            fw={i18n.language === language ? 650 : 400}
            onClick={() => choose(language)}
          >
            {t(`language.${language}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/help" leftSection={<IconBook2 size={16} />}>
          {t('menu.help')}
        </Menu.Item>
        <Menu.Item component="a" href={addressOf('api/docs')} leftSection={<IconBook2 size={16} />}>
          {t('menu.api')}
        </Menu.Item>
        {offer.auth === 'accounts' && (
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut().catch(tellProblem)}>
            {t('menu.signOut')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

const BAR = 5;

/** Head, menu and content. On a phone the first places of the menu are a bar within reach of the thumb. */
export function Shell() {
  const { t } = useTranslation('common');
  const who = useWho();
  const { season } = useSeason();
  const [opened, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const items = itemsOf(who, season?.id ?? null);
  const known = useRef(pathname);
  useEffect(() => {
    // Whoever cannot see hears that another page is there.
    if (known.current !== pathname) {
      known.current = pathname;
      close();
      main.current?.focus({ preventScroll: true });
      window.scrollTo({ top: 0 });
    }
  }, [pathname, close]);
  return (
    <AppShell
      header={{ height: 58 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      footer={{ height: { base: 60, sm: 0 } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a
        className="heli-skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('menu.open')}
              aria-expanded={opened}
            />
            <Anchor component={Link} to="/" underline="never" c="dark" aria-label={t('product')}>
              <Group gap={8} wrap="nowrap">
                <img src={addressOf('favicon.svg')} alt="" width={30} height={30} />
                <Text fw={750} size="lg" component="span" visibleFrom="xs">
                  {t('product')}
                </Text>
              </Group>
            </Anchor>
          </Group>
          <Group gap="xs" wrap="nowrap">
            {who.is('admin', 'council', 'coordinator', 'auditor') && <SeasonSelect />}
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <AppShell.Section grow component={ScrollArea}>
          <nav aria-label={t('menu.main')}>
            {items.map(({ key, path, icon: Icon }) => (
              <NavLink
                key={key}
                component={RouterLink}
                to={path}
                label={t(`nav.${key}`)}
                leftSection={<Icon size={20} stroke={1.7} aria-hidden />}
                active={pathname === path || pathname.startsWith(`${path}/`)}
                style={{ borderRadius: 8 }}
                fw={550}
              />
            ))}
          </nav>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" ref={main} tabIndex={-1}>
        <Box maw={1480} mx="auto">
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </Box>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm" className="heli-no-print">
        <Group h="100%" gap={0} grow component="nav" aria-label={t('menu.main')}>
          {items.slice(0, BAR).map(({ key, path, icon: Icon }) => {
            const active = pathname === path || pathname.startsWith(`${path}/`);
            return (
              <UnstyledButton
                key={key}
                component={RouterLink}
                to={path}
                ta="center"
                c={active ? 'jade.7' : 'gray.7'}
                aria-current={active ? 'page' : undefined}
              >
                <Icon size={22} stroke={active ? 2.2 : 1.7} aria-hidden />
                <Text size="xs" fw={active ? 650 : 500} truncate>
                  {t([`bar.${key}`, `nav.${key}`])}
                </Text>
              </UnstyledButton>
            );
          })}
        </Group>
      </AppShell.Footer>
    </AppShell>
  );
}

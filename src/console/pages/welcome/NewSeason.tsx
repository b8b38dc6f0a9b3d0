import { Button, Group, Modal, MultiSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ChinaCalendar, type CommunityRead, type SeasonRead } from '@heli/contracts';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call, useAll, useChange } from '~/api';
import { addDays, DEFAULT_ZONE, ProblemAlert, tell, useFormat, zonedInstant } from '~/ui';
import { mondayAfter } from './days';

const WEEKS = 26;
const MOST_WEEKS = 106;

interface Wish {
  readonly name: string;
  readonly first: string;
  readonly weeks: number;
  readonly communityIds: readonly string[];
}

/** Makes the season with the days off that are known of its years, so that holidays count from the beginning. */
async function make({ name, first, weeks, communityIds }: Wish, zone: string): Promise<SeasonRead> {
  const end = addDays(first, weeks * 7);
  const { holidays, makeUpWorkdays } = await call<ChinaCalendar>('/calendars/china', {
    query: { firstYear: first.slice(0, 4), lastYear: end.slice(0, 4) },
  });
  return call<SeasonRead>('/seasons', {
    method: 'POST',
    body: {
      name,
      start: zonedInstant(first, '00:00', zone),
      end: zonedInstant(end, '00:00', zone),
      communityIds,
      calendar: { holidays, makeUpWorkdays },
    },
  });
}

/** A button that asks for a season: its name, its weeks, who plans together. */
export function NewSeason({ label, filled }: { readonly label: string; readonly filled: boolean }) {
  const { t } = useTranslation(['welcome', 'common']);
  const format = useFormat();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure(false);
  const communities = useAll<CommunityRead>(opened ? '/communities' : null);
  const [wish, setWish] = useState<Wish | null>(null);
  const all = communities.data ?? [];
  const begin = () => {
    setWish({ name: '', first: mondayAfter(Date.now()), weeks: WEEKS, communityIds: [] });
    open();
  };
  const zone =
    all.find(({ id }) => wish?.communityIds.includes(id))?.timeZone ?? all[0]?.timeZone ?? DEFAULT_ZONE;
  const making = useChange<Wish, SeasonRead>(
    (asked) => make(asked, zone),
    ['/seasons'],
    ({ id }) => {
      tell(t('season.made'));
      close();
      void navigate(`/seasons/${encodeURIComponent(id)}/board`);
    },
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (wish !== null) making.mutate(wish);
  };
  return (
    <>
      <Button size="sm" variant={filled ? 'filled' : 'light'} onClick={begin}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('season.title')}
        centered
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        {wish !== null && (
          <form onSubmit={submit}>
            <Stack>
              <TextInput
                label={t('season.name')}
                required
                maxLength={200}
                value={wish.name}
                onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
                data-autofocus
              />
              <Group grow align="flex-start">
                <TextInput
                  type="date"
                  label={t('season.first')}
                  required
                  value={wish.first}
                  onChange={(event) => setWish({ ...wish, first: event.currentTarget.value })}
                />
                <NumberInput
                  label={t('season.weeks')}
                  required
                  min={1}
                  max={MOST_WEEKS}
                  allowDecimal={false}
                  value={wish.weeks}
                  onChange={(weeks) => setWish({ ...wish, weeks: Number(weeks) })}
                />
              </Group>
              {wish.first !== '' && wish.weeks > 0 && (
                <Text size="sm" c="dimmed">
                  {t('season.until', {
                    day: format.longDay(`${addDays(wish.first, wish.weeks * 7 - 1)}T04:00:00Z`),
                  })}
                </Text>
              )}
              <MultiSelect
                label={t('season.communities')}
                required
                searchable
                data={all.map(({ id, name }) => ({ value: id, label: name }))}
                value={[...wish.communityIds]}
                onChange={(communityIds) => setWish({ ...wish, communityIds })}
                nothingFoundMessage={t('common:state.noMatch')}
              />
              <Button
                size="compact-sm"
                variant="subtle"
                style={{ alignSelf: 'flex-start' }}
                onClick={() => setWish({ ...wish, communityIds: all.map(({ id }) => id) })}
              >
                {t('season.all', { count: all.length })}
              </Button>
              {making.error !== null && <ProblemAlert error={making.error} />}
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {t('common:action.cancel')}
                </Button>
                <Button
                  type="submit"
                  loading={making.isPending}
                  disabled={wish.communityIds.length === 0 || wish.first === '' || wish.weeks < 1}
                >
                  {t('season.make')}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Modal>
    </>
  );
}

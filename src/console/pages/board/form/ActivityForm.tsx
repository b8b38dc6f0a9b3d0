import {
  type ActivityRead,
  type CommunityRead,
  type SeasonRead,
  type SkillRead,
  type VenueRead,
} from '@heli/contracts';
import {
  ActionIcon,
  Button,
  Checkbox,
  Fieldset,
  Group,
  Modal,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call, useAll, useChange, useRefresh } from '~/api';
import { Confirm, ProblemAlert, tell } from '~/ui';
import { bodyOf, type Draft, draftOf, freeId, type RoleDraft } from './draft';

const KINDS = ['self_governance', 'volunteer_service', 'training', 'festival'] as const;
const PURPOSES = [
  'materials',
  'refreshments',
  'prizes',
  'printing',
  'transport',
  'food',
  'insurance',
  'teacher',
  'publicity',
  'performance',
] as const;

interface Part {
  readonly draft: Draft;
  readonly put: (part: Partial<Draft>) => void;
}

const asNumber = (value: string | number): number => (typeof value === 'number' ? value : Number(value) || 0);

function Remove({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="cinnabar" size={36} aria-label={label} onClick={onClick}>
      <IconTrash size={18} />
    </ActionIcon>
  );
}

function Starts({ draft, put }: Part) {
  const { t } = useTranslation('board');
  const change = (at: number, value: string) =>
    put({ starts: draft.starts.map((one, place) => (place === at ? value : one)) });
  return (
    <Fieldset legend={t('form.starts')}>
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t('form.startsHint')}
        </Text>
        {draft.starts.map((start, at) => (
          <Group key={at} wrap="nowrap" gap="xs">
            <TextInput
              type="datetime-local"
              aria-label={t('form.start', { number: at + 1 })}
              value={start}
              onChange={({ currentTarget: { value } }) => change(at, value)}
              flex={1}
            />
            {draft.starts.length > 1 && (
              <Remove
                label={t('form.removeStart', { number: at + 1 })}
                onClick={() => put({ starts: draft.starts.filter((_, place) => place !== at) })}
              />
            )}
          </Group>
        ))}
        <Button
          variant="subtle"
          size="sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => put({ starts: [...draft.starts, draft.starts.at(-1) ?? ''] })}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('form.addStart')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

function Roles({ draft, put, skills }: Part & { readonly skills: readonly SkillRead[] }) {
  const { t } = useTranslation('board');
  const change = (id: string, part: Partial<RoleDraft>) =>
    put({ roles: draft.roles.map((role) => (role.id === id ? { ...role, ...part } : role)) });
  return (
    <Fieldset legend={t('drawer.people')}>
      <Stack gap="md">
        {draft.roles.map((role) => (
          <Stack key={role.id} gap="xs">
            <Group wrap="nowrap" align="flex-end" gap="xs">
              <TextInput
                label={t('form.role')}
                value={role.name}
                placeholder={role.id}
                onChange={({ currentTarget: { value } }) => change(role.id, { name: value })}
                flex={1}
              />
              <Remove
                label={t('form.removeRole', { name: role.name })}
                onClick={() => put({ roles: draft.roles.filter(({ id }) => id !== role.id) })}
              />
            </Group>
            <MultiSelect
              label={t('form.skills')}
              data={skills.map(({ id, name }) => ({ value: id, label: name }))}
              value={[...role.skillIds]}
              onChange={(skillIds) => change(role.id, { skillIds })}
              searchable
            />
            <Group grow>
              {(['min', 'target', 'max'] as const).map((bound) => (
                <NumberInput
                  key={bound}
                  label={t(`form.${bound}`)}
                  min={0}
                  value={role[bound]}
                  onChange={(value) => change(role.id, { [bound]: asNumber(value) })}
                />
              ))}
            </Group>
            <Checkbox
              label={t('drawer.leader')}
              checked={role.leader}
              onChange={({ currentTarget: { checked } }) => change(role.id, { leader: checked })}
            />
          </Stack>
        ))}
        <Button
          variant="subtle"
          size="sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() =>
            put({
              roles: [
                ...draft.roles,
                {
                  id: freeId('role', draft.roles),
                  name: '',
                  skillIds: [],
                  min: 0,
                  target: 1,
                  max: 1,
                  leader: false,
                },
              ],
            })
          }
        >
          {t('form.addRole')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

function Venue({ draft, put, venues }: Part & { readonly venues: readonly VenueRead[] }) {
  const { t } = useTranslation('board');
  return (
    <Fieldset legend={t('drawer.venue')}>
      <Stack gap="xs">
        <Switch
          label={t('form.needsVenue')}
          checked={draft.needsVenue}
          onChange={({ currentTarget: { checked } }) => put({ needsVenue: checked })}
        />
        {draft.needsVenue && (
          <>
            <NumberInput
              label={t('form.minCapacity')}
              min={0}
              value={draft.minCapacity}
              onChange={(value) => put({ minCapacity: asNumber(value) })}
            />
            <MultiSelect
              label={t('form.venues')}
              description={t('form.venuesHint')}
              data={venues.map(({ id, name }) => ({ value: id, label: name }))}
              value={[...draft.venueIds]}
              onChange={(venueIds) => put({ venueIds })}
              searchable
            />
          </>
        )}
      </Stack>
    </Fieldset>
  );
}

function Budget({ draft, put }: Part) {
  const { t } = useTranslation(['board', 'answers']);
  const change = (id: string, part: Partial<Draft['budget'][number]>) =>
    put({ budget: draft.budget.map((line) => (line.id === id ? { ...line, ...part } : line)) });
  const purposes = [...new Set([...PURPOSES, ...draft.budget.map(({ purpose }) => purpose)])];
  return (
    <Fieldset legend={t('drawer.money')}>
      <Stack gap="sm">
        {draft.budget.map((line) => (
          <Group key={line.id} align="flex-end" gap="xs">
            <Select
              label={t('drawer.purpose')}
              data={purposes.map((value) => ({ value, label: t(`answers:purpose.${value}`, value) }))}
              value={line.purpose}
              onChange={(purpose) => purpose !== null && change(line.id, { purpose })}
              allowDeselect={false}
              flex="1 1 120px"
            />
            {(['minYuan', 'targetYuan'] as const).map((amount) => (
              <NumberInput
                key={amount}
                label={t(`form.${amount}`)}
                min={0}
                decimalScale={2}
                prefix="¥"
                thousandSeparator=","
                value={line[amount]}
                onChange={(value) => change(line.id, { [amount]: asNumber(value) })}
                flex="1 1 100px"
              />
            ))}
            <Remove
              label={t('form.removeLine')}
              onClick={() => put({ budget: draft.budget.filter(({ id }) => id !== line.id) })}
            />
          </Group>
        ))}
        <Button
          variant="subtle"
          size="sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() =>
            put({
              budget: [
                ...draft.budget,
                { id: freeId('line', draft.budget), purpose: 'materials', minYuan: 0, targetYuan: 0 },
              ],
            })
          }
        >
          {t('form.addLine')}
        </Button>
      </Stack>
    </Fieldset>
  );
}

interface Props {
  readonly season: SeasonRead;
  /** Null: a new one. */
  readonly activity: ActivityRead | null;
  readonly communities: readonly CommunityRead[];
  readonly venues: readonly VenueRead[];
  readonly zone: string;
  readonly onClose: () => void;
  readonly onSaved: (id: string | null) => void;
}

/** Adding an activity, or changing one. The service's refusals are shown with all their faults. */
export function ActivityForm({ season, activity, communities, venues, zone, onClose, onSaved }: Props) {
  const { t } = useTranslation(['board', 'common']);
  const skills = useAll<SkillRead>('/skills');
  const refresh = useRefresh();
  const [draft, setDraft] = useState(() => draftOf(activity, season, zone));
  const put = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const at = activity === null ? '/activities' : `/activities/${encodeURIComponent(activity.id)}`;
  const save = useChange<undefined, ActivityRead>(
    () =>
      activity === null
        ? call<ActivityRead>(at, {
            method: 'POST',
            body: { seasonId: season.id, ...bodyOf(draft, null, zone) },
          })
        : call<ActivityRead>(at, {
            method: 'PATCH',
            version: activity.version,
            body: bodyOf(draft, activity, zone),
          }),
    ['/activities'],
    ({ id }) => {
      tell(t('common:state.saved'));
      onSaved(id);
      onClose();
    },
  );
  const remove = useChange<undefined, undefined>(
    () => call<undefined>(at, { method: 'DELETE', version: activity?.version ?? '*' }),
    ['/activities'],
    () => {
      tell(t('common:state.done'));
      onSaved(null);
      onClose();
    },
  );
  const outdated = save.error instanceof ApiProblem && save.error.status === 412;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={
        <Text fw={650} component="span">
          {activity === null ? t('add') : t('form.edit')}
        </Text>
      }
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t('form.title')}
            value={draft.title}
            maxLength={200}
            required
            data-autofocus
            onChange={({ currentTarget: { value } }) => put({ title: value })}
          />
          <Group grow align="flex-start">
            <Select
              label={t('form.kind')}
              data={KINDS.map((value) => ({ value, label: t(`common:kind.${value}`) }))}
              value={draft.kind}
              onChange={(kind) => kind !== null && put({ kind })}
              allowDeselect={false}
            />
            <Select
              label={t('drawer.community')}
              data={communities
                .filter(({ id }) => season.communityIds.includes(id))
                .map(({ id, name }) => ({ value: id, label: name }))}
              value={draft.communityId}
              onChange={(communityId) => communityId !== null && put({ communityId })}
              allowDeselect={false}
              searchable
            />
          </Group>
          <Group grow align="flex-start">
            <NumberInput
              label={t('form.duration')}
              min={1}
              step={15}
              value={draft.durationMinutes}
              onChange={(value) => put({ durationMinutes: asNumber(value) })}
            />
            <NumberInput
              label={t('drawer.attendance')}
              min={0}
              value={draft.expectedAttendance}
              onChange={(value) => put({ expectedAttendance: asNumber(value) })}
            />
            <NumberInput
              label={t('drawer.priority')}
              min={1}
              max={9}
              value={draft.priority}
              onChange={(value) => put({ priority: asNumber(value) })}
            />
          </Group>
          <Starts draft={draft} put={put} />
          <Roles draft={draft} put={put} skills={skills.data ?? []} />
          <Venue
            draft={draft}
            put={put}
            venues={venues.filter(
              ({ communityId, servesCommunityIds }) =>
                communityId === draft.communityId || servesCommunityIds.includes(draft.communityId),
            )}
          />
          <Budget draft={draft} put={put} />
          {save.error !== null && <ProblemAlert error={save.error} />}
          {outdated && (
            <Group>
              <Text size="sm">{t('form.outdated')}</Text>
              <Button
                size="sm"
                variant="light"
                onClick={() => {
                  void refresh('/activities');
                  onClose();
                }}
              >
                {t('common:action.refresh')}
              </Button>
            </Group>
          )}
          <Group justify="space-between">
            {activity === null ? (
              <span />
            ) : (
              <Confirm
                color="cinnabar"
                variant="subtle"
                label={t('common:action.delete')}
                title={t('common:confirmDelete.title')}
                onConfirm={() => remove.mutateAsync(undefined)}
              >
                <Text size="sm">{t('common:confirmDelete.text')}</Text>
              </Confirm>
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('common:action.cancel')}
              </Button>
              <Button type="submit" loading={save.isPending}>
                {t('common:action.save')}
              </Button>
            </Group>
          </Group>
          <Text size="xs" c="dimmed">
            {t('form.note')}
          </Text>
        </Stack>
      </form>
    </Modal>
  );
}

import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { ApiProblem } from '../api';

const closeButton = () => ({ 'aria-label': i18next.t('common:action.close') });

/** A line at the edge of the page: it went well. */
export function tell(message: string): void {
  notifications.show({ message, color: 'jade', closeButtonProps: closeButton() });
}

/** The same for what did not, with the sentence of the service. */
export function tellProblem(error: Error): void {
  const problem = error instanceof ApiProblem ? error : null;
  const faults = (problem?.errors ?? []).slice(0, 4).map(({ message }) => message);
  notifications.show({
    title: problem?.title ?? i18next.t('common:state.failed'),
    message: [problem?.detail ?? i18next.t('common:state.unreachable'), ...faults].join(' '),
    color: 'cinnabar',
    autoClose: 10_000,
    role: 'alert',
    closeButtonProps: closeButton(),
  });
}

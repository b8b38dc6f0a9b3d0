import { KIND_HEX } from '~/app/theme';
import { type Entry } from './model';

export interface CardWords {
  readonly time: string;
  readonly trouble: string;
  readonly sentence: string;
  readonly fill: string;
  /** Kind and place, which the card shows by its colour and row. */
  readonly more: string;
}

const element = (tag: string, className: string, text = ''): HTMLElement => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

/**
 * An activity on the time axis. vis-timeline takes elements, not components; a button, so that Tab and Enter reach it.
 * @param compact A mark without text, where a whole season is in sight.
 */
export function cardOf(
  entry: Entry,
  words: CardWords,
  compact: boolean,
  proposed: boolean,
  onKey: () => void,
): HTMLElement {
  const { strong, soft } = KIND_HEX[entry.activity.kind];
  const card = element('button', `hb-card hb-${entry.standing}`) as HTMLButtonElement;
  card.type = 'button';
  if (compact) card.setAttribute('aria-label', words.sentence);
  card.title = words.sentence;
  card.dataset.activity = entry.activity.id;
  card.style.setProperty('--hb-strong', strong);
  card.style.setProperty('--hb-soft', soft);
  const lacking = entry.standing === 'held' && (entry.open > 0 || entry.venueState === 'lost');
  card.classList.toggle('hb-lacking', lacking);
  card.classList.toggle('hb-short', entry.short || entry.venueState === 'lost');
  card.classList.toggle('hb-compact', compact);
  card.classList.toggle('hb-proposed', proposed);
  // The mouse is vis-timeline's (it tells a tap from a drag); a click without a pointer comes from the keyboard.
  card.addEventListener('click', (event) => {
    if (event.detail === 0) onKey();
  });
  if (compact) return card;
  const head = element('span', 'hb-head');
  head.append(element('span', 'hb-time', words.time));
  if (words.trouble !== '') head.append(element('span', 'hb-trouble', words.trouble));
  card.append(
    head,
    element('span', 'hb-title', entry.activity.title),
    element('span', 'hb-hidden', words.more),
  );
  if (entry.target > 0 && entry.standing === 'held') {
    const foot = element('span', 'hb-foot');
    const bar = element('span', 'hb-bar');
    const level = element('span', 'hb-level');
    level.style.width = `${Math.round((100 * entry.filled) / entry.target)}%`;
    bar.append(level);
    foot.append(bar, element('span', 'hb-fill', words.fill));
    if (entry.venueState === 'confirmed') foot.append(element('span', 'hb-ok', '⌂'));
    card.append(foot);
  }
  return card;
}

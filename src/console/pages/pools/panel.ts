import { type Thing } from './thing';

/** What a panel of a thing's page is about. */
export interface PanelProps {
  readonly thing: Thing;
  readonly zone: string;
}

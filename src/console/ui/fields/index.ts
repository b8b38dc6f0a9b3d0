export { type FieldProps, Faults, useFault } from './faults';
export { type Pick, PoolField, PoolsField, useNames } from './PoolField';
export { ProofBadge, type Qualification, QualificationsField } from './QualificationsField';
export {
  type Choice,
  ChoiceField,
  ChoicesField,
  DateField,
  FlagField,
  HoursField,
  MinutesField,
  MomentField,
  MoneyField,
  NumberField,
  TagsField,
  TextField,
} from './simple';
export { dayOf, offeredOf } from './week';
export { WeekGrid } from './WeekGrid';
export { WindowsField } from './WindowsField';
export { without } from './without';
export { instantOf, localOf } from './zone';

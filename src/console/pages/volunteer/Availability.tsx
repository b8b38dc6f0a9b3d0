import { Empty } from '../../ui';

export default function Availability() {
  return <Empty />;
}

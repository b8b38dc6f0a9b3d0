import { Empty } from '../../ui';

export default function Activity() {
  return <Empty />;
}

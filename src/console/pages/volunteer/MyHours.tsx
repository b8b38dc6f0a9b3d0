import { Empty } from '../../ui';

export default function MyHours() {
  return <Empty />;
}

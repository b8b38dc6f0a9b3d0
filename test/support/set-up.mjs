import prepareDatabase from './database-setup.mjs';
import { preparePackages } from './packages/set-up.mjs';

/** Once before all specs. */
export default function setUp() {
  preparePackages();
  prepareDatabase();
}

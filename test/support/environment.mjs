import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

/** Every storage that a spec file has used, its own and those of the packages it loads. */
const used = new Set();

for (const method of ['run', 'enterWith']) {
  const usual = AsyncLocalStorage.prototype[method];
  AsyncLocalStorage.prototype[method] = function (...args) {
    used.add(this);
    return Reflect.apply(usual, this, args);
  };
}

/**
 * Node's environment, which leaves nothing behind that slows down the next spec file: a storage that was used once is
 * handed on with each promise of the process until it is turned off, and every file loads the modules that have one anew.
 */
export default class Environment extends TestEnvironment {
  async teardown() {
    await super.teardown();
    for (const storage of used) storage.disable();
    used.clear();
  }
}

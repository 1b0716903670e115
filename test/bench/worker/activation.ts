// An extension host has long since loaded these: the extension does not wait for them.
import 'node:child_process';
import 'node:crypto';
import 'node:net';
import 'node:util';
import 'node:worker_threads';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { seconds } from './thread.ts';

/** Takes every call and has every property, so that only the extension's own time counts. */
const anything: object = new Proxy(Object, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => '' : anything),
  set: () => true,
  apply: () => anything,
  construct: () => anything,
});

/** Loading and activating the extension, once in a process: later ones would find it compiled. */
export function measure() {
  Object.assign(globalThis, { fakeVSCode: anything });
  const fake = new URL('fakeVSCode.cjs', import.meta.url).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode' ? { url: fake, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === fake
        ? { format: 'commonjs', source: 'module.exports = fakeVSCode;', shortCircuit: true }
        : next(url, context),
  });
  const script = fileURLToPath(new URL('../../../dist/extension.cjs', import.meta.url));
  const begin = performance.now();
  const extension = createRequire(import.meta.url)(script) as {
    activate(context: object): unknown;
  };
  const loadSeconds = seconds(begin);
  extension.activate({ extensionUri: { path: '' }, subscriptions: [] });
  return { loadSeconds, activateSeconds: seconds(begin) - loadSeconds };
}

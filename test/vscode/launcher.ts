/**
 * Stands in for the VS Code executable where desktop VS Code is not to be had: takes the command line
 * that `@vscode/test-electron` gives to VS Code, runs the tests in a served VS Code in a headless
 * browser, prints what they print, and exits with their exit code.
 */
import { tmpdir } from 'node:os';
import { format, parseArgs } from 'node:util';
import { launchBrowser } from './browser.ts';
import { ServedVSCode } from './servedVSCode.ts';

/** Longer than any suite takes: a window that hangs must not hang whoever waits for it. */
const timeLimitMinutes = 15;

/** What this version of VS Code says of itself when it is served, without its native modules, offline. */
const ownMessages = [
  /^(Resolving|Resolved) connection token/,
  /^Creating a socket/,
  /^\[(reconnection-grace-time|Service Worker|AgentHost|AccountPolicyGate)/,
  /^(Ignoring fetching|Updating) additional builtin extensions/,
  /^(No search provider registered|Canceled)/,
  /^(Error: )?(Could not locate the bindings file|Cannot find module '\.\.?\/build\/Release)/,
];

const { values, positionals } = parseArgs({
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
  },
  allowPositionals: true,
  // The command line carries further options that only mean something to desktop VS Code.
  strict: false,
});
const { extensionDevelopmentPath, extensionTestsPath } = values;
if (typeof extensionDevelopmentPath !== 'string' || typeof extensionTestsPath !== 'string') {
  throw new Error('Both --extensionDevelopmentPath= and --extensionTestsPath= are needed.');
}

const served = await ServedVSCode.start();
const browser = await launchBrowser();
const page = await browser.newPage();
const ending = new Promise<number>((resolve, reject) => {
  browser.on('disconnected', () => {
    reject(new Error('The browser ended before the tests did.'));
  });
  page.on('crash', () => {
    reject(new Error('The window crashed.'));
  });
  setTimeout(() => {
    reject(new Error(`The tests did not end within ${timeLimitMinutes} minutes.`));
  }, timeLimitMinutes * 60_000);
  // VS Code calls these two functions of the page, if it finds them, when it runs tests.
  void page.exposeFunction('codeAutomationExit', resolve);
  void page.exposeFunction('codeAutomationLog', (_level: string, message: unknown[]) => {
    const text = format(...message);
    if (!ownMessages.some((own) => own.test(text))) console.log(text);
  });
});
await page.goto(
  served.address({
    folder: positionals[0] ?? tmpdir(),
    extensionDevelopmentPath,
    extensionTestsPath,
  }),
);
process.exit(await ending);

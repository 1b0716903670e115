import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import type { Browser, LaunchOptions } from 'playwright-core';
import { run } from './processes.ts';
import { provision } from './provision.ts';

/** Starts a headless browser: an installed Chrome or Chromium, else the one that npm brought. */
export async function launchBrowser(): Promise<Browser> {
  for (const options of installedBrowsers()) {
    try {
      return await chromium.launch(options);
    } catch (error) {
      const name = options.executablePath ?? options.channel;
      console.log(`The installed browser ${name} does not start: ${(error as Error).message}`);
    }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium was found. Install one, or set CHROME_PATH to it.');
  }
  return chromium.launch(await packagedBrowser());
}

function installedBrowsers(): LaunchOptions[] {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH !== undefined) return [{ executablePath: CHROME_PATH }];
  // Elsewhere than on Linux, Chrome is not on the PATH, but Playwright knows where it is installed.
  if (process.platform !== 'linux') return [{ channel: 'chrome' }, { channel: 'msedge' }];
  return ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']
    .flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)))
    .filter((path) => existsSync(path))
    .map((executablePath) => ({ executablePath }));
}

/**
 * The Chromium of `@sparticuz/chromium`, unpacked with the shared libraries that a bare machine lacks
 * and with fonts, so that a picture of a window is the same on every machine.
 */
async function packagedBrowser(): Promise<LaunchOptions> {
  const source = fileURLToPath(new URL('../..', import.meta.resolve('@sparticuz/chromium')));
  const fonts = fileURLToPath(new URL('ttf', import.meta.resolve('dejavu-fonts-ttf/package.json')));
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = await provision(`chromium-${version}`, async (folder) => {
    await unpack(join(source, 'bin/chromium.br'), join(folder, 'chromium'));
    for (const name of ['al2023', 'fonts']) {
      const archive = join(folder, `${name}.tar`);
      await unpack(join(source, `bin/${name}.tar.br`), archive);
      await run('tar', ['-xf', archive], folder);
      await rm(archive);
    }
    await cp(fonts, join(folder, 'fonts'), { recursive: true });
    await writeFile(join(folder, 'fonts.conf'), fontConfiguration);
  });
  return {
    executablePath: join(folder, 'chromium'),
    args: ['--no-zygote', '--disable-gpu'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

async function unpack(archive: string, target: string): Promise<void> {
  await pipeline(
    createReadStream(archive),
    createBrotliDecompress(),
    createWriteStream(target, { mode: 0o755 }),
  );
}

const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family><family>DejaVu Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family><family>DejaVu Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;

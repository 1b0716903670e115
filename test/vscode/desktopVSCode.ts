import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { provisionFolder } from './folders.ts';
import { vscodeVersion } from './servedVSCode.ts';

/** How long a server may keep silent before a download is given up. */
const patienceMilliseconds = 5_000;

/** Remembers a failed download, so that only the first run waits for it. */
const failureRecord = join(provisionFolder, 'desktop-download-failed');

/**
 * Finds desktop VS Code, downloading it where that is possible. The environment variable
 * `SOFTMAX_LENS_VSCODE`, set to `desktop` or `served`, decides beforehand.
 *
 * @returns the path of its executable, or undefined if the served VS Code is to be used.
 */
export async function desktopVSCode(): Promise<string | undefined> {
  const choice = process.env.SOFTMAX_LENS_VSCODE;
  if (choice === 'served') return undefined;
  if (choice !== 'desktop' && (!hasDisplay() || existsSync(failureRecord))) return undefined;
  try {
    return await downloadAndUnzipVSCode({
      version: vscodeVersion,
      cachePath: provisionFolder,
      timeout: patienceMilliseconds,
    });
  } catch (error) {
    if (choice === 'desktop') throw error;
    const message = `Desktop VS Code could not be downloaded: ${String(error)}`;
    mkdirSync(provisionFolder, { recursive: true });
    writeFileSync(failureRecord, `${message}\nRemove this file to try again.\n`);
    console.log(message);
    return undefined;
  }
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
}

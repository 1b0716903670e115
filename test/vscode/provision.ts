import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { provisionFolder } from './folders.ts';

/**
 * Makes the folder `.vscode-test/<name>` with `make`, unless it is there already.
 *
 * The folder is made under another name and renamed when it is complete, so a folder that bears its
 * name is always whole: an interrupted run is simply run again (npm's cache keeps its downloads).
 *
 * @returns the path of the complete folder.
 */
export async function provision(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(provisionFolder, name);
  if (existsSync(folder)) return folder;

  await mkdir(provisionFolder, { recursive: true });
  await removeAbandoned(name);
  const partial = `${folder}.partial-${process.pid}`;
  await mkdir(partial);
  const start = Date.now();
  console.log(`Provisioning ${name} in ${provisionFolder}`);
  try {
    await make(partial);
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another process may have finished the same folder first: its folder is as good as ours.
    if (!existsSync(folder)) throw error;
  }
  console.log(`Provisioned ${name} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return folder;
}

async function removeAbandoned(name: string): Promise<void> {
  for (const entry of await readdir(provisionFolder)) {
    const owner = entry.startsWith(`${name}.partial-`)
      ? Number(entry.split('-').at(-1))
      : undefined;
    if (owner !== undefined && !isRunning(owner)) {
      await rm(join(provisionFolder, entry), { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

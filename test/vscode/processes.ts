import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

const isWindows = process.platform === 'win32';

/** Runs a command to its end. Its output is shown only if it fails, in the error. */
export async function run(command: string, args: string[], cwd: string): Promise<void> {
  // npm is a batch file on Windows, which only a shell can start.
  const child = spawn(command, args, { cwd, shell: isWindows, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collectOutput(child);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) {
    throw new Error(`"${command} ${args.join(' ')}" failed (exit code ${code}):\n${output()}`);
  }
}

type BackgroundProcess = ChildProcessByStdio<null, Readable, Readable>;

/**
 * Starts a process that never outlives this one: `killTree` ends it and all that it started, and is
 * called when this process exits, for whatever reason it can still react to.
 */
export function startInBackground(
  command: string,
  args: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): BackgroundProcess {
  // Detached makes it the leader of a process group, by which its children are found.
  const child = spawn(command, args, {
    ...options,
    detached: !isWindows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  cleanUpAtExit(() => {
    killTree(child);
  });
  return child;
}

export function killTree(child: BackgroundProcess): void {
  if (child.pid === undefined) return;
  if (isWindows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
}

/** @returns a function that gives all that the process has written so far. */
export function collectOutput(child: BackgroundProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return () => output;
}

/** Runs `cleanup`, which must be synchronous, when this process exits or is told to by a signal. */
export function cleanUpAtExit(cleanup: () => void): void {
  if (cleanups.length === 0) {
    process.on('exit', () => {
      for (const each of cleanups.reverse()) each();
    });
    for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 })) {
      process.on(signal, () => process.exit(128 + number));
    }
  }
  cleanups.push(cleanup);
}

const cleanups: (() => void)[] = [];

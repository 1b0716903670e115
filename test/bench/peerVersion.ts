import { readFileSync } from 'node:fs';

const { devDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
) as { devDependencies: Readonly<Record<string, string>> };

/** The version of a peer from npm: they are pinned. */
export function peerVersion(name: string): string {
  const version = devDependencies[name];
  if (version === undefined) throw new Error(`${name} is no dependency of the bench.`);
  return version;
}

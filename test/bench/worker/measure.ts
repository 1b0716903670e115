import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Spread, spreadOf } from '../measurement/statistics.ts';
import type * as activation from './activation.ts';
import type * as cancellation from './cancellation.ts';
import { megabyte } from './document.ts';
import type * as glances from './glances.ts';
import type * as memory from './memory.ts';
import type * as timeToSummary from './timeToSummary.ts';

interface Measurements {
  activation: typeof activation;
  cancellation: typeof cancellation;
  glances: typeof glances;
  memory: typeof memory;
  timeToSummary: typeof timeToSummary;
}

type Result<Name extends keyof Measurements> = Awaited<ReturnType<Measurements[Name]['measure']>>;

export interface ThreadResults {
  readonly activation: { readonly loadSeconds: Spread; readonly activateSeconds: Spread };
  readonly glances: Result<'glances'>;
  readonly documents: readonly (Result<'timeToSummary'> & Result<'memory'>)[];
  readonly cancellation: Result<'cancellation'>;
}

const run = promisify(execFile);
const runner = fileURLToPath(new URL('run.ts', import.meta.url));

/** Each measurement in a fresh process: memory and compiled code of one are not there for the next. */
async function measureApart<Name extends keyof Measurements>(
  name: Name,
  ...args: Parameters<Measurements[Name]['measure']>
): Promise<Result<Name>> {
  const options = ['--expose-gc', runner, name, ...args.map(String)];
  const { stdout } = await run(process.execPath, options);
  return JSON.parse(stdout) as Result<Name>;
}

export async function measureThread(
  megabytes: readonly number[],
  repeats: number,
  report: (line: string) => void,
): Promise<ThreadResults> {
  report('activation');
  const activations: Result<'activation'>[] = [];
  for (let i = 0; i < repeats; i++) activations.push(await measureApart('activation'));
  report('hovers');
  const glances = await measureApart('glances', repeats);
  const documents: (Result<'timeToSummary'> & Result<'memory'>)[] = [];
  for (const size of megabytes) {
    report(`${size} MB to a summary`);
    documents.push({
      ...(await measureApart('timeToSummary', size * megabyte, repeats)),
      ...(await measureApart('memory', size * megabyte)),
    });
  }
  report('cancellation');
  const cancellation = await measureApart('cancellation', megabytes.at(-1)! * megabyte, repeats);
  return {
    activation: {
      loadSeconds: spreadOf(activations.map(({ loadSeconds }) => loadSeconds)),
      activateSeconds: spreadOf(activations.map(({ activateSeconds }) => activateSeconds)),
    },
    glances,
    documents,
    cancellation,
  };
}

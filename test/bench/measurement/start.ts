import { type Command, ContenderProcess, MissingContenderError } from './contender.ts';

/** A contender that runs, with what is known about it. */
export interface Started<Contender extends Command> {
  readonly contender: Contender;
  readonly process: ContenderProcess;
}

/** Starts all that can be started, and says which cannot. */
export async function startContenders<Contender extends Command>(
  contenders: readonly Contender[],
): Promise<{ started: Started<Contender>[]; missing: string[] }> {
  const started: Started<Contender>[] = [];
  const missing: string[] = [];
  for (const contender of contenders) {
    try {
      started.push({ contender, process: await ContenderProcess.start(contender) });
    } catch (error) {
      if (!(error instanceof MissingContenderError)) throw error;
      missing.push(error.message);
    }
  }
  return { started, missing };
}

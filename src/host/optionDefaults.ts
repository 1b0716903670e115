import type { Settings } from '../protocol/schemas.ts';

type Options = Settings['options'];

/** Options as the user's configuration has them; what is as the loss itself has it is left out. */
export type OptionDefaults = Pick<Options, 'convention' | 'reduction'>;

/** The same choices under other defaults: what was as by default is so again. */
export function underDefaults(
  options: Options,
  before: OptionDefaults,
  after: OptionDefaults,
): Options {
  const names = ['convention', 'reduction'] as const;
  const unchosen = names.filter((name) => options[name] === before[name]);
  const followed = {
    ...options,
    ...Object.fromEntries(unchosen.map((name) => [name, after[name]])),
  };
  return Object.fromEntries(Object.entries(followed).filter(([, value]) => value !== undefined));
}

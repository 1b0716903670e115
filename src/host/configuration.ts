import * as v from 'valibot';
import { type TextDocument, type Uri, workspace } from 'vscode';
import { lossOptions } from '../protocol/schemas.ts';
import type { OptionDefaults } from './optionDefaults.ts';

export type HoverMode = 'selection' | 'anywhere' | 'off';

/** It may be set for a folder or a language. */
export function hoverMode(document: TextDocument): HoverMode {
  const value = workspace.getConfiguration('softmaxLens', document).get<string>('hover');
  return value === 'anywhere' || value === 'off' ? value : 'selection';
}

const { convention, reduction } = lossOptions.entries;

/** A setting that is none of its values counts as not set. */
const defaultsSchema = v.object({
  convention: v.fallback(convention, undefined),
  reduction: v.fallback(reduction, undefined),
});

/** They may be set for a folder or a language. */
export function optionDefaults(scope: TextDocument | Uri): OptionDefaults {
  const configuration = workspace.getConfiguration('softmaxLens', scope);
  const set = (name: keyof OptionDefaults) => {
    const value = configuration.get(name);
    return value === configuration.inspect(name)?.defaultValue ? undefined : value;
  };
  const defaults = { convention: set('convention'), reduction: set('reduction') };
  return v.parse(defaultsSchema, defaults);
}

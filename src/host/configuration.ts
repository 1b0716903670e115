import { workspace } from 'vscode';

export type HoverMode = 'selection' | 'anywhere' | 'off';

export function hoverMode(): HoverMode {
  const value = workspace.getConfiguration('softmaxLens').get<string>('hover');
  return value === 'anywhere' || value === 'off' ? value : 'selection';
}

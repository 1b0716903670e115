import { type TextDocument, workspace } from 'vscode';

export type HoverMode = 'selection' | 'anywhere' | 'off';

/** It may be set for a folder or a language. */
export function hoverMode(document: TextDocument): HoverMode {
  const value = workspace.getConfiguration('softmaxLens', document).get<string>('hover');
  return value === 'anywhere' || value === 'off' ? value : 'selection';
}

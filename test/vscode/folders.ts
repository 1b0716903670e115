import { join, resolve } from 'node:path';

export const projectFolder = resolve(import.meta.dirname, '../..');

/** Where a VS Code and a browser are kept once they have been fetched. */
export const provisionFolder = join(projectFolder, '.vscode-test');

export const screenshotFolder = join(projectFolder, 'out/screenshots');

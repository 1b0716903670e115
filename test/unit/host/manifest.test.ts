import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { completeOptions, conventionNames } from '../../../src/core/loss/options.ts';
import { takeAwayCommands, togglePinCommand } from '../../../src/host/panelCommands.ts';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
}

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<
        Record<string, { readonly enum: readonly string[]; readonly default: string }>
      >;
    };
    readonly commands: readonly { readonly command: string }[];
    readonly submenus: readonly { readonly id: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  };
}

const { contributes } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as Manifest;

describe('the manifest', () => {
  const panelCommands = [...takeAwayCommands.keys(), togglePinCommand];
  const commands = contributes.commands.map(({ command }) => command);

  it('offers every command for what the panel shows', () => {
    const missing = panelCommands.filter((id) => !commands.includes(id));
    assert.deepEqual(missing, []);
  });

  it('has each of them once in the context menu of the panel', () => {
    const inMenu = (menu: string): string[] =>
      (contributes.menus[menu] ?? []).flatMap(({ command, submenu }) =>
        submenu === undefined ? [command!] : inMenu(submenu),
      );
    const offered = inMenu('webview/context');
    for (const id of panelCommands) {
      assert.equal(offered.filter((each) => each === id).length, 1, id);
    }
  });

  it('offers every convention, and the reductions to one number, with the defaults of the loss', () => {
    const defaults = completeOptions({}, 1);
    const { properties } = contributes.configuration;
    const offered = { convention: conventionNames, reduction: ['sum', 'mean'] } as const;
    for (const name of ['convention', 'reduction'] as const) {
      assert.deepEqual(properties[`softmaxLens.${name}`]?.enum, offered[name]);
      assert.equal(properties[`softmaxLens.${name}`]?.default, defaults[name]);
    }
  });

  it('names nothing in a menu that there is not', () => {
    const submenus = contributes.submenus.map(({ id }) => id);
    for (const item of Object.values(contributes.menus).flat()) {
      if (item.submenu !== undefined) assert.ok(submenus.includes(item.submenu), item.submenu);
      else assert.ok(commands.includes(item.command!), item.command);
    }
  });
});

import type { Pinned } from '../../protocol/comparison.ts';
import type { StepArithmetic } from '../../protocol/steps.ts';
import type { Inquiries } from './inquiries.ts';
import type { ObservableModel } from './observableModel.ts';
import { variantChoice } from './variantChoice.ts';
import type { SectionName, VariantForm } from './viewState.ts';
import type { WantedSettings } from './wantedSettings.ts';

/** The sections of the panel: what an open one shows is asked for, what a closed one showed forgotten. */
export class Sections {
  readonly #inquiries: Inquiries;
  readonly #model: ObservableModel;
  readonly #settings: WantedSettings;

  constructor(inquiries: Inquiries, model: ObservableModel, settings: WantedSettings) {
    this.#inquiries = inquiries;
    this.#model = model;
    this.#settings = settings;
  }

  toggle(section: SectionName, open: boolean): void {
    const { opened } = this.#model.current.view;
    if (opened.includes(section) === open) return;
    const others = opened.filter((name) => name !== section);
    this.#model.changeView({ opened: open ? [...others, section] : others });
    if (open) this.#ask(section);
    else this.#forget(section);
  }

  /** Turns to another result, or to none. */
  show(hasResult: boolean): void {
    this.#inquiries.gradient.drop();
    for (const section of this.#model.current.view.opened) {
      if (hasResult) this.#ask(section);
      else this.#forget(section);
    }
  }

  showPinned(pinned: Pinned | null): void {
    const wasPinned = this.#model.current.pinned !== null;
    this.#model.change({ pinned });
    if (pinned && !wasPinned) this.toggle('comparison', true);
    this.askIfOpen('comparison');
  }

  /** Asks anew what those of the sections show that are open. */
  askIfOpen(...sections: readonly SectionName[]): void {
    for (const section of sections) {
      if (this.#model.current.view.opened.includes(section)) this.#ask(section);
    }
  }

  askAgain(name: keyof Inquiries): void {
    if (name === 'gradient') this.checkGradient();
    else this.#ask(name);
  }

  cancel(name: keyof Inquiries): void {
    this.#inquiries[name].cancel();
  }

  checkGradient(): void {
    void this.#inquiries.gradient.ask({});
  }

  changeVariant(change: Partial<VariantForm>): void {
    this.#model.changeView({ variant: { ...this.#model.current.view.variant, ...change } });
    this.#ask('variants');
  }

  changeArithmetic(change: Partial<StepArithmetic>): void {
    this.#model.changeView({ arithmetic: { ...this.#model.current.view.arithmetic, ...change } });
    this.#ask('steps');
  }

  #ask(section: SectionName): void {
    const { view } = this.#model.current;
    const { conventions, precision, batch, variants, steps } = this.#inquiries;
    switch (section) {
      case 'conventions':
        return void conventions.ask({});
      case 'precision':
        return void precision.ask({});
      case 'batch':
        return void batch.ask({});
      case 'variants':
        return void variants.ask({ variant: variantChoice(view.variant), row: view.cell.row });
      case 'steps':
        return void steps.ask({ ...this.#settings.rowQuery(), arithmetic: view.arithmetic });
      case 'comparison':
        this.#compare();
        return;
      case 'gradient':
      case 'options':
      case 'takeAway':
      case 'filter':
      // Nothing to ask: the gradient is checked at the press of a button.
    }
  }

  #compare(): void {
    const { pinned, host } = this.#model.current;
    const isPinned = pinned?.revision === host?.result?.revision;
    if (!pinned || isPinned) this.#inquiries.comparison.drop();
    else void this.#inquiries.comparison.ask({});
  }

  #forget(section: SectionName): void {
    if (section === 'options' || section === 'filter' || section === 'takeAway') return;
    this.#inquiries[section].drop();
  }
}

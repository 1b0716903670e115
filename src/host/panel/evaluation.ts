import { setTimeout as pause } from 'node:timers/promises';
import {
  CancellationTokenSource,
  type TextDocument,
  type TextDocumentChangeEvent,
  type Uri,
} from 'vscode';
import type { CancellationToken } from 'vscode-jsonrpc';
import type { TextRange } from '../../core/array/numericArray.ts';
import type { Source } from '../../core/reading/reader.ts';
import * as compute from '../../protocol/compute.ts';
import { type Failure, toFailure } from '../../protocol/failure.ts';
import type { Report } from '../../protocol/method.ts';
import type { Memento, PanelState } from '../../protocol/panel.ts';
import type { Settings } from '../../protocol/schemas.ts';
import { CancelledError, type ComputeThread } from '../compute/computeThread.ts';
import { findOpenDocument, fingerprintOf, openDocument, rangeIn, takeSource } from '../sources.ts';
import { PinnedEvaluation } from './pinnedEvaluation.ts';
import { placeOf } from './places.ts';
import { isUnknownSession, newSession } from './sessions.ts';
import { type Edit, moveRange } from './trackedRange.ts';

/** What to evaluate, and how. */
export interface Subject {
  readonly uri: Uri;
  readonly selections: readonly TextRange[];
  readonly settings: Settings;
  readonly locked: boolean;
}

/** Typing must rest for this long before the array is evaluated again. */
const restMs = 200;

/** A source that was taken from the document, and how many edits had been logged by then. */
interface Taken {
  readonly source: Source;
  readonly logged: number;
}

interface Accepted extends Taken {
  readonly session: number;
  readonly settings: Settings;
  readonly summary: compute.Summary;
}

/**
 * One selection under evaluation: it follows the edits of its document until it is locked, and tells
 * `changed` whenever there is something else to show. Every evaluation is a session of its own on the
 * compute thread, so that what is shown always belongs to one of them.
 */
export class Evaluation {
  readonly #thread: ComputeThread;
  readonly #changed: () => void;
  #uri: Uri;
  #settings: Settings;
  #locked: boolean;
  #document: TextDocument | undefined;
  /** The selections as they were in `#taken`; in the document as it is, edits have moved them. */
  #selections: readonly TextRange[];
  #taken: Taken | undefined;
  #accepted: Accepted | undefined;
  readonly #log: Edit[] = [];
  #work = new CancellationTokenSource();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #progress: number | null = null;
  #failure: Failure | undefined;

  constructor(thread: ComputeThread, subject: Subject, changed: () => void) {
    this.#thread = thread;
    this.#changed = changed;
    this.#uri = subject.uri;
    this.#selections = subject.selections;
    this.#settings = subject.settings;
    this.#locked = subject.locked;
  }

  get settings(): Settings {
    return this.#settings;
  }

  get uri(): Uri {
    return this.#uri;
  }

  /** The error to be marked in the document: one of the text as it is now. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  get locked(): boolean {
    return this.#locked;
  }

  get document(): TextDocument | undefined {
    return this.#document;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#work.cancel();
    this.#work.dispose();
    this.#close(this.#accepted?.session);
  }

  setSettings(settings: Settings): Promise<void> {
    this.#settings = settings;
    return this.evaluate();
  }

  setLocked(locked: boolean): void {
    this.#locked = locked;
    if (locked) this.#changed();
    else void this.evaluate();
  }

  cancel(): void {
    this.#work.cancel();
  }

  renamed(uri: Uri): void {
    this.#uri = uri;
    this.#changed();
  }

  followEdit({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (document.uri.toString() !== this.#uri.toString()) return;
    this.#document = document;
    if (contentChanges.length === 0 || !this.#taken) return;
    this.#log.push(...contentChanges);
    if (this.#locked) {
      // The places that the panel links to may have moved.
      this.#changed();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.evaluate(), restMs);
  }

  /**
   * Evaluates what the selection holds now, or, while locked, what it held.
   * @param afresh has what it holds now evaluated also while locked
   */
  async evaluate({ afresh = false } = {}): Promise<void> {
    clearTimeout(this.#timer);
    this.#work.cancel();
    const work = (this.#work = new CancellationTokenSource());
    const session = newSession();
    const settings = this.#settings;
    this.#progress = 0;
    this.#changed();
    const report: Report = (fraction) => {
      if (this.#work !== work) return;
      this.#progress = fraction;
      this.#changed();
    };
    try {
      const { taken, summary } = await this.#evaluateAs(
        session,
        settings,
        work.token,
        report,
        afresh,
      );
      const { source, logged } = taken;
      if (this.#work === work) this.#accept({ source, logged, session, settings, summary });
      else this.#close(session);
    } catch (error) {
      this.#close(session);
      if (this.#work === work) this.#fail(error);
    } finally {
      work.dispose();
    }
  }

  async #evaluateAs(
    session: number,
    settings: Settings,
    token: CancellationToken,
    report: Report,
    afresh: boolean,
  ): Promise<{ taken: Taken; summary: compute.Summary }> {
    const read = afresh ? undefined : this.#lastRead();
    if (read) {
      const change = { from: read.session, session, settings };
      try {
        const summary = await this.#thread.request(compute.deriveSession, change, token, report);
        return { taken: read, summary };
      } catch (error) {
        if (!isUnknownSession(error)) throw error;
        // The thread was started anew: what it had read is read again from the same source.
      }
    }
    const taken = read ?? (await this.#take(token));
    const open = { session, source: taken.source, settings };
    return { taken, summary: await this.#thread.request(compute.openSession, open, token, report) };
  }

  /** What was read last, if that is what the document says, or is to be held against it. */
  #lastRead(): Accepted | undefined {
    const accepted = this.#accepted;
    if (this.#locked) return accepted;
    const isCurrent =
      accepted?.source === this.#taken?.source && accepted?.logged === this.#log.length;
    return isCurrent ? accepted : undefined;
  }

  async #take(token: CancellationToken): Promise<Taken> {
    const document = await openDocument(this.#uri);
    this.#document = document;
    for (;;) {
      const selections = this.#currentSelections();
      if (!selections) {
        throw new Error('The selected array is not in the document any more. Select another one.');
      }
      const source = await takeSource(document, selections, token);
      if (token.isCancellationRequested) throw new CancelledError();
      if (source) {
        this.#selections = selections;
        this.#taken = { source, logged: this.#log.length };
        return this.#taken;
      }
      // Where the selection went is known of one that was taken before.
      if (!this.#taken) {
        throw new Error('The document was edited while it was read. Run the command again.');
      }
      await pause(restMs);
    }
  }

  #accept(accepted: Accepted): void {
    this.#close(this.#accepted?.session);
    this.#accepted = accepted;
    // What has become void of the changes stays so, whatever the document says later.
    this.#settings = { ...this.#settings, changes: accepted.summary.changes };
    this.#forgetEditsBefore(accepted.logged);
    // A cursor stands for the array that was found around it.
    const { selections } = accepted.source;
    if (selections.every(({ start, end }) => start === end)) {
      this.#selections = [accepted.summary.range];
    }
    this.#failure = undefined;
    this.#progress = null;
    this.#changed();
  }

  #forgetEditsBefore(logged: number): void {
    this.#log.splice(0, logged);
    if (this.#taken) this.#taken = { ...this.#taken, logged: this.#taken.logged - logged };
    if (this.#accepted) {
      this.#accepted = { ...this.#accepted, logged: this.#accepted.logged - logged };
    }
  }

  #fail(error: unknown): void {
    this.#failure = toFailure(error);
    this.#progress = null;
    this.#changed();
  }

  #close(session: number | undefined): void {
    if (session === undefined) return;
    void this.#thread.requestIfRunning(compute.closeSession, { session });
  }

  /**
   * Asks about what is shown.
   * @param onProgress is called with the fraction done while the answer takes long
   */
  async ask<Query extends object, Result>(
    question: compute.SessionQuestion<Query, Result>,
    query: Query,
    token?: CancellationToken,
    onProgress?: Report,
  ): Promise<Result> {
    const accepted = this.#accepted;
    if (!accepted) throw new Error('There is nothing evaluated to ask about.');
    const { session } = accepted;
    const asked = { session, query };
    try {
      return await this.#thread.request(question.forThread, asked, token, onProgress);
    } catch (error) {
      // Evaluated again, it is a new result, and the panel asks again.
      if (isUnknownSession(error) && this.#accepted?.session === session) void this.evaluate();
      throw error;
    }
  }

  /** Keeps what is shown as it is, to compare with. */
  async pin(): Promise<PinnedEvaluation> {
    const accepted = this.#accepted;
    const result = this.#result();
    if (!accepted || !result) throw new Error('There is nothing evaluated to pin.');
    const { session: from, source, settings, summary } = accepted;
    const session = newSession();
    await this.#thread.request(compute.keepSession, { from, session });
    const { logitsPlace, revision } = result;
    const shown = { label: logitsPlace.label, summary, settings, revision };
    return new PinnedEvaluation(this.#thread, session, source, shown);
  }

  /**
   * The document, and where in it the selection stands that is shown, with all that was read of it.
   * @throws an error in words if the document is closed, or does not say any more what was evaluated
   */
  place(): { document: TextDocument; range: TextRange } {
    const document = findOpenDocument(this.#uri.toString());
    if (!document) throw new Error('The document is closed. Open it first.');
    const accepted = this.#accepted;
    if (!accepted) throw new Error('There is nothing evaluated yet.');
    const ranges = [...accepted.source.selections, accepted.summary.range];
    const found = ranges
      .map((range) => this.#unchanged(range, accepted, document))
      .filter((range) => range !== undefined);
    if (found.length < ranges.length) {
      throw new Error(
        'The document has changed since this was evaluated. Evaluate it again first.',
      );
    }
    return {
      document,
      range: {
        start: Math.min(...found.map(({ start }) => start)),
        end: Math.max(...found.map(({ end }) => end)),
      },
    };
  }

  /**
   * What to write where in the document, for it to say what is tried out.
   * @throws an error in words if what is shown is not what the document says with the changes
   */
  async changesToApply(): Promise<{
    document: TextDocument;
    edits: { range: TextRange; text: string }[];
  }> {
    const shown = this.#accepted;
    if (this.#settings.changes !== shown?.summary.changes) {
      throw new Error('The changes are not evaluated. Look at what comes of them first.');
    }
    const replacements = await this.ask(compute.rewriteChanges, {});
    const { document } = this.place();
    const edits = replacements.map(({ range: before, text }) => {
      const range = this.#accepted === shown && this.#unchanged(before, shown, document);
      if (range) return { range, text };
      throw new Error('The document has just changed. Look at the new result, and apply again.');
    });
    return { document, edits };
  }

  /** Where a range of the accepted text stands now, if it says the same as then. */
  #unchanged(range: TextRange, accepted: Accepted, document: TextDocument): TextRange | undefined {
    const moved = this.#moved(range, accepted);
    if (!moved) return undefined;
    const { text, start } = accepted.source;
    const held = text.slice(range.start - start, range.end - start);
    const holds = document.getText(rangeIn(document, moved));
    return withoutReturns(holds) === withoutReturns(held) ? moved : undefined;
  }

  /** The cell whose literal is at an offset of the document, as long as that says what was evaluated. */
  async cellAt(offset: number): Promise<compute.Cell | null> {
    return this.#accepted?.logged === this.#log.length
      ? this.ask(compute.cellAt, { offset })
      : null;
  }

  /** Where a cell stands in the document as it is now. */
  async locate(cell: compute.Cell): Promise<TextRange> {
    const session = this.#accepted?.session;
    const range = await this.ask(compute.locate, cell);
    const accepted = this.#accepted;
    const moved = accepted?.session === session && accepted && this.#moved(range, accepted);
    if (!moved) throw new Error('This number is not in the document any more.');
    return moved;
  }

  /** The range of the accepted text, or of the text taken, in the document as it is now. */
  #moved(range: TextRange, { source, logged }: Taken): TextRange | undefined {
    const held = source.text.slice(range.start - source.start, range.end - source.start);
    return this.#log
      .slice(logged)
      .reduce<TextRange | undefined>((moved, edit) => moved && moveRange(moved, edit, held), range);
  }

  #currentSelections(): readonly TextRange[] | undefined {
    const taken = this.#taken;
    if (!taken) return this.#selections;
    const moved = this.#selections.map((range) => this.#moved(range, taken));
    const found = moved.filter((range) => range !== undefined);
    const isGone = found.length < moved.length || found.every(({ start, end }) => start === end);
    const wasCursor = this.#selections.every(({ start, end }) => start === end);
    return isGone && !wasCursor ? undefined : found;
  }

  get state(): Omit<PanelState, 'defaults'> {
    return {
      result: this.#result(),
      failure: this.#shownFailure(),
      progress: this.#progress,
      memento: this.#memento(),
    };
  }

  #result(): PanelState['result'] {
    const accepted = this.#accepted;
    const document = this.#document;
    if (!accepted || !document) return null;
    const { summary, session } = accepted;
    const place = (range: TextRange) =>
      placeOf(document, this.#moved(range, accepted) ?? range, 'line');
    const targets = summary.targetsOrigin?.range;
    return {
      summary,
      logitsPlace: place(summary.range),
      targetsPlace: targets ? place(targets) : null,
      callPlace: summary.unappliedOptions ? place(summary.unappliedOptions.range) : null,
      revision: session,
    };
  }

  #shownFailure(): PanelState['failure'] {
    if (!this.#failure) return null;
    const { name, message, offset } = this.#failure;
    const document = this.#document;
    const canPlace = document && offset !== undefined;
    return {
      message,
      place: canPlace ? placeOf(document, { start: offset, end: offset + 1 }, 'column') : null,
      canRetry: name === 'ComputeThreadError' || name === 'CancelledError',
    };
  }

  #memento(): Memento {
    const { source } = this.#taken ?? {};
    return {
      uri: this.#uri.toString(),
      selections: this.#selections,
      fingerprint: source ? fingerprintOf(source, this.#selections) : null,
      settings: this.#settings,
      locked: this.#locked,
    };
  }
}

/** A change of the line ends is none of what they part. */
function withoutReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

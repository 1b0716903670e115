import {
  Diagnostic,
  DiagnosticSeverity,
  type DiagnosticCollection,
  languages,
  Position,
  Range,
  type TextDocument,
} from 'vscode';
import type { Failure } from '../protocol/failure.ts';

/** Shows in the editor why a selected array does not read, at the very place. */
export class ReadingProblems {
  readonly #collection: DiagnosticCollection = languages.createDiagnosticCollection('softmaxLens');

  /** There is one problem at most: that of the evaluation that is shown. */
  show(document: TextDocument, error: Failure): void {
    this.clear();
    if (error.offset === undefined) return;
    const start = document.positionAt(error.offset);
    const end = new Position(start.line, start.character + 1);
    const range = document.getWordRangeAtPosition(start) ?? new Range(start, end);
    const problem = new Diagnostic(range, error.message, DiagnosticSeverity.Warning);
    problem.source = 'Softmax Lens';
    if (error.kind !== undefined) problem.code = error.kind;
    this.#collection.set(document.uri, [problem]);
  }

  clear(): void {
    this.#collection.clear();
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

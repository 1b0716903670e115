import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { batchReport } from '../../protocol/batch.ts';
import { comparePinned } from '../../protocol/comparison.ts';
import {
  conventionReport,
  gradientCheck,
  precisionLens,
  variantLoss,
} from '../../protocol/compute.ts';
import { steps } from '../../protocol/steps.ts';
import { Inquiry } from './inquiry.ts';

/** What the panel asks about a result when the user wants to know. */
export function createInquiries(connection: MessageConnection, changed: () => void) {
  return {
    conventions: new Inquiry(connection, conventionReport, changed),
    precision: new Inquiry(connection, precisionLens, changed),
    gradient: new Inquiry(connection, gradientCheck, changed),
    batch: new Inquiry(connection, batchReport, changed),
    variants: new Inquiry(connection, variantLoss, changed),
    steps: new Inquiry(connection, steps, changed),
    comparison: new Inquiry(connection, comparePinned, changed),
  };
}

export type Inquiries = ReturnType<typeof createInquiries>;
export type Answers = { readonly [Name in keyof Inquiries]: Inquiries[Name]['answer'] };

export function answersOf(inquiries: Inquiries): Answers {
  return {
    conventions: inquiries.conventions.answer,
    precision: inquiries.precision.answer,
    gradient: inquiries.gradient.answer,
    batch: inquiries.batch.answer,
    variants: inquiries.variants.answer,
    steps: inquiries.steps.answer,
    comparison: inquiries.comparison.answer,
  };
}

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { ComputeThread } from '../../../src/host/compute/computeThread.ts';
import { startNodeThread } from '../../../src/host/compute/nodeThread.ts';
import { batchReport } from '../../../src/protocol/batch.ts';
import * as compute from '../../../src/protocol/compute.ts';
import { defaultSettings, type valueKinds } from '../../../src/protocol/schemas.ts';

const script = fileURLToPath(new URL('../../../src/worker/node.ts', import.meta.url));
const compiledCode = fileURLToPath(new URL('../../../out/compiled-code', import.meta.url));

const document = 'x = 1\na = np.array([[1,2,3,5],[4,5,2,3]])\nloss = mysoftmax.cal_loss(a,[3,1])\n';
const array = '[[1,2,3,5],[4,5,2,3]]';
const gradient = [
  [0.015219428864155927, 0.04137069692096015, 0.11245721367093255, -0.1690473394560486],
  [0.23688281808991013, -0.3560857401120277, 0.03205860328008499, 0.08714431874203257],
];

function sourceOf(text: string, selected: string) {
  const start = text.indexOf(selected);
  const selections = [{ start, end: start + selected.length }];
  return { text, start: 0, selections, languageId: 'python' };
}

describe('the compute service, on a real worker thread', () => {
  const thread = new ComputeThread(() => startNodeThread(script, compiledCode));
  after(() => thread.dispose());

  describe('read', () => {
    it('gives shape, values and the targets in the text', async () => {
      const { shape, values, targets } = await thread.request(compute.read, {
        text: 'cal_loss([[1,2,3,5],[4,5,2,3]], [3,1])',
      });
      assert.deepEqual(shape, [2, 4]);
      assert.deepEqual([...values], [1, 2, 3, 5, 4, 5, 2, 3]);
      assert.deepEqual(targets, [3, 1]);
    });

    it('rejects with the place of the culprit', async () => {
      await assert.rejects(thread.request(compute.read, { text: '[[1, 2],\n [3]]' }), {
        name: 'ReadingError',
        kind: 'ragged',
        offset: 10,
        line: 2,
        column: 2,
      });
    });

    it('takes a text that is longer than one message', async () => {
      const row = '[0.5, -1.25]';
      const rows = 400_000;
      const text = `[${`${row}, `.repeat(rows - 1)}${row}]`;
      const { shape, values } = await thread.request(compute.read, { text });
      assert.deepEqual(shape, [rows, 2]);
      assert.ok(values.every((value, index) => value === (index % 2 === 0 ? 0.5 : -1.25)));
    });
  });

  describe('evaluate', () => {
    it('gives everything for a text with targets', async () => {
      const result = await thread.request(compute.evaluate, { text: `${array}, [3, 1]` });
      assert.equal(result.loss, 0.6253721511650079);
      assert.deepEqual([...result.argmax], [3, 1]);
      assert.deepEqual([...(result.gradient ?? [])], gradient.flat());
      assert.equal(result.divisor, 2);
      assert.deepEqual(result.targets, [3, 1]);
    });

    it('takes logits and targets as numbers, and the reduction', async () => {
      const result = await thread.request(compute.evaluate, {
        logits: { shape: [2, 4], values: [1, 2, 3, 5, 4, 5, 2, 3] },
        targets: [3, 1],
        options: { reduction: 'mean' },
      });
      assert.equal(result.loss, 0.31268607558250394);
    });

    it('takes class probabilities as targets', async () => {
      const result = await thread.request(compute.evaluate, {
        logits: { shape: [1, 2], values: new Float32Array([0, 0]) },
        targets: [[0.5, 0.5]],
      });
      assert.equal(result.loss, Math.LN2);
      assert.deepEqual(result.targets, [[0.5, 0.5]]);
    });

    it('says what is wrong with the data, and where', async () => {
      const { diagnostics } = await thread.request(compute.evaluate, {
        logits: { shape: [2, 2], values: [1, 2, NaN, 0] },
        targets: [0, 0],
      });
      assert.deepEqual(
        diagnostics.map(({ kind, row, column }) => ({ kind, row, column })),
        [{ kind: 'logit-nan', row: 1, column: 0 }],
      );
    });

    it('lets NaN and infinity pass', async () => {
      const result = await thread.request(compute.evaluate, {
        logits: { shape: [1, 2], values: [NaN, Infinity] },
        targets: [0],
      });
      assert.ok(Number.isNaN(result.loss));
      assert.deepEqual([...result.argmax], [0]);
    });

    it('takes typed arrays for logits and targets', async () => {
      const result = await thread.request(compute.evaluate, {
        logits: { shape: [2, 4], values: Int32Array.of(1, 2, 3, 5, 4, 5, 2, 3) },
        targets: Int32Array.of(3, 1),
      });
      assert.equal(result.loss, 0.6253721511650079);
    });

    it('invents no loss without targets', async () => {
      const result = await thread.request(compute.evaluate, { text: array });
      assert.equal(result.loss, undefined);
      assert.equal(result.gradient, undefined);
      assert.deepEqual([...result.argmax], [3, 1]);
    });

    it('takes an array of three dimensions as rows of classes', async () => {
      const result = await thread.request(compute.evaluate, {
        logits: { shape: [2, 1, 2], values: [0, 1, 3, 2] },
        targets: [1, 0],
      });
      assert.deepEqual(result.shape, [2, 1, 2]);
      assert.deepEqual([...result.argmax], [1, 0]);
    });

    const refused: readonly [what: string, params: compute.EvaluateParams, error: object][] = [
      [
        'a target that is no class',
        { text: array, targets: [3, 4] },
        { name: 'LossError', row: 1, message: /row 1.*target 4/i },
      ],
      ['too few targets', { text: array, targets: [3] }, { name: 'LossError' }],
      [
        'target probabilities of another shape',
        { text: array, targets: [[1], [1]] },
        { name: 'LossError', message: /2 × 4/ },
      ],
      [
        'a shape that the values do not fill',
        { logits: { shape: [2, 2], values: [1] } },
        { name: 'LossError', message: /1 value.*needs 4/ },
      ],
      [
        'no logits',
        { logits: { shape: [2, 0], values: [] } },
        { name: 'LossError', message: /empty \(2 × 0\)/ },
      ],
      ['a shape without dimensions', { logits: { shape: [], values: [1] } }, { name: 'LossError' }],
      ['nothing to evaluate', {}, { name: 'TypeError', message: /`text` or `logits`/ }],
      [
        'a temperature of 0',
        { text: array, options: { temperature: 0 } },
        { name: 'LossError', message: /temperature/ },
      ],
      [
        'a temperature that is no number',
        { text: array, options: { temperature: '2' as never } },
        { name: 'TypeError', message: /at options\.temperature: Expected a number/ },
      ],
      [
        'an option that there is not',
        { text: array, options: { label_smoothing: 0.1 } as never },
        { name: 'TypeError', message: /at options\.label_smoothing: There is no such option/ },
      ],
      [
        'targets of both kinds',
        { text: array, targets: [3, [0, 0, 0, 1]] as never },
        { name: 'TypeError', message: /at targets: Expected class indices, or/ },
      ],
      [
        'values that are no numbers',
        { logits: { shape: [1], values: ['1'] as never } },
        { name: 'TypeError', message: /logits/ },
      ],
    ];
    for (const [what, params, error] of refused) {
      it(`refuses ${what}`, () => assert.rejects(thread.request(compute.evaluate, params), error));
    }
  });

  describe('glance', () => {
    it('answers a hover, with the targets of a later call', async () => {
      const glance = await thread.request(compute.glance, {
        source: sourceOf(document, array),
        options: {},
      });
      assert.deepEqual(glance.shape, [2, 4]);
      assert.equal(glance.losses?.sum, 0.6253721511650079);
      assert.equal(glance.losses.mean, 0.31268607558250394);
      assert.deepEqual(
        glance.firstRows.map(({ argmax }) => argmax),
        [3, 1],
      );
      const { start, end } = glance.targetsOrigin!.range!;
      assert.equal(document.slice(start, end), '[3,1]');
      assert.deepEqual(
        glance.firstRows[0]!.top.map((entry) => entry.class),
        [3, 2],
      );
    });

    it('says why targets out of range give no loss, and what there is without', async () => {
      const text = '[[9, 8, 7], [6, 5, 4]], [7, 1]';
      const glance = await thread.request(compute.glance, {
        source: sourceOf(text, text),
        options: {},
      });
      assert.equal(glance.losses, null);
      assert.match(glance.refusal!, /^Row 0 has target 7, but the classes are 0 to 2\./);
      assert.deepEqual(
        glance.firstRows.map(({ argmax, target, loss }) => ({ argmax, target, loss })),
        [
          { argmax: 0, target: 7, loss: null },
          { argmax: 0, target: 1, loss: null },
        ],
      );
    });

    it('says which options of the call are not applied, until they are', async () => {
      const text =
        "z = [[1, 2], [3, 4]]\nt = [1, 0]\nloss(z, t, reduction='mean', weight=w, ignore_index=-100)";
      const glance = (options: compute.EvaluateParams['options'] = {}) =>
        thread.request(compute.glance, { source: sourceOf(text, '[[1, 2], [3, 4]]'), options });
      const { unappliedOptions } = await glance();
      const { start, end } = unappliedOptions!.range;
      assert.equal(text.slice(start, end), text.split('\n')[2]);
      assert.deepEqual(unappliedOptions?.texts, ["reduction='mean'"]);
      assert.deepEqual(unappliedOptions.options, { reduction: 'mean' });
      assert.deepEqual(unappliedOptions.notUnderstood, ['weight=w']);
      const applied = await glance({ reduction: 'mean', classWeights: [1, 2] });
      assert.equal(applied.unappliedOptions, null);
    });

    it('takes losses of the rows for applied, whatever the reduction', async () => {
      const text = "z = [[1, 2], [3, 4]]\nloss(z, [1, 0], reduction='none')";
      const source = sourceOf(text, '[[1, 2], [3, 4]]');
      const glance = await thread.request(compute.glance, { source, options: {} });
      assert.equal(glance.unappliedOptions, null);
    });

    it('names the classes that it tells of, and no others', async () => {
      const text = 'cat,dog,cow,hen,label\n1,2,0,0,cat\n3,4,0,0,dog\n';
      const source = { ...sourceOf(text, text), languageId: 'csv' };
      const { classNames } = await thread.request(compute.glance, { source, options: {} });
      assert.deepEqual(classNames, { 0: 'cat', 1: 'dog' });
    });

    it('says which columns are no classes, the first few by name', async () => {
      const names = Array.from({ length: 12 }, (_, index) => `text_${index}`);
      const row = `1,2,${names.map(() => 'word').join(',')}`;
      const text = `cat,dog,${names.join(',')}\n${row}\n${row}\n`;
      const { leftOut, othersLeftOut } = await thread.request(compute.glance, {
        source: { ...sourceOf(text, text), languageId: 'csv' },
        options: {},
      });
      assert.deepEqual([leftOut, othersLeftOut], [names.slice(0, 10), 2]);
    });

    it('stays small for a large array', async () => {
      const rows = Array.from({ length: 1000 }, () => '[1,2]').join(',');
      const glance = await thread.request(compute.glance, {
        source: sourceOf(`[${rows}]`, `[${rows}]`),
        options: {},
      });
      assert.equal(glance.rows, 1000);
      assert.ok(glance.firstRows.length < 10);
      assert.equal(glance.losses, null);
    });
  });

  describe('a session', () => {
    const session = 7;
    const open = (targetsText: string | null = null) =>
      thread.request(compute.openSession, {
        session,
        source: sourceOf(document, array),
        settings: { ...defaultSettings, targetsText },
      });
    const arrangement = { filter: {}, sort: null };
    const all = { rows: { start: 0, end: 99 }, columns: { start: 0, end: 99 } };

    it('is summed up when it is opened', async () => {
      const summary = await open();
      assert.equal(summary.losses?.sum, 0.6253721511650079);
      assert.equal(summary.wrongRows, 0);
      assert.equal(summary.targetsText, '[3, 1]');
      assert.equal(summary.targetsOrigin?.origin, 'nearby');
    });

    it('gives windows of rows and columns, cut at its bounds', async () => {
      await open();
      const whole = await thread.request(compute.rowWindow.forThread, {
        session,
        query: { arrangement, quantity: 'gradient', ...all },
      });
      assert.deepEqual([...whole.values!], gradient.flat());
      assert.deepEqual([...whole.targets!], [3, 1]);
      const part = await thread.request(compute.rowWindow.forThread, {
        session,
        query: {
          arrangement,
          quantity: 'logits',
          rows: { start: 1, end: 2 },
          columns: { start: 1, end: 3 },
        },
      });
      assert.deepEqual([...part.values!], [5, 2]);
      assert.deepEqual([...part.argmax], [1]);
    });

    it('arranges its rows, and gives windows of them in that order', async () => {
      await open();
      const worstFirst = { filter: {}, sort: { column: 'loss', descending: true } } as const;
      const arranged = await thread.request(compute.arrangeRows.forThread, {
        session,
        query: { arrangement: worstFirst, row: 0 },
      });
      assert.deepEqual(arranged, { rows: 2, place: { row: 0, position: 1 } });
      const window = await thread.request(compute.rowWindow.forThread, {
        session,
        query: { arrangement: worstFirst, quantity: 'gradient', ...all },
      });
      assert.deepEqual([...window.rows], [1, 0]);
      assert.deepEqual([...window.targets!], [1, 3]);
      assert.deepEqual([...window.values!], gradient.toReversed().flat());
    });

    it('gives one row whole, with the loss that each class would give', async () => {
      await open();
      const detail = await thread.request(compute.rowDetail.forThread, {
        session,
        query: { row: 1 },
      });
      assert.deepEqual([...detail.logits], [4, 5, 2, 3]);
      assert.deepEqual([...detail.gradient!], gradient[1]);
      assert.equal(detail.loss, detail.lossIfTarget?.[1]);
      assert.equal(detail.target, 1);
    });

    it('is evaluated anew with other targets and options, which the user may take back', async () => {
      await open();
      const changed = await thread.request(compute.deriveSession, {
        from: session,
        session,
        settings: { ...defaultSettings, options: { reduction: 'mean' }, targetsText: '0 0' },
      });
      assert.equal(changed.targetsOrigin?.origin, 'panel');
      assert.equal(changed.wrongRows, 2);
      assert.equal(changed.ignoredRows, 0);
      assert.equal(changed.options.reduction, 'mean');
      const back = await thread.request(compute.deriveSession, {
        from: session,
        session,
        settings: defaultSettings,
      });
      assert.equal(back.losses?.sum, 0.6253721511650079);
    });

    it('takes the classes from another axis when it is told to, places and all', async () => {
      await open();
      const summary = await thread.request(compute.deriveSession, {
        from: session,
        session,
        settings: { ...defaultSettings, classAxis: 0, targetsText: '0 1 0 1' },
      });
      assert.deepEqual([summary.rows, summary.classes, summary.classAxis], [4, 2, 0]);
      const detail = await thread.request(compute.rowDetail.forThread, {
        session,
        query: { row: 3 },
      });
      assert.deepEqual([...detail.logits], [5, 3]);
      const range = await thread.request(compute.locate.forThread, {
        session,
        query: { array: 'logits', row: 3, column: 0 },
      });
      assert.equal(range.start, document.indexOf('5'));
    });

    const onAnAxis: readonly {
      what: string;
      text: string;
      classAxis: number;
      targetsText?: string;
      expected: { readonly sum: number; readonly row: number; readonly target: string } | RegExp;
    }[] = [
      {
        what: 'class indices that fit that axis alone',
        text: 'x = [[[0, 0, 0], [0, 0, 9]]]\ny = [[0, 0, 1]]',
        classAxis: 1,
        expected: { sum: 2 * Math.LN2 + Math.log1p(Math.exp(-9)), row: 2, target: '1' },
      },
      {
        what: 'no class indices that fitted the last axis alone',
        text: 'x = [[1, 2, 7], [3, 5, 9]]\ny = [0, 1]',
        classAxis: 0,
        expected:
          /^The array “y” nearby .* it has 2 values, where there should be 3 class indices from 0 to 1/,
      },
      {
        what: 'typed probabilities of the same axes as the logits',
        text: 'x = [[[0, 0], [9, 0]]]',
        classAxis: 1,
        targetsText: '[[[0, 0.5], [1, 0.5]]]',
        expected: { sum: Math.log1p(Math.exp(-9)) + Math.LN2, row: 0, target: '' },
      },
    ];
    for (const { what, text, classAxis, targetsText = null, expected } of onAnAxis) {
      it(`with the classes on another axis, takes ${what}`, async () => {
        const range = { start: 0, end: text.split('\n')[0]!.length };
        // The text may stand anywhere in its document.
        const at = 100;
        const selections = [{ start: range.start + at, end: range.end + at }];
        await thread.request(compute.openSession, {
          session,
          source: { text, start: at, selections, languageId: 'python' },
          settings: defaultSettings,
        });
        const { losses, findings } = await thread.request(compute.deriveSession, {
          from: session,
          session,
          settings: { ...defaultSettings, classAxis, targetsText },
        });
        if (expected instanceof RegExp) {
          assert.equal(losses, null);
          assert.match(findings[0]?.message ?? '', expected);
          return;
        }
        assert.ok(Math.abs((losses?.sum ?? NaN) - expected.sum) < 1e-14, `${losses?.sum}`);
        if (targetsText !== null) return;
        const { start, end } = await thread.request(compute.locate.forThread, {
          session,
          query: { array: 'targets', row: expected.row },
        });
        assert.deepEqual(
          [text.slice(start - at, end - at), start - at],
          [expected.target, text.lastIndexOf(expected.target)],
        );
      });
    }

    it('takes a single number as the target of a single row', async () => {
      const summary = await thread.request(compute.openSession, {
        session,
        source: sourceOf('[[1, 2, 3]]', '[[1, 2, 3]]'),
        settings: { ...defaultSettings, targetsText: '2' },
      });
      assert.ok(summary.losses);
    });

    it('finds what is wrong with the logits also where there is no loss, and invents none', async () => {
      const summary = await thread.request(compute.openSession, {
        session,
        source: sourceOf('[[nan, 2], [0, 1]]', '[[nan, 2], [0, 1]]'),
        settings: {
          ...defaultSettings,
          targetsText: '[0, 0]',
          options: { convention: 'onnx', labelSmoothing: 0.1 },
        },
      });
      assert.match(summary.refusal?.message ?? '', /ONNX has no label smoothing/);
      assert.deepEqual(
        summary.findings.map(({ kind }) => kind),
        ['logit-nan'],
      );
      const detail = await thread.request(compute.rowDetail.forThread, {
        session,
        query: { row: 1 },
      });
      assert.equal(detail.lossIfTarget, null);
    });

    it('shows the softmax, and why there is no loss, when a target is no class', async () => {
      await open();
      const summary = await thread.request(compute.deriveSession, {
        from: session,
        session,
        settings: { ...defaultSettings, targetsText: '[3, 9]' },
      });
      assert.equal(summary.losses, null);
      assert.match(summary.refusal?.message ?? '', /Row 1 has target 9/);
      assert.deepEqual(summary.refusal?.place, { array: 'targets', row: 1 });
      const detail = await thread.request(compute.rowDetail.forThread, {
        session,
        query: { row: 1 },
      });
      assert.deepEqual([detail.target, detail.loss, detail.gradient], [9, null, null]);
    });

    it('says that it is the typed targets that cannot be read', async () => {
      await open();
      const update = thread.request(compute.deriveSession, {
        from: session,
        session,
        settings: { ...defaultSettings, targetsText: '[3, x' },
      });
      await assert.rejects(update, { name: 'LossError', message: /targets given here/ });
    });

    it('keeps what it had when new targets do not fit', async () => {
      await open();
      const update = thread.request(compute.deriveSession, {
        from: session,
        session,
        settings: { ...defaultSettings, targetsText: '[1, 1, 1]' },
      });
      await assert.rejects(update, { name: 'LossError' });
      const detail = await thread.request(compute.rowDetail.forThread, {
        session,
        query: { row: 0 },
      });
      assert.equal(detail.target, 3);
    });

    it('treats the numbers as probabilities when it is told to', async () => {
      const text = '[[0.25, 0.75]], [1]';
      const treated = async (valuesAre: (typeof valueKinds)[number]) =>
        thread.request(compute.openSession, {
          session,
          source: sourceOf(text, text),
          settings: { ...defaultSettings, valuesAre },
        });
      const kinds = ({ findings }: compute.Summary) => findings.map(({ kind }) => kind);
      assert.deepEqual(kinds(await treated('logits')), ['looks-like-probabilities']);
      const summary = await treated('probabilities');
      assert.deepEqual(kinds(summary), []);
      assert.equal(summary.losses?.sum, 0.28768207245178096);
    });

    it('answers what is asked about it', async () => {
      await open();
      const ask = <Query extends object, Result>(
        question: compute.SessionQuestion<Query, Result>,
        query: Query,
      ) => thread.request(question.forThread, { session, query });
      const report = await ask(compute.conventionReport, {});
      assert.equal(report[0]?.convention, 'pytorch');
      assert.equal(report.length, 5);
      assert.equal((await ask(compute.precisionLens, {})).length, 6);
      const check = await ask(compute.gradientCheck, {});
      assert.equal(check.checked, 8);
      assert.ok(check.worst && check.worst.error < 1e-6);
      const batch = await ask(batchReport, {});
      assert.equal(batch.predictions?.accuracy, 1);
      const variant = { kind: 'poly-1', epsilon: 0 } as const;
      const { sum, gradientOfRow } = await ask(compute.variantLoss, { variant, row: 0 });
      assert.ok(Math.abs(sum - 0.6253721511650079) < 1e-15);
      assert.equal(gradientOfRow.length, 4);
    });

    it('knows where a target stands', async () => {
      await open();
      const cell = { array: 'targets', row: 1 } as const;
      const range = await thread.request(compute.locate.forThread, { session, query: { ...cell } });
      assert.equal(document.slice(range.start, range.end), '1');
      assert.equal(range.start, document.indexOf('[3,1]') + 3);
    });

    it('knows where each logit stands in the document', async () => {
      await open();
      const range = await thread.request(compute.locate.forThread, {
        session,
        query: { array: 'logits', row: 0, column: 3 },
      });
      assert.equal(document.slice(range.start, range.end), '5');
      assert.equal(range.start, document.indexOf('5'));
    });

    it('refuses what lies outside of it', async () => {
      await open();
      await assert.rejects(
        thread.request(compute.rowDetail.forThread, { session, query: { row: 2 } }),
        /no row 2/,
      );
      await assert.rejects(
        thread.request(compute.locate.forThread, {
          session,
          query: { array: 'logits', row: 0, column: 4 },
        }),
        /row 0, column 4/,
      );
    });

    it('is gone once it is closed', async () => {
      await open();
      await thread.request(compute.closeSession, { session });
      await assert.rejects(
        thread.request(compute.rowDetail.forThread, { session, query: { row: 0 } }),
        {
          name: 'UnknownSessionError',
        },
      );
    });
  });

  describe('long work', () => {
    const arrayOf = (rows: number): string => `[${'[0.25, -1.5e3, 7], '.repeat(rows)}]`;
    const large = arrayOf(400_000);
    const open = (
      session: number,
      text: string,
      token?: CancellationTokenSource['token'],
      onProgress?: (fraction: number) => void,
    ) =>
      thread.request(
        compute.openSession,
        { session, source: sourceOf(text, text), settings: defaultSettings },
        token,
        onProgress,
      );

    it('reports progress, and lets short requests overtake it', async () => {
      const fractions: number[] = [];
      const order: string[] = [];
      await Promise.all([
        open(8, large, undefined, (fraction) => fractions.push(fraction)).then(() =>
          order.push('long'),
        ),
        thread.request(compute.read, { text: '[1]' }).then(() => order.push('short')),
      ]);
      assert.deepEqual(order, ['short', 'long']);
      assert.ok(fractions.length > 0);
      assert.ok(fractions.every((fraction) => fraction >= 0 && fraction <= 1));
    });

    it('reports how far the answer to a question has come', async () => {
      await open(8, arrayOf(40_000));
      const fractions: number[] = [];
      const question = { session: 8, query: {} };
      await thread.request(compute.precisionLens.forThread, question, undefined, (fraction) =>
        fractions.push(fraction),
      );
      assert.ok(fractions.length > 0);
      assert.ok(fractions.every((fraction) => fraction >= 0 && fraction <= 1));
    });

    it('is dropped when it is cancelled, and the thread goes on with the next', async () => {
      const source = new CancellationTokenSource();
      const long = open(9, large, source.token);
      source.cancel();
      await assert.rejects(long, { name: 'CancelledError' });
      const { values } = await thread.request(compute.read, { text: '[1, 2]' });
      assert.deepEqual([...values], [1, 2]);
      await assert.rejects(
        thread.request(compute.rowDetail.forThread, { session: 9, query: { row: 0 } }),
      );
    });
  });
});

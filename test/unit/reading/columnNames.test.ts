import assert from 'node:assert/strict';
import { runToEnd } from '../../../src/core/job.ts';
import { readText } from '../../../src/core/reading/reader.ts';

const cases: readonly {
  readonly of: string;
  readonly text: string;
  readonly languageId?: string;
  readonly names: readonly string[] | undefined;
}[] = [
  { of: 'a CSV header', text: 'cat,dog\n1,2\n3,4\n', names: ['cat', 'dog'] },
  {
    of: 'a CSV header with quotes',
    text: '"cat, big",dog\n1,2\n3,4\n',
    languageId: 'csv',
    names: ['cat, big', 'dog'],
  },
  {
    of: 'a CSV header with separators of other tables in quotes',
    text: '"a\tb", "c;d",e|f\n1,2,3\n4,5,6\n',
    names: ['a\tb', 'c;d', 'e|f'],
  },
  {
    of: 'a TSV header with commas in quotes, and one with tabs',
    text: '"a,b"\t"c\td"\n1\t2\n3\t4\n',
    names: ['a,b', 'c\td'],
  },
  {
    of: 'a CSV header with quotes in quotes',
    text: '"a ""b"", c","""d""",""\n1,2,3\n4,5,6\n',
    names: ['a "b", c', '"d"', ''],
  },
  {
    of: 'a CSV header with signs of inches',
    text: '5" wide,6" wide\n1,2\n3,4\n',
    names: ['5" wide', '6" wide'],
  },
  {
    of: 'a CSV header with long names in quotes, cut',
    text: `"${'long '.repeat(60)}","${'""'.repeat(300)}",${'x'.repeat(300)}\n1,2,3\n4,5,6\n`,
    names: ['long '.repeat(40).trim(), '"'.repeat(200), 'x'.repeat(200)],
  },
  { of: 'a TSV header', text: 'cat\tdog\n1\t2\n3\t4\n', names: ['cat', 'dog'] },
  {
    of: 'a header, but for the names of row labels and targets',
    text: 'id,cat,label,dog\na,1,0,2\nb,3,1,4\n',
    names: ['cat', 'dog'],
  },
  {
    of: 'a Markdown table',
    text: '| cat | dog |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n',
    names: ['cat', 'dog'],
  },
  {
    of: 'a pandas print',
    text: '   cat  dog\n0  1.0  2.0\n1  3.0  4.0\n',
    names: ['cat', 'dog'],
  },
  {
    of: 'a pandas print whose columns go on below',
    text: '   cat  dog  \\\n0  1.0  2.0   \n1  3.0  4.0   \n\n   cow  \n0  5.0  \n1  6.0  \n',
    names: ['cat', 'dog', 'cow'],
  },
  { of: 'a record', text: '{"cat": 1.2, "dog": 0.3}', languageId: 'json', names: ['cat', 'dog'] },
  {
    of: 'records',
    text: '[{"cat": 1.5, "dog": 2, "label": "dog"}, {"dog": 4, "cat": 3, "label": "cat"}]',
    languageId: 'json',
    names: ['cat', 'dog'],
  },
  {
    of: 'records with escapes of JSON',
    text: '[{"c\\u00e9":1,"a\\"b\\\\n":2,"a\\tb\\/":3,"\\ud83d\\ude00":4}]',
    languageId: 'json',
    names: ['cé', 'a"b\\n', 'a\tb/', '😀'],
  },
  {
    of: 'records with escapes of Python and JavaScript',
    text: "{'\\xe9':1, 'it\\'s':2, '\\u{1F600}':3, '\\u{110000}\\d\\U0001F600':4}",
    languageId: 'python',
    names: ['é', "it's", '😀', '\\u{110000}\\d\\U0001F600'],
  },
  {
    of: 'records with long escaped names',
    text: `{"${'\\u00e9'.repeat(50)}": 1.5, "dog": 2}`,
    languageId: 'json',
    names: ['é'.repeat(50), 'dog'],
  },
  {
    of: 'a CSV header, but for the names of metadata',
    text: 'sample_id,logit_0,logit_1,logit_2,target,epoch\n7,1.5,2,3,0,10\n8,4,5,6,2,10\n',
    names: ['logit_0', 'logit_1', 'logit_2'],
  },
  {
    of: 'a CSV header, but for metadata in words and fractions anywhere',
    text: 'timestamp,cat,split,dog,imageId,train_loss\n17.5,1,train,2,4,0.5\n18.5,3,test,4,5,0.25\n',
    names: ['cat', 'dog'],
  },
  {
    of: 'a pandas print, but for the names of metadata',
    text: '   cat  dog  global_step\n0  1.0  2.0  100\n1  3.0  4.0  200\n',
    names: ['cat', 'dog'],
  },
  {
    of: 'records, but for the names of metadata',
    text: '[{"cat":0.5,"dog":1.5,"label":"dog","step":10},{"cat":1,"dog":2,"label":"cat","step":20}]',
    languageId: 'json',
    names: ['cat', 'dog'],
  },
  {
    of: 'classes with fractions that are called like metadata',
    text: 'leaf,seed,stem\n1,2,3\n4,0.5,6\n',
    names: ['leaf', 'seed', 'stem'],
  },
  {
    of: 'classes with an affix that is no usual one',
    text: 'fold_0,fold_1,timeless,no\n1,2,3,4\n5,6,7,8\n',
    names: ['fold_0', 'fold_1', 'timeless', 'no'],
  },
  {
    of: 'all columns where all are called like metadata',
    text: 'time,rank\n1.5,2\n3.5,4\n',
    names: ['time', 'rank'],
  },
  { of: 'a header of numbers: none', text: ',0,1\n0,1.5,2.5\n1,3.5,4.5\n', names: undefined },
  {
    of: 'an R print: none',
    text: '     [,1] [,2]\n[1,]    1    2\n[2,]    3    4\n',
    names: undefined,
  },
  { of: 'a table without a header: none', text: '1,2\n3,4\n', languageId: 'csv', names: undefined },
  { of: 'lists: none', text: '[[1, 2], [3, 4]]', names: undefined },
];

describe('the names of columns', () => {
  for (const { of, text, languageId, names } of cases) {
    it(`are those of ${of}`, () => {
      const { columnNames, logits } = runToEnd(readText(text, languageId));
      assert.deepEqual(columnNames, names);
      if (names) assert.equal(logits.shape.at(-1), names.length);
    });
  }

  for (const [of, text] of [
    ['a CSV file', 'id,cat,dog,label,epoch\n7,1,2,1,3\n8,4,5,0,3\n'],
    ['a CSV file with numbers for names', 'id,0,1,label,epoch\n7,1,2,1,3\n8,4,5,0,3\n'],
    ['a CSV file with words', 'cat,split,dog,label\n1,train,2,dog\n4,test,5,cat\n'],
    [
      'records',
      '{"cat":1,"dog":2,"epoch":3,"label":"dog"}\n{"label":"cat","epoch":3,"cat":4,"dog":5}',
    ],
  ] as const) {
    it(`leave the values and targets as they are where ${of} has metadata`, () => {
      const { logits, targets } = runToEnd(readText(text));
      assert.deepEqual([...logits.values], [1, 2, 4, 5]);
      assert.deepEqual([...(targets?.array.values ?? [])], [1, 0]);
      assert.deepEqual(
        Array.from(logits.starts, (start) => text[start]),
        ['1', '2', '4', '5'],
      );
    });
  }
});

const withLeftOut: Readonly<Record<string, readonly [text: string, names: readonly string[]]>> = {
  'the numbers of the rows and other metadata': [
    'id,cat,dog,label,epoch\n7,1,2,1,3\n8,4,5,0,3\n',
    ['id', 'epoch'],
  ],
  'metadata without a value in the first row': [
    'id,cat,dog,epoch\n1,0.5,0.2,\n2,0.3,0.1,4\n',
    ['id', 'epoch'],
  ],
  'metadata of records': [
    '[{"cat":0.5,"step":10,"dog":1.5},{"cat":1,"step":20,"dog":2}]',
    ['step'],
  ],
  'metadata of a print whose columns go on below, once': [
    '   cat  epoch  \\\n0  1.0      3   \n1  3.0      3   \n\n   dog  epoch  \n0  5.0      3  \n1  6.0      3  \n',
    ['epoch'],
  ],
  'names of rows and metadata in words': [
    'name,cat,split,dog\na,1,train,2\nb,4,test,5\n',
    ['name', 'split'],
  ],
  'no numbers of rows without a name': [',cat,dog\n0,1,2\n1,4,5\n', []],
  'nothing without a header': ['7,1,2\n8,4,5\n', []],
  'nothing where all columns are classes': ['time,rank\n1.5,2\n3.5,4\n', []],
};

describe('a first row of words and the numbers of columns', () => {
  for (const [when, text, values] of [
    ['above fractions', 'text,0,1,2\na,0.5,1,2\nb,3,4,5\n', [0.5, 1, 2, 3, 4, 5]],
    ['with the name of targets above a number', 'text,0,1,label\na,1,2,1\nb,3,4,0\n', [1, 2, 3, 4]],
  ] as const) {
    it(`is a header ${when}`, () => {
      assert.deepEqual([...runToEnd(readText(text)).logits.values], values);
    });
  }

  it('is a row of values above whole numbers', () => {
    assert.deepEqual([...runToEnd(readText('a,0,1\nb,3,4\n')).logits.values], [0, 1, 3, 4]);
  });

  it('is a row of values with a word that is none above numbers', () => {
    for (const text of ['0,1,x\n2,3,4\n', '0,1,2,x\n0.5,1,2,3\n']) {
      assert.throws(() => runToEnd(readText(text)), { offset: text.indexOf('x') });
    }
  });

  it('is ambiguous above fractions of two columns', () => {
    assert.throws(() => runToEnd(readText('a,0,1\nb,0.5,4\n')), {
      kind: 'ambiguous',
      offset: 0,
    });
  });
});

describe('the columns that are left out', () => {
  for (const [what, [text, names]] of Object.entries(withLeftOut)) {
    it(`are ${what}`, () => {
      assert.deepEqual(runToEnd(readText(text)).leftOut, names);
    });
  }
});

describe('labels in records', () => {
  it('name classes however either is escaped', () => {
    const text =
      '{"caf\\u00e9":1,"dog":2,"label":"café"}\n{"caf\\u00e9":3,"dog":4,"label":"d\\u006fg"}';
    assert.deepEqual([...(runToEnd(readText(text)).targets?.array.values ?? [])], [0, 1]);
  });
});

/** Of the labels in the rows, the classes. */
const labels: Readonly<Record<string, readonly [header: string, labels: string, targets: string]>> =
  {
    'without what all names begin with': ['logit_cat,logit_car', 'car,cat', '1,0'],
    'without what all names end with': ['cat_logit,car_logit', 'car,cat', '1,0'],
    'without what all names begin and end with': ['P(cat),P(car)', 'car,cat', '1,0'],
    'in another case': ['Cat,DOG', 'cat,dog', '0,1'],
    'in another case, without what all names begin with': ['p Cat,p Dog', 'DOG,cat', '1,0'],
    'in the case of one of several': ['Cat,cat', 'cat,Cat', '1,0'],
    'whole before in part': ['a_b,a_a_b', 'a_b,a_a_b', '0,1'],
  };

const ambiguous: Readonly<Record<string, readonly [header: string, label: string]>> = {
  'two classes that are called the same': ['cat,cat,dog', 'cat'],
  'two classes in other cases': ['Cat,CAT,dog', 'cat'],
};

describe('labels', () => {
  for (const [how, [header, words, targets]] of Object.entries(labels)) {
    it(`name classes ${how}`, () => {
      const rows = words.split(',').map((word) => `0.5,1.5,${word}\n`);
      const reading = runToEnd(readText(`${header},label\n${rows.join('')}`));
      assert.equal(reading.targets?.array.values.join(','), targets);
    });
  }

  it('name no class by what all names begin with, nor by a part of a word', () => {
    for (const word of ['logit', 'logit_', 't', '']) {
      const { targets, misfit } = runToEnd(
        readText(`logit_cat,logit_cart,label\n1.5,2,${word}\n3,4,cat\n`),
      );
      assert.equal(targets, undefined);
      const reason = `${JSON.stringify(word)} in row 0 is none of logit_cat, logit_cart`;
      assert.deepEqual(misfit, { column: 'label', reason, row: 0 });
    }
  });

  it('name no class if they are empty, whatever is left of a name', () => {
    const { misfit } = runToEnd(readText('logit_,logit_cat,label\n1.5,2,\n3,4,cat\n'));
    assert.ok(misfit && 'column' in misfit && misfit.row === 0);
  });

  for (const [what, [header, label]] of Object.entries(ambiguous)) {
    it(`are no targets if one may name ${what}`, () => {
      const { targets, misfit } = runToEnd(
        readText(`${header},label\n1.5,2,3,dog\n3,4,5,${label}\n`),
      );
      assert.equal(targets, undefined);
      const reason = `"${label}" in row 1 may be several of ${header.replaceAll(',', ', ')}`;
      assert.deepEqual(misfit, { column: 'label', reason, row: 1 });
    });
  }
});

const besideClasses: Readonly<Record<string, readonly string[]>> = {
  'a prediction': [
    'y_pred',
    'yPred',
    'y_hat',
    'yhat',
    'pred',
    'predicted',
    'prediction',
    'pred_label',
    'label_pred',
    'predicted_class',
    'pred_idx',
    'argmax',
  ],
  'a weight': ['weight', 'sample_weight', 'class_weight'],
  'how sure it is': [
    'confidence',
    'conf',
    'score',
    'prob_max',
    'max_logit',
    'label_prob',
    'entropy',
  ],
  'whether it is right': ['correct', 'is_correct', 'top1', 'top1_acc'],
  'who or what was counted': ['worker', 'worker_id', 'total', 'fold', 'split'],
};

describe('a column beside classes and a label', () => {
  for (const [what, names] of Object.entries(besideClasses)) {
    it(`is no class if it tells ${what}`, () => {
      for (const name of names) {
        const text = `cat,${name},dog,label\n-0.5,1,2.5,1\n3.5,0,-4.5,0\n`;
        const { columnNames, leftOut, targets } = runToEnd(readText(text));
        assert.deepEqual(columnNames, ['cat', 'dog'], name);
        assert.deepEqual(leftOut, [name]);
        assert.equal(targets?.name, 'label');
      }
    });
  }

  for (const [what, names, [one, other]] of [
    ['a fraction where one is counted', ['correct', 'total', 'worker'], [1.5, 2]],
    ['something negative that no measure is', ['weight', 'confidence', 'score'], [0.5, -0.5]],
    ['a word of metadata and another', ['pred_dog', 'top_hat', 'weightless', 'Max'], [1, 0]],
  ] as const) {
    it(`is a class if it holds ${what}`, () => {
      for (const name of names) {
        const text = `cat,${name},dog,label\n-0.5,${one},2.5,1\n3.5,${other},-4.5,0\n`;
        assert.deepEqual(runToEnd(readText(text)).columnNames, ['cat', name, 'dog']);
      }
    });
  }

  it('is a class if it is called correct, and another incorrect', () => {
    const text = 'correct,incorrect,label\n1,0,1\n0,1,0\n';
    assert.deepEqual(runToEnd(readText(text)).columnNames, ['correct', 'incorrect']);
  });

  it('is no class if it is called like targets, too, and both are no targets', () => {
    const text = 'cat,dog,target,label\n1.5,2,1,0\n3.5,4,0,1\n';
    const { columnNames, leftOut, targets, misfit } = runToEnd(readText(text));
    assert.deepEqual(columnNames, ['cat', 'dog']);
    assert.deepEqual(leftOut, ['target', 'label']);
    assert.equal(targets, undefined);
    const reason = '“label” is called like targets, too';
    assert.deepEqual(misfit, { column: 'target', reason, row: 0 });
  });

  it('is a class if it is called like targets, but holds fractions', () => {
    for (const name of ['y', 'class']) {
      const { columnNames, targets } = runToEnd(readText(`x,${name},label\n1.5,2,1\n3.5,4.25,0\n`));
      assert.deepEqual(columnNames, ['x', name]);
      assert.equal(targets?.name, 'label');
    }
  });

  it('is no target if it holds predicted labels', () => {
    const { targets, leftOut } = runToEnd(readText('cat,dog,pred_label\n0.5,2,1\n3,4,0\n'));
    assert.equal(targets, undefined);
    assert.deepEqual(leftOut, ['pred_label']);
  });
});

const patterns: readonly {
  readonly of: string;
  readonly header: string;
  readonly names: readonly string[];
}[] = [
  { of: 'logits with numbers', header: 'logit_0,length,logit_1', names: ['logit_0', 'logit_1'] },
  { of: 'logits without a blank', header: 'logit0,length,logit1', names: ['logit0', 'logit1'] },
  { of: 'logits in capitals', header: 'logitCat,length,logitDog', names: ['logitCat', 'logitDog'] },
  {
    of: 'classes before logits',
    header: 'cat_logit,n,dog_logit',
    names: ['cat_logit', 'dog_logit'],
  },
  { of: 'probabilities', header: 'p_cat,n,p_dog', names: ['p_cat', 'p_dog'] },
  { of: 'functions', header: 'P(cat),n,P(dog)', names: ['P(cat)', 'P(dog)'] },
  {
    of: 'logits beside probabilities',
    header: 'p_cat,p_dog,p_cow,logit_cat,logit_dog',
    names: ['logit_cat', 'logit_dog'],
  },
  { of: 'a single logit: none', header: 'logit_0,cat,dog', names: ['logit_0', 'cat', 'dog'] },
  { of: 'features: none', header: 'x_0,x_1,cat', names: ['x_0', 'x_1', 'cat'] },
  {
    of: 'statistics of the classes: none',
    header: 'prob_max,prob_min,cat,dog',
    names: ['cat', 'dog'],
  },
  {
    of: 'fewer scores than others: none',
    header: 'score_a,score_b,cat,dog,cow',
    names: ['score_a', 'score_b', 'cat', 'dog', 'cow'],
  },
  {
    of: 'numbered classes, which may have others beside them',
    header: 'class_0,class_1,background',
    names: ['class_0', 'class_1', 'background'],
  },
];

describe('the pattern of names', () => {
  for (const { of, header, names } of patterns) {
    it(`tells classes by that of ${of}`, () => {
      const columns = header.split(',');
      const row = (sign: number) => columns.map((_, index) => sign * (index + 0.5)).join(',');
      const reading = runToEnd(readText(`${header},label\n${row(1)},1\n${row(-1)},0\n`));
      assert.deepEqual(reading.columnNames, names);
      assert.deepEqual(
        reading.leftOut,
        columns.filter((name) => !names.includes(name)),
      );
    });
  }

  it('tells numbered classes from what is counted beside them', () => {
    const { columnNames } = runToEnd(readText('class_0,class_1,n\n1.5,2,3\n-4,5,6\n'));
    assert.deepEqual(columnNames, ['class_0', 'class_1']);
  });
});

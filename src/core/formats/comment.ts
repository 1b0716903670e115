/** VS Code's language ids, by what begins a comment that ends with the line. */
const lineComments: Readonly<Record<string, string>> = {
  '#':
    'python cython starlark r rmd quarto julia ruby perl raku shellscript fish powershell elixir nim crystal tcl ' +
    'gdscript coffeescript makefile cmake dockerfile yaml yml dockercompose github-actions-workflow toml properties graphql terraform snakemake',
  '//':
    'c cpp cuda cuda-cpp objective-c objective-cpp csharp fsharp java kotlinscript javascript javascriptreact typescript ' +
    'typescriptreact vue svelte go rust swift kotlin scala dart php groovy zig d solidity jsonc json5 less scss hlsl glsl ' +
    'wgsl metal shaderlab verilog systemverilog proto3',
  '%': 'matlab octave latex tex bibtex erlang prolog',
  '--': 'lua sql haskell elm ada vhdl applescript',
  '!': 'fortran fortran-modern FortranFreeForm fortran-free-form FortranFixedForm fortran_fixed-form',
  ';': 'clojure lisp scheme racket ini',
  "'": 'vb',
};

/** Of languages that have no such comments, what begins and ends one. */
const blockComments = new Map<string, readonly [open: string, close: string]>([
  ['html', ['<!--', '-->']],
  ['xml', ['<!--', '-->']],
  ['markdown', ['<!--', '-->']],
  ['css', ['/*', '*/']],
  ['ocaml', ['(*', '*)']],
  ['wolfram', ['(*', '*)']],
]);

const lineCommentOf = new Map(
  Object.entries(lineComments).flatMap(([token, ids]) =>
    ids.split(' ').map((id) => [id, token] as const),
  ),
);

/** Words behind the fence of a code block that are no language ids. */
const fenceWords = new Map([
  ['py', 'python'],
  ['python3', 'python'],
  ['pycon', 'python'],
  ['ipython', 'python'],
  ['js', 'javascript'],
  ['jsx', 'javascriptreact'],
  ['ts', 'typescript'],
  ['tsx', 'typescriptreact'],
  ['c++', 'cpp'],
  ['cs', 'csharp'],
  ['rs', 'rust'],
  ['jl', 'julia'],
  ['kt', 'kotlin'],
  ['golang', 'go'],
  ['sh', 'shellscript'],
  ['bash', 'shellscript'],
  ['yml', 'yaml'],
]);

/**
 * Lines as a comment.
 *
 * @returns one line for each, or undefined where the language has no comments, or none that are known here
 */
export function asComment(lines: readonly string[], languageId: string): string[] | undefined {
  const token = lineCommentOf.get(languageId);
  if (token !== undefined) return lines.map((line) => `${token} ${line}`);
  const block = blockComments.get(languageId);
  return block && lines.map((line) => `${block[0]} ${line} ${block[1]}`);
}

/** The language at the end of a text: in Markdown, that of the code block that is open there. */
export function languageAtEnd(text: string, languageId: string): string {
  if (languageId !== 'markdown') return languageId;
  let fence = '';
  let language = languageId;
  for (const [, marks = '', word = ''] of text.matchAll(
    /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`{},]*)/gm,
  )) {
    if (fence === '') {
      fence = marks;
      language = fenceWords.get(word) ?? word;
    } else if (marks.startsWith(fence) && word === '') {
      fence = '';
      language = languageId;
    }
  }
  return language;
}

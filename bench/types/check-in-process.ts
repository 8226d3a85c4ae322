import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import type { Diagnostic, Verdict } from './verdict.ts';
import { workspacePath } from './workspace-path.ts';

const OPTIONS: ts.CompilerOptions = {
  noEmit: true,
  noErrorTruncation: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: [],
  module: ts.ModuleKind.NodeNext,
  skipLibCheck: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
};

const file = join(tmpdir(), 'structwire-types-program.ts'); // never written
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Type-checks a program with TypeScript 6 in this process; what it imports is parsed once. */
export async function checkInProcess(source: string): Promise<Verdict> {
  const host = ts.createCompilerHost(OPTIONS);
  const fileExists = host.fileExists.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, options, ...rest) => {
    if (name === file) return ts.createSourceFile(name, source, options);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, options, ...rest));
    return parsed.get(name);
  };
  const ambient = workspacePath('packages/structwire/types/text-encoding.d.ts');
  const program = ts.createProgram({ rootNames: [ambient, file], options: OPTIONS, host });
  const sourceFile = program.getSourceFile(file);
  const found = [...program.getSyntacticDiagnostics(sourceFile), ...program.getSemanticDiagnostics(sourceFile)];
  const diagnostics = found.map(
    ({ start, messageText }): Diagnostic => ({
      line: (sourceFile?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0) + 1,
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }),
  );
  return { instantiations: instantiationsOf(program), diagnostics };
}

/** The number that `--extendedDiagnostics` prints. */
function instantiationsOf(program: ts.Program): number {
  return (program as ts.Program & { getInstantiationCount(): number }).getInstantiationCount(); // not in the declarations
}

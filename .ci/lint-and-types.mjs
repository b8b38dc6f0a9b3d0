// `npm run check:types` and `npm run check:lint` in one: each program is made and checked once, and the rules that ask for
// types are answered from what is known by then. Apart, the two do most of that work twice.
import { ESLint } from 'eslint';
import ts from 'typescript';

const places = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: ts.sys.getCurrentDirectory,
  getNewLine: () => ts.sys.newLine,
};

/** The program of a tsconfig.json, as `tsc -p` has it. */
function programOf(config) {
  const read = ts.getParsedCommandLineOfConfigFile(
    config,
    { noEmit: true },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (fault) => {
        throw new Error(ts.formatDiagnostic(fault, places));
      },
    },
  );
  return ts.createProgram({
    rootNames: read.fileNames,
    options: read.options,
    configFileParsingDiagnostics: read.errors,
  });
}

const [service, console_] = ['tsconfig.json', 'src/console/tsconfig.json'].map(programOf);
const faults = [service, console_].flatMap((program) => ts.getPreEmitDiagnostics(program));
if (faults.length > 0) console.log(ts.formatDiagnosticsWithColorAndContext(faults, places));

/** Instead of the program that the rules would make of the tsconfig.json next to a file. */
const madeBefore = (files, program) => ({
  files,
  languageOptions: { parserOptions: { projectService: false, programs: [program] } },
});
const eslint = new ESLint({
  overrideConfigFile: '.eslint.config.mjs',
  overrideConfig: [
    madeBefore(['**/*.ts', '**/*.tsx'], service),
    madeBefore(['src/console/**/*.{ts,tsx}'], console_),
  ],
});
const results = await eslint.lintFiles(['.']);
const formatter = await eslint.loadFormatter('stylish');
const told = await formatter.format(results);
if (told !== '') console.log(told);

const failed = faults.length + results.reduce((sum, { errorCount }) => sum + errorCount, 0);
process.exitCode = failed === 0 ? 0 : 1;

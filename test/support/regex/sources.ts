import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface Found {
  /** File and line. */
  readonly place: string;
  /** Undefined: it is only known when the program runs. */
  readonly source: string | undefined;
  readonly flags: string;
}

const FLAGS = /^[dgimsuvy]*$/;

/** Every regular expression that the files of the folders write out, and every `new RegExp`. */
export function regularExpressionsIn(root: string, folders: readonly string[]): Found[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?<!\.spec|\.d)\.tsx?$/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .flatMap((file) => inFile(file, file.slice(root.length + 1))),
  );
}

function inFile(file: string, name: string): Found[] {
  const text = readFileSync(file, 'utf8');
  const tree = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    const place = `${name}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) found.push({ place, ...partsOf(node.text) });
    if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === 'RegExp'
    ) {
      const [pattern, flags] = node.arguments ?? [];
      found.push({
        place,
        source: pattern && textOf(pattern, tree),
        flags: flags === undefined ? '' : (textOf(flags, tree)?.match(FLAGS)?.[0] ?? ''),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function partsOf(literal: string): { source: string; flags: string } {
  const end = literal.lastIndexOf('/');
  return { source: literal.slice(1, end), flags: literal.slice(end + 1) };
}

/** What an expression of texts and patterns of the same file comes to. */
function textOf(node: ts.Expression, tree: ts.SourceFile): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isRegularExpressionLiteral(node)) return partsOf(node.text).source;
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return textOf(node.expression, tree);
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map(({ expression, literal }) => {
      // What is filled in later is a name that the code gives.
      return (textOf(expression, tree) ?? 'x') + literal.text;
    });
    return node.head.text + parts.join('');
  }
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'source')
    return textOf(node.expression, tree);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left, tree), textOf(node.right, tree)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (ts.isIdentifier(node)) {
    const written = constant(node.text, tree);
    return written && textOf(written, tree);
  }
  return undefined;
}

function constant(name: string, tree: ts.SourceFile): ts.Expression | undefined {
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const declared = statement.declarationList.declarations.find(
      (declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name,
    );
    if (declared) return declared.initializer;
  }
  return undefined;
}

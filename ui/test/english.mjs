// Finds English where only its name should stand: what is said is in src/text/en, and nowhere else.
import ts from "typescript";

/** Attributes and properties of ours and of the libraries that a person reads or hears. */
const SAID = new Set(
  "alt aria-description aria-label aside description hint label placeholder sub submit text title what".split(
    " ",
  ),
);
/** What stands in these is typed, not read: keys and commands. */
const TYPED = new Set(["code", "kbd"]);
/** Functions that show what they are given. */
const SAYING = new Set(["say", "alarm", "setWrong"]);

const word = /\p{L}\p{Ll}|\p{Ll}{2}/u;
const sentence = /^\p{Lu}\p{Ll}+(\s[\p{L}’'“”,-]+){2}/u;

const isText = (node) =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node);

/** A text that is compared or looked up with, and so is not shown. */
function isKey(node) {
  const { parent } = node;
  if (ts.isElementAccessExpression(parent)) return true;
  return (
    ts.isBinaryExpression(parent) &&
    [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
      parent.operatorToken.kind,
    )
  );
}

function tagOf(node) {
  return ts.isJsxElement(node.parent) ? node.parent.openingElement.tagName.getText() : "";
}

/** Each piece of English in a file, with its line. */
export function englishIn(name, source) {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const note = (node, text) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${name}:${line + 1} ${text.trim()}`);
  };
  /** Whether a text somewhere in the node would be shown as it stands. */
  function shown(node) {
    if (isText(node) && word.test(node.text) && !isKey(node)) note(node, node.text);
    // What is given to a function, and elements within, are looked at where they stand.
    if (ts.isCallExpression(node) || ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node))
      return;
    if (ts.isTypeNode(node)) return;
    ts.forEachChild(node, shown);
  }
  function visit(node) {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isJsxText(node) && word.test(node.text) && !TYPED.has(tagOf(node)))
      note(node, node.text);
    else if (ts.isJsxAttribute(node) && SAID.has(node.name.getText())) {
      if (node.initializer) shown(node.initializer);
    } else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
      if (!TYPED.has(tagOf(node))) shown(node);
    } else if (ts.isCallExpression(node) && SAYING.has(node.expression.getText()))
      node.arguments.forEach(shown);
    else if (
      isText(node) &&
      sentence.test(node.text) &&
      !found.some((one) => one.endsWith(node.text))
    )
      note(node, node.text);
    ts.forEachChild(node, visit);
  }
  visit(file);
  return [...new Set(found)];
}

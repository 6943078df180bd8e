import ts from 'typescript';

/** A text that is known, or a place where a value of a table stands. */
type Part = string | undefined;

/** The places that `test.each` fills in: `%s`, `$name`. */
const FILLED_IN = /%[sdifjop#]|\$[A-Za-z_][\w.]*/;

/** Whether a test of the file may have such a part in its name, as far as the texts of the file say. */
export function mayBeNamed(source: string, named: string): boolean {
  const texts = textsIn(source);
  const isSaid = (value: string): boolean =>
    texts.some((parts) => parts.some((part) => part?.includes(value)));
  return texts.some((parts) => shows(parts, named, isSaid));
}

/** The texts of the source, each cut where something is filled in. */
function textsIn(source: string): Part[][] {
  const found: Part[][] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(cut(node.text));
    if (ts.isTemplateExpression(node))
      found.push([node.head.text, ...node.templateSpans.flatMap(({ literal }) => [undefined, literal.text])]);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile('judge.ts', source, ts.ScriptTarget.Latest));
  return found;
}

function cut(text: string): Part[] {
  return text.split(FILLED_IN).flatMap((part, index) => (index === 0 ? [part] : [undefined, part]));
}

type IsSaid = (value: string) => boolean;

/** Whether the text stands in these parts, from any place on. */
function shows(parts: readonly Part[], text: string, isSaid: IsSaid): boolean {
  return parts.some((part, index) => {
    const rest = parts.slice(index + 1);
    if (part === undefined) return begins([part, ...rest], text, isSaid);
    return Array.from(part).some((_, at) => begins([part.slice(at), ...rest], text, isSaid));
  });
}

function begins([part, ...rest]: readonly Part[], text: string, isSaid: IsSaid): boolean {
  if (text === '') return true;
  if (part === undefined)
    return Array.from({ length: text.length }, (_, index) => text.length - index).some(
      (end) => isSaid(text.slice(0, end)) && (end === text.length || begins(rest, text.slice(end), isSaid)),
    );
  if (part.startsWith(text)) return true;
  return rest.length > 0 && text.startsWith(part) && begins(rest, text.slice(part.length), isSaid);
}

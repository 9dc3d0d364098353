import { HookfleetError } from "../../model/errors.ts";

/**
 * Parses YAML or JSON text that is not a configuration, such as a seed of the simulator, into a
 * plain value.
 *
 * @param file how the text is called in the error
 * @throws HookfleetError `bad-yaml` with the file and, where it is known, the place; nothing of the text
 */
export async function parsePlainYaml(text: string, file: string): Promise<unknown> {
  const { LineCounter, parseDocument } = await import("yaml");
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const error = document.errors[0];
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    const code = error.code.toLowerCase().replaceAll("_", " ");
    throw new HookfleetError("bad-yaml", `${file}:${line}:${col}: this is not YAML: ${code}`);
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (problem) {
    if (!(problem instanceof ReferenceError)) throw problem;
    throw new HookfleetError(
      "bad-yaml",
      `${file}: this is not YAML: an alias has no anchor, or aliases multiply without end`,
    );
  }
}

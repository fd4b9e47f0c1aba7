// Reads {"name of a page": "its HTML", ...} from standard input, and writes what html-validate finds wrong as a
// list of {page, line, column, rule, message}. One process for all pages: starting Node costs more than checking one.
import { readFile } from "node:fs/promises";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

async function standardInput() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const config = JSON.parse(await readFile(new URL("../../.htmlvalidate.json", import.meta.url), "utf8"));
const checker = new HtmlValidate(new StaticConfigLoader(config));
const found = [];
for (const [page, html] of Object.entries(JSON.parse(await standardInput()))) {
  const report = await checker.validateString(html);
  for (const { messages } of report.results) {
    for (const { line, column, ruleId, message } of messages) {
      found.push({ page, line, column, rule: ruleId, message });
    }
  }
}
process.stdout.write(JSON.stringify(found));

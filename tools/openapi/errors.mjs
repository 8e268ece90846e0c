// Finds errors that the document lists and no test ever got: node errors.mjs DOCUMENT DIRECTORY
// The tests write what they got to DIRECTORY (server/target/contract). An error that follows from the form of a request or from
// who calls is given before the operation runs: it must have been seen at one operation. One that an operation names itself must
// have been seen there, in either spelling, or stand in unseen.txt with the reason.
import { readFileSync, readdirSync } from "node:fs";

const [documentFile, directory] = process.argv.slice(2);
const METHODS = new Set(["get", "post", "put", "patch", "delete"]);
const GENERAL = new Set([
  "MALFORMED_REQUEST", "INVALID_TOKEN", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE", "VALIDATION_FAILED", "PAYLOAD_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE", "RATE_LIMITED", "IDEMPOTENCY_KEY_IN_USE", "IDEMPOTENCY_KEY_REUSED", "AUTHENTICATION_REQUIRED", "FORBIDDEN",
]);

/** Both spellings of an operation and of an error as one. */
function pair(operationId, word) {
  const code = word === "verification_not_found" ? "NO_PENDING_VERIFICATION" : word.toUpperCase();
  return [operationId.replace(/V1$/, ""), code];
}

const listed = new Map();
for (const operations of Object.values(JSON.parse(readFileSync(documentFile, "utf8")).paths)) {
  for (const [method, operation] of Object.entries(operations).filter(([name]) => METHODS.has(name))) {
    for (const [status, response] of Object.entries(operation.responses).filter(([code]) => code >= "400")) {
      for (const word of response.description.split(", ").filter((text) => /^[A-Za-z_]+$/.test(text))) {
        const [id, code] = pair(operation.operationId, word);
        listed.set(GENERAL.has(code) ? code : `${id} ${code}`, `${method} ${status}`);
      }
    }
  }
}

const files = readdirSync(directory).filter((name) => name.startsWith("errors-"));
const seen = new Set();
for (const line of files.flatMap((name) => readFileSync(`${directory}/${name}`, "utf8").split("\n")).filter(Boolean)) {
  const [id, code] = pair(...line.split(" "));
  seen.add(code).add(`${id} ${code}`);
}
const excused = new Set(
  readFileSync(new URL("unseen.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split(" ").slice(0, 2).join(" ").replace(/ -$/, "")),
);

const unseen = [...listed.keys()].filter((error) => !seen.has(error) && !excused.has(error)).sort();
const superfluous = [...excused].filter((error) => seen.has(error) || !listed.has(error)).sort();
unseen.forEach((error) => console.error(`listed, and no test got it: ${error}`));
superfluous.forEach((error) => console.error(`in unseen.txt without need: ${error}`));
if (unseen.length + superfluous.length > 0) {
  process.exit(1);
}
console.log(`${listed.size} errors listed, ${excused.size} of them excused, all others seen by ${files.length} test processes`);

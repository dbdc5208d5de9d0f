// The program against its own OpenAPI document: no answer 5xx, none that the document does not say.
// The same requests each time, three minutes at most.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const RACINE = join(import.meta.dirname, "..");
const OUTIL = join(RACINE, "target/schemathesis/bin/schemathesis");

const CONTROLES = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_schema_conformance",
];

/** Runs schemathesis; the code of its end. */
export function eprouver(adresse, cle) {
  const outil = process.env.SCHEMATHESIS ?? OUTIL;
  if (!existsSync(outil)) {
    console.error("schemathesis est absent. Lancez : outils/preparer.sh schemathesis");
    return 1;
  }
  const arguments_ = ["run", `${adresse}/api/openapi.json`, "--checks", CONTROLES.join(",")];
  arguments_.push("--header", `Authorization: Bearer ${cle}`, "--url", adresse);
  arguments_.push("--phases", "examples,coverage,fuzzing", "--max-examples", "15", "--max-time", "120");
  arguments_.push("--generation-deterministic", "--no-color", "--warnings", "off");
  arguments_.push("--request-timeout", "30");
  const env = { ...process.env, SCHEMATHESIS_HOOKS: "" };
  const { status, signal } = spawnSync(outil, arguments_, { stdio: "inherit", env, timeout: 180_000 });
  if (signal) console.error("schemathesis n'a pas fini en trois minutes");
  return status ?? 1;
}

// What tsc wrote for `require` is not taken for modules.
import { writeFileSync } from "node:fs";

writeFileSync("dist/cjs/package.json", '{ "type": "commonjs", "sideEffects": false }\n');

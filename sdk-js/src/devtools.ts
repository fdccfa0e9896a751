export { openDevtools } from "./devtools/open-devtools.js";

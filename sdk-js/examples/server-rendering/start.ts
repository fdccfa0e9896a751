import { serve } from "./server.js";

const { FIRSTLIGHT_URL, FIRSTLIGHT_SERVER_KEY, FIRSTLIGHT_CLIENT_KEY, PORT = "3000" } = process.env;
if (!FIRSTLIGHT_URL || !FIRSTLIGHT_SERVER_KEY || !FIRSTLIGHT_CLIENT_KEY) {
  throw new Error("Set FIRSTLIGHT_URL, FIRSTLIGHT_SERVER_KEY and FIRSTLIGHT_CLIENT_KEY.");
}
const server = await serve({
  url: FIRSTLIGHT_URL,
  serverKey: FIRSTLIGHT_SERVER_KEY,
  clientKey: FIRSTLIGHT_CLIENT_KEY,
});
server.listen(Number(PORT), () => process.stdout.write(`http://localhost:${PORT}/?user=alice\n`));

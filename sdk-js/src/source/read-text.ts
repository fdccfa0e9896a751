/**
 * All of a body as text.
 *
 * @throws Error where it is larger than it may be; the rest is not read then
 */
export async function readText(response: Response, mostBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  while (reader !== undefined) {
    const { value, done } = await reader.read();
    if (done) {
      break;
    }
    length += value.length;
    if (length > mostBytes) {
      await reader.cancel();
      throw new Error(`the answer is larger than ${mostBytes} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

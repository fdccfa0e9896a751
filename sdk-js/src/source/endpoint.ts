/** The address of one of the server's endpoints. */
export function endpoint(url: string, path: string): string {
  return url.replace(/\/+$/, "") + path;
}

/** The API as an administrator's script asks it. Throws where the server refuses, in its words. */
export function api(url, token) {
  async function send(method, path, body, headers = {}) {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        "Content-Type": "application/json",
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }
  const targeting = (project, flag, environment = "production") =>
    `projects/${project}/flags/${flag}/environments/${environment}`;
  return {
    get: (path) => send("GET", path),
    post: (path, body, headers) => send("POST", path, body ?? {}, headers),
    edit: (path, body, headers) => send("PATCH", path, body, headers),
    put: (path, body, headers) => send("PUT", path, body, headers),
    remove: (path, headers) => send("DELETE", path, undefined, headers),
    targeting: (project, flag, environment) => send("GET", targeting(project, flag, environment)),
    /** Changes what a flag does, whatever it did before. */
    async patch(project, flag, change, environment) {
      const { version } = await send("GET", targeting(project, flag, environment));
      return send("PATCH", targeting(project, flag, environment), change, {
        "If-Match": `"${version}"`,
      });
    },
    async signInLink(email) {
      const { url: link } = await send("POST", "session/links", { email });
      return link.slice(link.indexOf("/signin"));
    },
  };
}

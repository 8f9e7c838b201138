// A file server as a host would be: folders answer with index.html, text is compressed, `_headers` is obeyed.
// Serves one built folder on a free port of this machine; `serve(folder)` resolves to { url, close, requests }.

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const KINDS = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp",
  ".xml": "application/xml; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".ics": "text/calendar; charset=utf-8",
  ".rss": "application/rss+xml; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8",
};

/** The rules of `_headers`: a path with `*`, then indented headers. Later rules win. */
function rules(text) {
  const list = [];
  for (const line of text.split("\n")) {
    if (/^\S/.test(line)) {
      const pattern = line.trim().split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
      list.push({ path: new RegExp(`^${pattern}$`), headers: [] });
    } else if (line.trim()) {
      const [name, ...value] = line.trim().split(":");
      list.at(-1)?.headers.push([name, value.join(":").trim()]);
    }
  }
  return list;
}

const compress = {
  br: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  gzip: (bytes) => gzipSync(bytes, { level: 9 }),
};

export async function serve(folder, { base = "/", port = 0 } = {}) {
  const requests = [];
  const packed = new Map();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    requests.push(path);
    const inside = path.startsWith(base) ? path.slice(base.length) : null;
    const find = async (name) => {
      const file = join(folder, normalize(`/${name}`));
      try {
        const found = await stat(file);
        if (found.isDirectory()) return name.endsWith("/") || name === "" ? find(`${name}index.html`) : { to: `${path}/` };
        return { file, stamp: `${file}:${found.mtimeMs}:${found.size}` };
      } catch {
        return null;
      }
    };
    let found = inside === null ? null : await find(inside);
    if (found?.to) {
      response.writeHead(301, { location: found.to }).end();
      return;
    }
    const status = found ? 200 : 404;
    found ??= await find("404.html");
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    const kind = KINDS[extname(found.file)] ?? "application/octet-stream";
    const headers = { "content-type": kind, "cache-control": "no-cache" };
    const written = await readFile(join(folder, "_headers"), "utf8").catch(() => "");
    for (const rule of rules(written)) {
      if (rule.path.test(path)) for (const [name, value] of rule.headers) headers[name.toLowerCase()] = value;
    }
    const accepted = request.headers["accept-encoding"] ?? "";
    const way = /^(text|application|image\/svg)/.test(kind) && Object.keys(compress).find((name) => accepted.includes(name));
    let bytes = await readFile(found.file);
    if (way) {
      const key = `${way}:${found.stamp}`;
      if (!packed.has(key)) packed.set(key, compress[way](bytes));
      bytes = packed.get(key);
      headers["content-encoding"] = way;
      headers.vary = "accept-encoding";
    }
    response.writeHead(status, { ...headers, "content-length": bytes.length });
    response.end(request.method === "HEAD" ? undefined : bytes);
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${server.address().port}${base}`, close, requests };
}

if (process.argv[1] === import.meta.filename) {
  const { url } = await serve(process.argv[2], { port: Number(process.argv[3] ?? 0) });
  console.log(url);
}

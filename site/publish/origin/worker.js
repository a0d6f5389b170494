// Serves a site that is one file (warraq build --to pack) from object storage, at the edge of a network that
// runs workers (service workers with fetch, as Cloudflare Workers). The format is in the package
// comment of site/publish/pack. Set PACK to the address of the file, and ROOT to the path of base_url.
const PACK = "https://storage.example.org/public.pack"
const ROOT = ""

const RECORD = 56
let head // the first 64 KB, read once a worker

const read = async (from, length) => {
  const answer = await fetch(PACK, { headers: { Range: `bytes=${from}-${from + length - 1}` } })
  if (answer.status !== 206) throw new Error(`storage answers ${answer.status}`)
  return new DataView(await answer.arrayBuffer())
}

const number = (view, at) => Number(view.getBigUint64(at))

const find = async (path) => {
  head ??= await read(0, 65536)
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(path)))
  const bucket = ((hash[0] << 8) | hash[1]) >> 3
  const from = head.getUint32(52 + 4 * bucket)
  const count = head.getUint32(56 + 4 * bucket) - from
  if (count === 0) return null
  const records = await read(number(head, 24) + from * RECORD, count * RECORD)
  for (let at = 0; at < count * RECORD; at += RECORD) {
    if (hash.subarray(0, 16).every((byte, i) => records.getUint8(at + i) === byte)) {
      const gzip = records.getUint8(at + 40) === 1
      return { offset: number(records, at + 32), stored: Number(records.getBigUint64(at + 40) & 0xffffffffffffffn), gzip }
    }
  }
  return null
}

const types = {
  html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8", json: "application/json", xml: "application/xml; charset=utf-8",
  svg: "image/svg+xml", jpg: "image/jpeg", png: "image/png", webp: "image/webp", avif: "image/avif", woff2: "font/woff2", txt: "text/plain; charset=utf-8",
}

const send = async (file, path, status) => {
  const body = file.stored ? (await read(file.offset, file.stored)).buffer : null
  const headers = {
    "Content-Type": types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream", "X-Content-Type-Options": "nosniff",
    "Cache-Control": /\.[0-9a-f]{10}\.\w+$/.test(path) ? "public, max-age=31536000, immutable" : "public, max-age=30, stale-while-revalidate=600",
  }
  if (file.gzip) Object.assign(headers, { "Content-Encoding": "gzip", Vary: "Accept-Encoding" })
  return new Response(body, { status, headers, encodeBody: file.gzip ? "manual" : "automatic" })
}

export default {
  async fetch(request) {
    const url = new URL(request.url)
    const address = decodeURIComponent(url.pathname)
    if (address !== ROOT && !address.startsWith(ROOT + "/")) return new Response("not found", { status: 404 })
    let path = address.slice(ROOT.length + 1)
    if (path === "" || path.endsWith("/")) path += "index.html"
    const file = await find(path)
    if (file) return send(file, path, 200)
    if (!address.endsWith("/") && (await find(path + "/index.html"))) return Response.redirect(new URL(url.pathname + "/" + url.search, url.origin), 301)
    const missing = await find("404.html")
    return missing ? send(missing, "404.html", 404) : new Response("not found", { status: 404 })
  },
}

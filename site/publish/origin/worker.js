// Serves a site from object storage, at the edge of a network that runs workers (service workers with fetch, as Cloudflare
// Workers). The format of packs is in the package comment of site/publish/pack. Set PACKS to the addresses of the packs:
// of the site that is one file (warraq build --to pack), or of the frozen years; FOLDER to where the files of the site are
// that are in no pack, or ""; and ROOT to the path of base_url.
const PACKS = ["https://storage.example.org/public.pack"]
const FOLDER = ""
const ROOT = ""

const RECORD = 56
const HELD = 8 << 20 // the records of a pack are read once, if they are so many bytes at most
const open = new Map() // of packs: what is read once a worker

// part reads a part of a pack that must stay the one that was opened.
const part = async (pack, from, length, tag) => {
  const headers = { Range: `bytes=${from}-${from + length - 1}` }
  if (tag) headers["If-Match"] = tag
  const answer = await fetch(pack, { headers })
  if (answer.status !== 206) throw Object.assign(new Error(`storage answers ${answer.status}`), { changed: answer.status === 412 || answer.status === 416 })
  return { view: new DataView(await answer.arrayBuffer()), tag: answer.headers.get("ETag") }
}

const number = (view, at) => Number(view.getBigUint64(at))

// opened gives the head of a pack, with its records where they are few. It is read again after a minute: another edition
// may lie there.
const opened = async (pack) => {
  const was = open.get(pack)
  if (was && Date.now() - was.at < 60000) return was
  const { view: head, tag } = await part(pack, 0, 65536)
  if (was && tag && was.tag === tag) return Object.assign(was, { at: Date.now() })
  const now = { pack, head, tag: tag?.startsWith("W/") ? null : tag, at: Date.now(), records: null }
  const size = number(head, 16) * RECORD
  if (size > 0 && size <= HELD) now.records = (await part(pack, number(head, 24), size, now.tag)).view
  open.set(pack, now)
  return now
}

const findIn = async (of, hash) => {
  const bucket = ((hash[0] << 8) | hash[1]) >> 3
  const from = of.head.getUint32(52 + 4 * bucket)
  const count = of.head.getUint32(56 + 4 * bucket) - from
  if (count === 0) return null
  const first = of.records ? from * RECORD : 0
  const records = of.records ?? (await part(of.pack, number(of.head, 24) + from * RECORD, count * RECORD, of.tag)).view
  for (let at = first; at < first + count * RECORD; at += RECORD) {
    if (hash.subarray(0, 16).every((byte, i) => records.getUint8(at + i) === byte)) {
      const gzip = records.getUint8(at + 40) === 1
      return { of, offset: number(records, at + 32), stored: Number(records.getBigUint64(at + 40) & 0xffffffffffffffn), gzip }
    }
  }
  return null
}

const find = async (path) => {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(path)))
  for (const pack of PACKS) {
    const file = await findIn(await opened(pack), hash)
    if (file) return file
  }
  return null
}

const types = {
  html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8", json: "application/json", xml: "application/xml; charset=utf-8",
  svg: "image/svg+xml", jpg: "image/jpeg", png: "image/png", webp: "image/webp", avif: "image/avif", woff2: "font/woff2", txt: "text/plain; charset=utf-8",
}

const headersOf = (path) => ({
  "Content-Type": types[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream", "X-Content-Type-Options": "nosniff",
  "Cache-Control": /\.[0-9a-f]{10}\.\w+$/.test(path) ? "public, max-age=31536000, immutable" : "public, max-age=30, stale-while-revalidate=600",
})

const send = async (file, path, status) => {
  const body = file.stored ? (await part(file.of.pack, file.offset, file.stored, file.of.tag)).view.buffer : null
  const headers = headersOf(path)
  if (file.gzip) Object.assign(headers, { "Content-Encoding": "gzip", Vary: "Accept-Encoding" })
  return new Response(body, { status, headers, encodeBody: file.gzip ? "manual" : "automatic" })
}

// beside asks for a file that is in no pack; null where there is none.
const beside = async (path, status) => {
  if (!FOLDER) return null
  const answer = await fetch(FOLDER + path.split("/").map(encodeURIComponent).join("/"))
  return answer.ok ? new Response(answer.body, { status, headers: headersOf(path) }) : null
}

const answer = async (request) => {
  const url = new URL(request.url)
  const address = decodeURIComponent(url.pathname)
  if (address !== ROOT && !address.startsWith(ROOT + "/")) return new Response("not found", { status: 404 })
  let path = address.slice(ROOT.length + 1)
  if (path === "" || path.endsWith("/")) path += "index.html"
  const get = async (name, status) => {
    const file = await find(name)
    return file ? send(file, name, status) : beside(name, status)
  }
  const page = await get(path, 200)
  if (page) return page
  if (!address.endsWith("/") && (await get(path + "/index.html", 200))) return Response.redirect(new URL(url.pathname + "/" + url.search, url.origin), 301)
  return (await get("404.html", 404)) ?? new Response("not found", { status: 404 })
}

export default {
  async fetch(request) {
    try {
      return await answer(request)
    } catch (err) {
      if (!err.changed) throw err
      open.clear() // another edition lies there
      return answer(request)
    }
  },
}

// A reader of tags that is just good enough for our own valid, minified pages.
const entity = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
export const unescape = (s) => s.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, dec, name) =>
  hex ? String.fromCodePoint(parseInt(hex, 16)) : dec ? String.fromCodePoint(+dec) : entity[name] ?? all);

const hidden = /<!--[\s\S]*?-->|(<(script|style)\b(?:"[^"]*"|'[^']*'|[^>"'])*>)[\s\S]*?<\/\2\s*>/gi;

// tags gives every start tag: its name and its attributes.
export function* tags(html) {
  for (const [, tag, rest] of html.replace(hidden, '$1').matchAll(/<([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi)) {
    const attrs = {};
    for (const [, name, , dq, sq, bare] of rest.matchAll(/([^\s=>"'/]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g)) attrs[name.toLowerCase()] = unescape(dq ?? sq ?? bare ?? '');
    yield { tag: tag.toLowerCase(), attrs };
  }
}

// attributes gives every attribute of every start tag.
export function* attributes(html) {
  for (const { tag, attrs } of tags(html)) for (const [name, value] of Object.entries(attrs)) yield { tag, name, value };
}

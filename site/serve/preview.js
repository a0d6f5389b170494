// The preview's own script: it keeps the open page in step with the
// manuscripts, and shows what is wrong with them. It is in no published page.
(() => {
  const ar = document.currentScript.dataset.lang === 'ar'
  const say = (a, e) => (ar ? a : e)
  const host = document.createElement('div')
  host.id = 'warraq-preview'
  const root = host.attachShadow({ mode: 'open' })
  let open = null // null: as the number of errors says

  // morph makes one tree like another and leaves alone what is equal, so that
  // scroll, open <details> and focus stay.
  function morph(from, to) {
    if (from.isEqualNode(to)) return null
    if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) {
      from.replaceWith(to)
      return to
    }
    if (from.nodeType !== Node.ELEMENT_NODE) {
      from.nodeValue = to.nodeValue
      return from.parentElement
    }
    for (const { name } of [...from.attributes]) {
      if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name)
    }
    for (const { name, value } of to.attributes) {
      if (from.getAttribute(name) !== value && name !== 'open') from.setAttribute(name, value)
    }
    const have = [...from.childNodes].filter(n => n !== host)
    const want = [...to.childNodes]
    let start = 0
    while (start < have.length && start < want.length && have[start].isEqualNode(want[start])) start++
    let tail = 0
    while (tail < have.length - start && tail < want.length - start && have[have.length - 1 - tail].isEqualNode(want[want.length - 1 - tail])) tail++
    const old = have.slice(start, have.length - tail)
    const fresh = want.slice(start, want.length - tail)
    const after = have[have.length - tail] || (host.parentNode === from ? host : null)
    let changed = null
    fresh.forEach((node, i) => {
      if (i < old.length) changed = morph(old[i], node) || changed
      else { from.insertBefore(node, after); changed = node.nodeType === Node.ELEMENT_NODE ? node : from }
    })
    old.slice(fresh.length).forEach(node => node.remove())
    return changed || (old.length > fresh.length ? from : null)
  }

  async function refresh() {
    const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null)
    if (!answer) return
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const sheets = doc => [...doc.querySelectorAll('link[rel=stylesheet]')]
    sheets(next).forEach((link, i) => {
      const old = sheets(document)[i]
      if (!old || old.getAttribute('href') === link.getAttribute('href')) return
      const fresh = document.importNode(link)
      fresh.addEventListener('load', () => old.remove())
      old.after(fresh)
    })
    document.title = next.title
    const changed = morph(document.body, document.importNode(next.body, true))
    const element = changed && (changed.nodeType === Node.ELEMENT_NODE ? changed : changed.parentElement)
    if (element && element !== document.body && element.isConnected) {
      const box = element.getBoundingClientRect()
      if (box.bottom < 0 || box.top > innerHeight) element.scrollIntoView({ block: 'center' })
    }
    document.body.append(host)
    document.dispatchEvent(new CustomEvent('warraq:refreshed'))
  }

  const escape = s => s.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)

  async function problems() {
    const answer = await fetch('/.warraq/problems', { cache: 'no-store' }).catch(() => null)
    if (!answer) return
    const list = await answer.json()
    const errors = list.filter(p => p.level === 'error').length
    const count = say(`المشكلات: ${list.length}`, `Problems: ${list.length}`)
    const item = p => `<li class="${p.level}"><p><bdi>${escape(p.message)}</bdi></p>` +
      (p.lines ? `<pre dir="auto">${p.lines.map((l, i) => `${p.first + i === p.line ? '<mark>' : ''}${escape(l)}${p.first + i === p.line ? '</mark>' : ''}`).join('\n')}</pre>` : '') +
      (p.hint ? `<p class="hint"><bdi>${escape(p.hint)}</bdi></p>` : '') +
      (p.place ? `<p class="place"><bdi dir="ltr">${p.open ? `<a href="${escape(p.open)}">${escape(p.place)}</a>` : escape(p.place)}</bdi></p>` : '') + '</li>'
    root.innerHTML = list.length === 0 ? '' : `<style>
      details{position:fixed;inset-block-end:12px;inset-inline-start:12px;max-inline-size:min(40rem,92vw);max-block-size:70vh;overflow:auto;background:#fff;color:#1a1a1a;
        border:1px solid #8885;border-block-start:4px solid ${errors ? '#b3261e' : '#b7791f'};border-radius:6px;box-shadow:0 6px 30px #0003;font:15px/1.7 system-ui,sans-serif;z-index:2147483647}
      summary{padding:6px 14px;cursor:pointer;font-weight:700}ul{margin:0;padding:0 14px 10px;list-style:none}li{border-block-start:1px solid #8883;padding-block:8px}
      p{margin:0}.error p:first-child{color:#b3261e;font-weight:700}.hint,.place{color:#555}pre{margin:4px 0;padding:6px;background:#f4f1ea;white-space:pre-wrap;font:13px/1.6 ui-monospace,monospace}
      mark{background:#ffe08a}</style><details dir="${ar ? 'rtl' : 'ltr'}"${(open ?? errors > 0) ? ' open' : ''}><summary>${count}</summary><ul>${list.map(item).join('')}</ul></details>`
    root.querySelector('details')?.addEventListener('toggle', e => { open = e.target.open })
    host.dataset.errors = errors
  }

  document.body.append(host)
  problems()
  let first = true
  const events = new EventSource('/.warraq/events')
  events.addEventListener('edition', () => {
    if (first) { first = false; return }
    refresh().then(problems)
  })
})()

// The preview's own script: it keeps the open page in step with the
// manuscripts, shows what is wrong with them, and opens them. It is in no
// published page.
(() => {
  const { lang, source } = document.currentScript.dataset
  const ar = lang === 'ar'
  const say = (a, e) => (ar ? a : e)
  const host = document.createElement('div')
  host.id = 'warraq-preview'
  const root = host.attachShadow({ mode: 'open' })
  const escape = s => s.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`)

  // ---- words

  const rules = new Intl.PluralRules(lang)
  const forms = {
    error: ar ? { one: 'خطأ واحد', two: 'خطآن', few: '# أخطاء', many: '# خطأً', other: '# خطأ' } : { one: '# error', other: '# errors' },
    warning: ar ? { one: 'تنبيه واحد', two: 'تنبيهان', few: '# تنبيهات', many: '# تنبيهًا', other: '# تنبيه' } : { one: '# warning', other: '# warnings' },
    note: ar ? { one: 'ملاحظة واحدة', two: 'ملاحظتان', few: '# ملاحظات', many: '# ملاحظة', other: '# ملاحظة' } : { one: '# note', other: '# notes' },
  }
  const count = (kind, n) => forms[kind][rules.select(n)].replace('#', n)

  // ---- the page

  // morph makes one tree like another and leaves alone what is equal, so that
  // scroll, open <details> and focus stay. It returns an element that changed.
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
    return morphChildren(from, [...from.childNodes].filter(n => n !== host), [...to.childNodes])
  }

  // morphChildren keeps the children at both ends that are equal, and makes
  // those between them alike one by one.
  function morphChildren(parent, have, want) {
    let start = 0
    while (start < have.length && start < want.length && have[start].isEqualNode(want[start])) start++
    let tail = 0
    while (tail < have.length - start && tail < want.length - start && have[have.length - 1 - tail].isEqualNode(want[want.length - 1 - tail])) tail++
    const old = have.slice(start, have.length - tail)
    const fresh = want.slice(start, want.length - tail)
    const after = have[have.length - tail] || (host.parentNode === parent ? host : null)
    let changed = null
    fresh.forEach((node, i) => {
      if (i < old.length) changed = morph(old[i], node) || changed
      else { parent.insertBefore(node, after); changed = node.nodeType === Node.ELEMENT_NODE ? node : parent }
    })
    old.slice(fresh.length).forEach(node => node.remove())
    return changed || (old.length > fresh.length ? parent : null)
  }

  // restyle swaps the sheets that are new; the old one stays until the new one
  // is there, so that the page is never bare.
  function restyle(next) {
    const sheets = doc => [...doc.querySelectorAll('link[rel=stylesheet]')]
    sheets(next).forEach((link, i) => {
      const old = sheets(document)[i]
      if (old?.getAttribute('href') === link.getAttribute('href')) return
      const fresh = document.importNode(link)
      fresh.addEventListener('load', () => old?.remove())
      if (old) old.after(fresh)
      else document.head.append(fresh)
    })
    const styles = doc => [...doc.head.querySelectorAll('style')]
    const old = styles(document)
    styles(next).forEach((style, i) => {
      if (!old[i]) document.head.append(document.importNode(style, true))
      else if (old[i].textContent !== style.textContent) old[i].textContent = style.textContent
    })
  }

  const scripts = doc => [...doc.querySelectorAll('script[src]')].map(s => s.getAttribute('src'))

  async function refresh() {
    const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null)
    if (!answer || answer.status === 500) return // the last good page stays
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const known = scripts(document)
    if (scripts(next).some(s => !known.includes(s))) return location.reload() // a script cannot be taken back; one that is no more, as on a page for a fault, may stay
    restyle(next)
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

  // ---- the desk: what stands over the page

  root.innerHTML = `<style>
    :host{all:initial}
    #desk{position:fixed;inset-block-end:12px;inset-inline-start:12px;max-inline-size:min(42rem,calc(100vw - 24px));z-index:2147483647;
      font:15px/1.7 system-ui,"Noto Naskh Arabic",sans-serif;color:#1a1a1a;display:grid;grid-template-columns:minmax(0,1fr);gap:8px;justify-items:start}
    #desk>*{max-inline-size:100%;box-sizing:border-box;background:#fff;border:1px solid #0003;border-radius:8px;box-shadow:0 4px 24px #0003}
    #faults{overflow:clip}details{max-block-size:70vh;overflow:auto;border-block-start:4px solid #b7791f}details.error{border-block-start-color:#b3261e}
    summary{padding:5px 14px;cursor:pointer;font-weight:700}ul{margin:0;padding:0 14px 10px;list-style:none}li{border-block-start:1px solid #0002;padding-block:8px}
    p{margin:0}.error>p:first-child{color:#b3261e;font-weight:700}.hint,.place{color:#555}
    ol{margin:4px 0;padding:6px 10px;background:#f4f1ea;list-style:none;font:14px/1.7 ui-monospace,"Noto Naskh Arabic",monospace;overflow-wrap:anywhere;border-radius:4px}
    ol li{display:flex;gap:.8em;border:0;padding:0}ol li>b{color:#777;font-weight:400;min-inline-size:2ch;user-select:none}ol li>span{flex:1}
    li.at{background:#ffe9a8}.caret{display:inline-block;inline-size:2px;block-size:1.2em;vertical-align:text-bottom;background:#b3261e;margin-inline:1px}
    .row{display:flex;flex-wrap:wrap;gap:2px;padding:2px 6px;align-items:center}.row>*{padding:3px 8px;max-inline-size:100%;box-sizing:border-box;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.row bdi{unicode-bidi:isolate}
    a{color:#0b57d0}button{font:inherit;color:#0b57d0;background:none;border:0;border-radius:6px;cursor:pointer}a:focus-visible,button:focus-visible,summary:focus-visible{outline:2px solid #0b57d0;outline-offset:-2px}
    @media(prefers-color-scheme:dark){#desk{color:#eee}#desk>*{background:#222;border-color:#fff3}.hint,.place,ol li>b{color:#bbb}ol{background:#111}li.at{background:#5a4a10}
      a,button{color:#8ab4f8}.error>p:first-child{color:#ff8a80}.caret{background:#ff8a80}}
    @media print{#desk{display:none}}
    </style><div id="desk" dir="${ar ? 'rtl' : 'ltr'}"><div id="fresh" role="status" hidden></div><div id="faults" hidden></div><div id="edit" class="row" hidden></div></div>`
  const part = id => root.getElementById(id)

  // faulty shows a line; a caret stands before the character that is meant. It
  // is in the line, because nothing under a line of two directions points.
  function faulty(p, text, n) {
    if (n !== p.line) return `<li><b>${n}</b><span dir="auto">${escape(text)}</span></li>`
    const runes = [...text]
    const at = p.col ? Math.min(p.col - 1, runes.length) : 0
    const caret = p.col ? '<span class="caret" aria-hidden="true"></span>' : ''
    return `<li class="at"><b>${n}</b><span dir="auto">${escape(runes.slice(0, at).join(''))}${caret}${escape(runes.slice(at).join(''))}</span></li>`
  }

  function fault(p) {
    const place = p.open ? `<a href="${escape(p.open)}">${escape(p.place)}</a>` : escape(p.place)
    return `<li class="${p.level}"><p><bdi dir="auto">${escape(p.message)}</bdi></p>` +
      (p.lines ? `<ol>${p.lines.map((text, i) => faulty(p, text, p.first + i)).join('')}</ol>` : '') +
      (p.hint ? `<p class="hint"><bdi dir="auto">${escape(p.hint)}</bdi></p>` : '') +
      (p.place ? `<p class="place"><bdi dir="ltr">${place}</bdi></p>` : '') + '</li>'
  }

  let open = null // null: as the number of errors says
  const shownAtOnce = 200

  async function problems() {
    const answer = await fetch('/.warraq/problems?' + new URLSearchParams({ source }), { cache: 'no-store' }).catch(() => null)
    if (!answer) return
    const list = await answer.json()
    const counts = Object.keys(forms).map(kind => [kind, list.filter(p => p.level === kind).length]).filter(([, n]) => n > 0)
    const errors = counts[0]?.[0] === 'error' ? counts[0][1] : 0
    const order = Object.keys(forms)
    list.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
    const box = part('faults')
    box.hidden = list.length === 0
    box.innerHTML = box.hidden ? '' : `<details class="${errors ? 'error' : ''}"${(open ?? errors > 0) ? ' open' : ''}><summary>${counts.map(([kind, n]) => count(kind, n)).join(say('، ', ', '))}</summary>` +
      `<ul>${list.slice(0, shownAtOnce).map(fault).join('')}</ul></details>`
    const details = box.firstElementChild
    details?.querySelector('summary').addEventListener('click', () => { open = !details.open })
    host.dataset.errors = errors
  }

  // offer leads to stories that were not there before.
  function offer(stories) {
    const box = part('fresh')
    const there = stories.filter(s => new URL(s.url, location).pathname !== location.pathname)
    if (there.length === 0) return
    box.className = 'row'
    box.innerHTML = `<span>${say('قصة جديدة:', 'New story:')}</span>` + there.slice(0, 3).map(s => `<a href="${escape(s.url)}"><bdi dir="auto">${escape(s.title)}</bdi></a>`).join('') +
      `<button type="button" aria-label="${say('أغلق', 'Close')}">×</button>`
    box.querySelector('button').addEventListener('click', () => { box.hidden = true })
    box.hidden = false
  }

  // ---- to the manuscript

  // edit leads to the manuscript of the page, at the words that were clicked.
  async function edit(words) {
    if (!source) return
    const answer = await fetch('/.warraq/place?' + new URLSearchParams({ source, words }), { cache: 'no-store' }).catch(() => null)
    if (!answer?.ok) return
    const { line, open: address } = await answer.json()
    const where = `${source}:${line}`
    const box = part('edit')
    box.innerHTML = (address ? `<a id="open" href="${escape(address)}">${say('حرّر هذه القصة', 'Edit this story')}</a>` : '') +
      `<button type="button" id="copy" title="${say('انسخ المسار', 'Copy the path')}"><bdi dir="ltr">${escape(where)}</bdi></button>`
    part('copy').addEventListener('click', async () => {
      await navigator.clipboard?.writeText(where).catch(() => {})
      part('copy').textContent = say('نُسخ', 'Copied')
    })
    box.hidden = false
  }

  document.addEventListener('click', e => {
    const block = e.target.closest?.('main :is(p, li, h1, h2, h3, h4, blockquote, figcaption, td, th, pre, dt, dd)')
    if (block) edit(block.textContent.trim().slice(0, 200))
  })

  // ---- the news. A page that nobody looks at does not listen: a browser keeps
  // six connections to a server, and an editor opens more pages.

  let events = null
  let first = true
  function listen() {
    if (document.visibilityState === 'hidden') {
      events?.close()
      events = null
      return
    }
    if (events) return
    events = new EventSource('/.warraq/events')
    events.addEventListener('edition', async e => {
      const { fresh } = JSON.parse(e.data)
      if (!first) await refresh()
      first = false
      await problems()
      if (fresh) offer(fresh)
    })
  }

  document.body.append(host)
  document.addEventListener('visibilitychange', listen)
  listen()
  edit('')
})()

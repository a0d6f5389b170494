package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"warraq/static"
)

// chromium finds the browser. Without one these tests are skipped, but not
// where CI is to run them all.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("WARRAQ_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("no Chromium on this machine: CI installs it before the tests")
	}
	t.Skip("no Chromium on this machine")
	return ""
}

// tabbed is a preview of a folder, and a browser tab that looks at it.
type tabbed struct {
	*testing.T
	root    string
	address string
	tab     context.Context
}

// open starts a preview of the files, and a browser.
func open(t *testing.T, files map[string]string) *tabbed {
	t.Helper()
	path := chromium(t)
	n := &tabbed{T: t, root: t.TempDir()}
	for name, text := range files {
		n.save(name, text)
	}
	n.address = n.serve()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(900, 700),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	tab, done := chromedp.NewContext(allocator)
	t.Cleanup(done)
	n.tab = tab
	return n
}

// serve previews the newsroom until the test ends, and gives its address.
func (n *tabbed) serve(more ...string) string {
	address, stop := listening(n.T, append([]string{"serve", "--source", n.root, "--port", "0", "--lang", "ar", "--editor", "edit:{path}:{line}"}, more...)...)
	n.Cleanup(stop)
	return address
}

// listening runs a command that serves, and gives the address that it says, without a path.
func listening(t *testing.T, args ...string) (address string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	var wg sync.WaitGroup
	wg.Go(func() {
		code := run(ctx, args, strings.NewReader(""), in, io.Discard)
		if in.Close(); code != exitFine {
			t.Errorf("%s ended with %d", args[0], code)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(line, "http://")
	address, _, _ = strings.Cut(rest, "/")
	return "http://" + address, func() { cancel(); wg.Wait() }
}

func (n *tabbed) save(name, text string) {
	n.Helper()
	path := filepath.Join(n.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		n.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		n.Fatal(err)
	}
}

// script runs a script in the page.
func (n *tabbed) script(js string) {
	n.Helper()
	if _, err := chromedp.Run(n.tab, chromedp.Evaluate[chromedp.Void](js)); err != nil {
		n.Fatal(err)
	}
}

func (n *tabbed) goTo(path string) {
	n.Helper()
	if err := chromedp.Do(n.tab, chromedp.Navigate(n.address+path)); err != nil {
		n.Fatal(err)
	}
}

// visit opens a page and marks its window: a reload would lose the mark.
func (n *tabbed) visit(path string) {
	n.Helper()
	n.goTo(path)
	n.script("window.marked = true")
	n.until("the preview listens", panel+".parentNode.host.dataset.errors !== undefined")
}

// panel is what the preview shows over the page.
const panel = "document.getElementById('warraq-preview').shadowRoot.getElementById('desk')"

// until waits for an expression to hold in the page.
func (n *tabbed) until(what, expression string) {
	n.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for {
		ok, err := chromedp.Run(n.tab, chromedp.Evaluate[bool]("!!("+expression+")"))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			page, _ := chromedp.Run(n.tab, chromedp.Evaluate[string]("document.body.innerText.slice(0, 800) + '\\n--\\n' + "+panel+".innerText"))
			n.Fatalf("not so: %s (%s): %v\n%s", what, expression, err, page)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// notReloaded fails where the page was loaded again since visit.
func (n *tabbed) notReloaded() {
	n.Helper()
	n.until("the page was not loaded again", "window.marked === true")
}

// story is a manuscript of many paragraphs.
func story(title, front string, paragraphs ...string) string {
	return fmt.Sprintf("---\ntitle: %s\nsummary: ملخص القصة\ndate: 2026-11-20T09:00:00Z\n%s---\n\n%s\n", title, front, strings.Join(paragraphs, "\n\n"))
}

func paragraphs(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("هذه هي الفقرة رقم %d من قصة طويلة تملأ الشاشة وتزيد عليها حتى يُمرَّر النص.", i+1)
	}
	return out
}

const testEdition = "title: المرصد\nbase_url: https://example.org/\ntime_zone: UTC\nlanguage: ar\n"

func TestAnOpenPageFollowsItsManuscript(t *testing.T) {
	text := paragraphs(60)
	n := open(t, map[string]string{
		"content/edition.yaml":       testEdition,
		"content/politics/dam.md":    story("السد", "", text...),
		"content/politics/_index.md": "---\ntitle: سياسة\n---\n",
	})
	n.visit("/politics/2026/11/dam/")
	n.script(`
		document.querySelector('main').insertAdjacentHTML('afterbegin', ''); // nothing of ours in the page
		document.querySelectorAll('details').forEach(d => { d.open = true });
		window.details = document.querySelectorAll('details[open]').length;
		[...document.querySelectorAll('main p')].find(p => p.textContent.includes('رقم 30 ')).scrollIntoView({block: 'center', behavior: 'instant'});
		window.before = scrollY`)
	text[30] = "فقرة كتبها المحرر للتو."
	n.save("content/politics/dam.md", story("السد", "", text...))
	n.until("the new words are in the page", "document.querySelector('main').textContent.includes('كتبها المحرر للتو')")
	n.notReloaded()
	n.until("the page stays where it was", "Math.abs(scrollY - before) <= 80 && before > 500")
	n.until("what was open stays open", "document.querySelectorAll('details[open]').length === details && details > 0")

	text[0] = "فقرة أولى غُيّرت والقارئ في وسط الصفحة."
	n.save("content/politics/dam.md", story("السد", "", text...))
	n.until("the page moves to what was edited", `(() => { const p = [...document.querySelectorAll('main p')].find(p => p.textContent.includes('فقرة أولى غُيّرت'));
		if (!p) return false; const b = p.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight })()`)
	n.notReloaded()

	n.script("[...document.querySelectorAll('main p')].find(p => p.textContent.includes('رقم 12 ')).click()")
	n.until("the manuscript opens at the paragraph that was clicked", panel+".querySelector('#open')?.getAttribute('href').endsWith('/content/politics/dam.md:29')")

	n.save("content/politics/bridge.md", story("جسر جديد", "", "نص."))
	n.until("a new story is offered", panel+".querySelector('#fresh:not([hidden]) a')?.getAttribute('href') === '/politics/2026/11/bridge/'")
	n.notReloaded()
}

func TestProblemsStandOverTheLastGoodPage(t *testing.T) {
	good := story("السد", "authors: [سلمى]\n", "نص القصة.")
	n := open(t, map[string]string{"content/edition.yaml": testEdition, "content/politics/dam.md": good})
	n.visit("/politics/2026/11/dam/")
	n.until("nothing is wrong", panel+".querySelector('#faults').hidden")

	n.save("templates/article.html", "{{define \"main\"}}{{.Nothing}}{{end}}")
	n.until("the faulty template is shown", panel+".innerText.includes('templates/article.html:1')")
	n.until("with a caret in the faulty line", panel+".querySelector('li.at .caret') && "+panel+".querySelector('li.at').textContent.includes('.Nothing')")
	n.until("over the last good page", "document.querySelector('main').textContent.includes('نص القصة')")
	n.until("in Arabic, from right to left", panel+".dir === 'rtl' && "+panel+".querySelector('summary').textContent.includes('خطأ واحد')")
	if err := os.Remove(filepath.Join(n.root, "templates", "article.html")); err != nil {
		t.Fatal(err)
	}
	n.until("it is gone when mended", panel+".querySelector('#faults').hidden")

	n.save("content/politics/dam.md", strings.Replace(good, "date: 2026-11-20T09:00:00Z", "date: أمس", 1))
	n.until("the faulty date is shown", panel+".innerText.includes('content/politics/dam.md:4')")
	n.until("and leads to the editor", panel+".querySelector('.place a').href.endsWith('/content/politics/dam.md:4')")
	n.save("content/politics/dam.md", good)
	n.until("it is gone when mended", panel+".querySelector('#faults').hidden && document.querySelector('main').textContent.includes('نص القصة')")
	n.notReloaded()
}

func TestTheCopyDeskReadsTheOpenStory(t *testing.T) {
	n := open(t, map[string]string{"content/edition.yaml": testEdition, "content/politics/dam.md": story("السد", "authors: [سلمى]\n", "قال الوزير, إن السد بُني.")})
	n.visit("/politics/2026/11/dam/")
	n.until("the Latin comma is told", panel+".querySelector('details:not(.error)') && "+panel+".textContent.includes('علامة لاتينية') && "+panel+".textContent.includes('content/politics/dam.md:8:11')")
	n.save("content/politics/dam.md", story("السد", "authors: [سلمى]\n", "قال الوزير، إن السد بُني."))
	n.until("it is gone when mended", "!"+panel+".textContent.includes('علامة لاتينية')")
	n.notReloaded()
}

func TestASheetIsSwappedInPlace(t *testing.T) {
	css, err := static.FS.ReadFile("css/site.css")
	if err != nil {
		t.Fatal(err)
	}
	n := open(t, map[string]string{"content/edition.yaml": testEdition, "content/politics/dam.md": story("السد", "", paragraphs(40)...)})
	n.visit("/politics/2026/11/dam/")
	n.script("scrollTo({top: 600, behavior: 'instant'})")
	n.save("static/css/site.css", string(css)+"\nmain { outline: 7px solid rgb(1, 2, 3) }\n")
	n.until("the new style holds", "getComputedStyle(document.querySelector('main')).outlineWidth === '7px'")
	n.until("the old sheet is gone", "document.querySelectorAll('link[rel=stylesheet]').length === 1")
	n.until("the page stays where it was", "Math.abs(scrollY - 600) < 2")
	n.notReloaded()
}

func TestUnpublishedStoriesAreMarked(t *testing.T) {
	n := open(t, map[string]string{
		"content/edition.yaml":      testEdition,
		"content/politics/draft.md": story("قصة لم تكتمل", "draft: true\n", "نص."),
		"content/politics/later.md": story("قصة الغد", "embargo: 2126-01-01T00:00:00Z\n", "نص."),
	})
	for _, c := range []struct{ path, title, badge string }{
		{"/politics/2026/11/draft/", "قصة لم تكتمل", "مسودّة"},
		{"/politics/2026/11/later/", "قصة الغد", "مؤجَّل النشر"},
	} {
		n.visit(c.path)
		n.until("the page of "+c.title+" is marked", fmt.Sprintf("[...document.querySelectorAll('main .flag')].some(f => f.checkVisibility() && f.textContent === %q)", c.badge))
		n.visit("/")
		n.until("the card of "+c.title+" is marked", fmt.Sprintf(
			"[...document.querySelectorAll('main .flag')].some(f => f.checkVisibility() && f.textContent === %q && f.closest('article, li').textContent.includes(%q))", c.badge, c.title))
	}
}

// publish builds the newsroom's site and serves it as a plain host does. Its
// pages' intervals are short, so that nobody waits half a minute.
func (n *tabbed) publish() {
	n.Helper()
	n.build()
	public := http.FileServer(http.Dir(filepath.Join(n.root, "public")))
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/") {
			r.Header.Del("If-Modified-Since") // in whole seconds, and these builds follow faster
			public.ServeHTTP(w, r)
			return
		}
		page, err := os.ReadFile(filepath.Join(n.root, "public", filepath.FromSlash(r.URL.Path), "index.html"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		const impatient = "<script>{const f=setInterval;setInterval=(g,ms,...a)=>f(g,Math.min(ms,50),...a)}</script></head>"
		_, _ = io.WriteString(w, strings.Replace(string(page), "</head>", impatient, 1))
	}))
	n.Cleanup(host.Close)
	n.address = host.URL
}

func (n *tabbed) build() {
	n.Helper()
	var talk strings.Builder
	if code := run(n.Context(), []string{"build", "--source", n.root, "--lang", "en"}, strings.NewReader(""), io.Discard, &talk); code != exitFine {
		n.Fatalf("build: %s", talk.String())
	}
}

func TestAnOpenLiveStoryGrowsWithoutReload(t *testing.T) {
	const front = "type: live\n"
	first := "## 09:30 البداية\n\nبدأ الاجتماع." + strings.Repeat("\n\nوما زال الاجتماع مستمرًّا.", 60)
	n := open(t, map[string]string{"content/edition.yaml": testEdition, "content/news/live.md": story("تغطية", front, first)})
	n.publish()
	n.goTo("/news/2026/11/live/")
	n.script("window.marked = true; scrollTo({top: 1500, behavior: 'instant'}); window.words = [...document.querySelectorAll('.prose p')].find(p => p.getBoundingClientRect().top > 0); window.at = words.getBoundingClientRect().top")
	n.save("content/news/live.md", story("تغطية", front, "## 10:15 بعدها\n\nانتهى **الاجتماع**.", first))
	n.build()
	n.until("the new entry stands first", "document.querySelector('.prose .entry h2').textContent.includes('بعدها') && document.querySelectorAll('.prose .entry').length === 2")
	n.until("and in the list", "document.querySelector('.entries li a').textContent === 'بعدها' && document.querySelector('.entries .n').textContent === '2'")
	n.until("and is told, and what is read stays where it was", "document.querySelector('.live-pill').textContent === 'تحديث جديد' && Math.abs(words.getBoundingClientRect().top - at) < 2")
	n.save("content/news/live.md", story("تغطية", front, "## 10:15 بعدها\n\nانتهى الاجتماع بعد ساعة.", first))
	n.build()
	n.until("an entry that was mended is mended", "document.querySelector('.prose .entry').textContent.includes('بعد ساعة')")
	n.until("the pill leads to what is new, and goes", "(document.querySelector('.live-pill button')?.click(), document.querySelector('.prose .entry').getBoundingClientRect().top < innerHeight && document.querySelector('.prose .entry').getBoundingClientRect().bottom > 0 && !document.querySelector('.live-pill button'))")
	n.notReloaded()
}

func TestAReaderSearches(t *testing.T) {
	files := map[string]string{
		"content/edition.yaml":      testEdition,
		"content/politics/dam.md":   story("الوزراء في السدّ", "authors: [سلمى العبيدي]\n", "زار الوزراء المدارس، وقالوا إنّ المُعلِّمين فيها."),
		"content/politics/port.md":  story("ميناء", "", "افتتح الوزير رصيفًا جديدًا في مجلس المدينة."),
		"content/economy/price.md":  story("أسعار", "", "وزيرٌ آخر في عام ٢٠١٩، ومدينة بلا مجلس."),
		"content/politics/draft.md": story("وزير في مسودة", "draft: true\n", "الوزير."),
	}
	n := open(t, files)
	n.publish()
	for _, c := range []struct{ query, said, first string }{
		{"q=وزراء", "3 نتائج", ""},
		{"q=مدرسه", "نتيجة واحدة", "الوزراء في السدّ"},
		{"q=وزير&section=economy", "نتيجة واحدة", "أسعار"},
		{"q=وزير&author=سلمى", "نتيجة واحدة", "الوزراء في السدّ"},
		{"q=2019", "نتيجة واحدة", "أسعار"},
		{"q=\"مجلس المدينة\"", "نتيجة واحدة", "ميناء"},
		{"q=مجلس المدينة", "نتيجتان", ""},
		{"q=وزير&from=2026-12", "لا نتائج. جرّب كلمة أعمّ أو كلمات أقلّ.", ""},
		{"q=معلم", "نتيجة واحدة", "الوزراء في السدّ"},
		{"q=مسودة", "لا نتائج. جرّب كلمة أعمّ أو كلمات أقلّ.", ""},
	} {
		n.goTo("/search/?" + strings.ReplaceAll(c.query, " ", "+"))
		n.until(c.query, fmt.Sprintf("document.querySelector('.search-count').textContent === %q && (document.querySelector('.hits a')?.textContent ?? '').startsWith(%q)", c.said, c.first))
	}
	n.goTo("/search/?q=الميناء")
	n.until("what was asked for is marked", "document.querySelector('.hits a mark')?.textContent === 'ميناء'")
	n.goTo("/search/")
	n.script("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true, cancelable: true}))")
	n.until("/ leads to the box", "document.activeElement.id === 'q'")
	n.script("document.activeElement.value = 'وزي'; document.activeElement.dispatchEvent(new Event('input', {bubbles: true}))")
	n.until("results come while one types", "document.querySelectorAll('.hits li').length === 3")
	n.until("and can be linked to", "decodeURI(location.search) === '?q=وزي'")
}

// A card of a site that the edition lets in asks nothing of it before the click, and
// becomes its frame after. The page's own policy lets no inline script or style run.
func TestAReaderAsksForAFrame(t *testing.T) {
	n := open(t, map[string]string{
		"content/edition.yaml":    testEdition + "embeds: [spotify]\n",
		"content/culture/song.md": story("أغنية", "", "https://open.spotify.com/track/5As", "https://t.me/channel/7"),
	})
	n.goTo("/culture/2026/11/song/")
	n.until("a card is a link", `document.querySelector('figure[data-embed=spotify] > a')?.href === 'https://open.spotify.com/track/5As'`)
	n.until("nothing was asked of another site", `performance.getEntriesByType('resource').every(e => e.name.startsWith(location.origin)) && !document.querySelector('.embed iframe')`)
	n.script(`const meta = document.createElement('meta'); meta.httpEquiv = 'Content-Security-Policy';
		meta.content = "default-src 'self'; script-src 'self'; style-src 'self'; frame-src https://open.spotify.com";
		window.refused = []; document.addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective + ' ' + e.blockedURI));
		document.head.append(meta); document.querySelector('figure[data-embed=spotify] > a').click()`)
	n.until("the card is the frame", `(f => f && f.src === 'https://open.spotify.com/embed/track/5As' && f.title && f.offsetHeight > 100 && document.activeElement === f)(document.querySelector('figure[data-embed=spotify] > iframe'))`)
	n.until("the policy was kept", `!refused.some(r => /script|style|frame/.test(r))`)
	n.until("what is not let in stays a link", `!document.querySelector('figure[data-embed=telegram]').dataset.frame`)
}

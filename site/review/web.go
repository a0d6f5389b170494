package review

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/temoto/robotstxt"

	"warraq/site"
	"warraq/site/check"
	"warraq/site/web"
)

// What politeness asks of a link checker.
const (
	agent        = "warraq-linkcheck"
	timeout      = 20 * time.Second
	Hosts        = 16                     // asked at once, by Web.Together
	pause        = 250 * time.Millisecond // between two requests to one host
	longestPause = 10 * time.Second       // that a host may ask for; if it asks for more, it is left alone
	longestHost  = 5 * time.Minute        // for all addresses of a host
	redirects    = 5
	liveFor      = 7 * 24 * time.Hour // how long an answer holds
	deadFor      = 24 * time.Hour
)

// Web asks the web whether the addresses that manuscripts name still answer: one
// request at a time to each host, as its robots.txt allows.
type Web struct {
	Private  bool // ask addresses of private networks too, and through the environment's proxy
	Now      time.Time
	Keep     Keeper
	Together site.Together // asks several hosts at once; see Hosts

	Named, Asked, Dead int                   // addresses, after a run
	Unknown            map[string]site.Words // addresses that could not be judged, and why

	client  *http.Client
	mu      sync.Mutex
	answers map[string]answer
}

// answer is what is known of an address. The answers are kept as one object of
// JSON by address.
type answer struct {
	Fault   string    `json:"fault,omitempty"` // why it is dead; "" where it answers
	Checked time.Time `json:"checked"`
}

func (a answer) holds(now time.Time) bool {
	age := now.Sub(a.Checked)
	return age >= 0 && (a.Fault == "" && age < liveFor || a.Fault != "" && age < deadFor)
}

const answersFile = "links.json"

var (
	errRedirects = site.Failure("تحويل بعد تحويل", "too many redirects")
	errSlow      = site.Failure("في خادمه عناوين كثيرة أو هو بطيء", "its host is slow, or has many addresses")
)

// open makes a client that reaches no private network unless it is told to: a
// manuscript must not make an editor's machine ask the router at home. What counts is
// the address that is dialled, whatever name or redirect led there. A proxy would
// dial for us, and is not used. No body is read but that of robots.txt, uncompressed.
func (w *Web) open() {
	dialer := &net.Dialer{Timeout: timeout}
	transport := &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: timeout, MaxIdleConnsPerHost: 1, ResponseHeaderTimeout: timeout,
		MaxResponseHeaderBytes: 64 << 10, DisableCompression: true,
	}
	if w.Private {
		transport.Proxy = http.ProxyFromEnvironment
	} else {
		dialer.Control = web.RefusePrivate
	}
	w.client = &http.Client{Timeout: timeout, Transport: transport, CheckRedirect: func(_ *http.Request, via []*http.Request) error {
		if len(via) > redirects {
			return errRedirects
		}
		return nil
	}}
}

// judge asks for the addresses that some manuscripts name, and enters the dead
// ones in known.
func (w *Web) judge(ctx context.Context, mentions []mention, known *check.Known) error {
	named := map[string]bool{}
	for _, m := range mentions {
		named[m.address] = true
	}
	w.answers, w.Unknown = map[string]answer{}, map[string]site.Words{}
	_ = json.Unmarshal(w.Keep.Load(answersFile), &w.answers) // what cannot be read is asked again
	if w.client == nil {
		w.open()
	}
	if err := w.ask(ctx, named); err != nil {
		return err
	}
	dead := map[string]bool{}
	for _, m := range mentions {
		if _, unknown := w.Unknown[m.address]; !unknown && w.answers[m.address].Fault != "" {
			fault := faultWords(w.answers[m.address].Fault)
			dead[m.address] = true
			known.Faults[m.path] = append(known.Faults[m.path], check.Fault{Rule: "dead-address", Line: m.line, Col: m.col, Args: []any{m.address, fault}})
		}
	}
	w.Named, w.Dead = len(named), len(dead)
	return w.remember(named)
}

// ask judges addresses: those of a host one after another, many hosts at once.
func (w *Web) ask(ctx context.Context, named map[string]bool) error {
	hosts := map[string]map[string][]string{} // http and https, and all ports of a host, are asked in turn
	for a := range named {
		if known, ok := w.answers[a]; ok && known.holds(w.Now) {
			continue
		}
		u, err := url.Parse(a)
		if err != nil {
			continue
		}
		host, origin := u.Hostname(), u.Scheme+"://"+u.Host
		if hosts[host] == nil {
			hosts[host] = map[string][]string{}
		}
		hosts[host][origin] = append(hosts[host][origin], a)
	}
	var tasks []func()
	for _, host := range slices.Sorted(maps.Keys(hosts)) {
		tasks = append(tasks, func() {
			ctx, stop := context.WithTimeoutCause(ctx, longestHost, errSlow)
			defer stop()
			for _, origin := range slices.Sorted(maps.Keys(hosts[host])) {
				w.askOrigin(ctx, origin, hosts[host][origin])
			}
		})
	}
	w.Together(tasks...)
	return ctx.Err()
}

// remember keeps the answers for these addresses, and those for addresses of
// other stories while they hold.
func (w *Web) remember(named map[string]bool) error {
	kept := map[string]answer{}
	for a, s := range w.answers {
		if named[a] || s.holds(w.Now) {
			kept[a] = s
		}
	}
	data, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return w.Keep.Save(answersFile, data)
}

// askOrigin asks one host for its rules, and then for its addresses, one after
// another.
func (w *Web) askOrigin(ctx context.Context, origin string, list []string) {
	slices.Sort(list)
	rules, err := w.robots(ctx, origin)
	for i, a := range list {
		if ctx.Err() != nil {
			for _, rest := range list[i:] {
				w.leave(rest, site.Reason(context.Cause(ctx)))
			}
			return
		}
		if err != nil { // the host is not there, or does not answer: one request shows that
			w.conclude(a, 0, err)
			continue
		}
		u, _ := url.Parse(a)
		if !rules.TestAgent(u.EscapedPath(), agent) {
			w.leave(a, site.Say("robots.txt", "robots.txt"))
			continue
		}
		wait := w.request(ctx, a)
		if wait > longestPause {
			for _, rest := range list[i+1:] {
				w.leave(rest, site.Say("يطلب الخادم أن يُترك %v", "Retry-After: %v", wait))
			}
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(max(wait, pause)):
		}
	}
}

// robots reads what a host asks of robots (RFC 9309): all is allowed where there
// is no file, and nothing where the host fails.
func (w *Web) robots(ctx context.Context, origin string) (*robotstxt.RobotsData, error) {
	res, err := w.send(ctx, http.MethodGet, origin+"/robots.txt")
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(res.Body, 500<<10)) // RFC 9309, §2.5
	if err != nil {
		return nil, err
	}
	rules, err := robotstxt.FromStatusAndBytes(res.StatusCode, text)
	if err != nil {
		return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil) // a file that cannot be read forbids nothing
	}
	return rules, nil
}

func (w *Web) send(ctx context.Context, method, address string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", agent+"/1 (dead link check of a news site)")
	req.Header.Set("Accept", "*/*")
	return w.client.Do(req)
}

// request asks for an address, first without its content. It returns how long the
// host wants to be left alone.
func (w *Web) request(ctx context.Context, address string) (wait time.Duration) {
	for _, method := range []string{http.MethodHead, http.MethodGet} { // many servers do not know HEAD, and answer anything to it
		res, err := w.send(ctx, method, address)
		if err != nil {
			w.conclude(address, 0, err)
			return 0
		}
		_ = res.Body.Close()
		wait = retryAfter(res.Header.Get("Retry-After"))
		if res.StatusCode < 400 || method == http.MethodGet || res.StatusCode == http.StatusTooManyRequests {
			w.conclude(address, res.StatusCode, nil)
			return wait
		}
	}
	return wait
}

// retryAfter reads seconds or a date (RFC 9110, §10.2.3).
func retryAfter(s string) time.Duration {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, time.Until(t))
	}
	return 0
}

// conclude says by an answer whether an address is dead: only where that is
// certain. A host that asks for a login, is busy or broken may have the page.
func (w *Web) conclude(address string, status int, err error) {
	var missing *net.DNSError
	var wrapped *url.Error
	errno, _ := errors.AsType[syscall.Errno](err)
	if errors.As(err, &wrapped) {
		err = wrapped.Err // without the address, which is said already
	}
	switch {
	case errors.As(err, &missing) && missing.IsNotFound:
		w.answer(address, "no such host")
	case errno == syscall.ECONNREFUSED:
		w.answer(address, "connection refused")
	case errno != 0:
		w.leave(address, site.Reason(errno))
	case errors.Is(err, web.ErrPrivate):
		w.leave(address, site.Reason(web.ErrPrivate))
	case missing != nil:
		w.leave(address, site.Say("لا يُعرف عنوان الخادم الآن", "its name cannot be looked up: %[1]s", missing.Err))
	case err != nil:
		w.leave(address, site.Reason(err))
	case status == http.StatusNotFound, status == http.StatusGone:
		w.answer(address, statusLine(status))
	case status >= 400:
		w.leave(address, faultWords(statusLine(status)))
	default:
		w.answer(address, "")
	}
}

func statusLine(status int) string {
	return strings.TrimSpace(strconv.Itoa(status) + " " + http.StatusText(status))
}

// faultWords say a fault, which is kept in English.
func faultWords(fault string) site.Words {
	w := site.Words{Ar: faultsInArabic[fault], En: fault}
	if code, _, _ := strings.Cut(fault, " "); w.Ar == "" && code >= "500" && code <= "599" {
		w.Ar = code + " (خلل في الخادم)"
	} else if w.Ar == "" {
		w.Ar = code
	}
	return w
}

func (w *Web) answer(address, fault string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answers[address] = answer{fault, w.Now}
	w.Asked++
}

// leave notes an address that could not be judged.
func (w *Web) leave(address string, why site.Words) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.Unknown[address] = why
}

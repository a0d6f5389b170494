package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/temoto/robotstxt"

	"warraq/site/build"
	"warraq/site/check"
)

// What politeness asks of a link checker.
const (
	linkAgent    = "warraq-linkcheck"
	linkTimeout  = 20 * time.Second
	linkHosts    = 16                     // asked at once
	linkPause    = 250 * time.Millisecond // between two questions to one host
	longestPause = 10 * time.Second       // that a host may ask for; if it asks for more, it is not asked again
	liveFor      = 7 * 24 * time.Hour     // an answer is not asked for again
	deadFor      = 24 * time.Hour
)

// mention is where a manuscript names an address of the web.
type mention struct {
	path      string // under content/
	line, col int
}

var webAddress = regexp.MustCompile("https?://[^\\s<>\"'`\\\\^{}|«»]+")

// addressesIn lists the addresses of the web that a manuscript names, with
// where. What stands in a fence of code is an example.
func addressesIn(s build.Sheet, to map[string][]mention) {
	line, fenced := 0, false
	for text := range bytes.SplitSeq(s.Source, []byte("\n")) {
		line++
		if t := bytes.TrimSpace(text); bytes.HasPrefix(t, []byte("```")) || bytes.HasPrefix(t, []byte("~~~")) {
			fenced = !fenced
		}
		if fenced {
			continue
		}
		for _, m := range webAddress.FindAllIndex(text, -1) {
			address := trimAddress(string(text[m[0]:m[1]]))
			if u, err := url.Parse(address); err == nil && !isReserved(u.Hostname()) {
				u.Fragment = ""
				to[u.String()] = append(to[u.String()], mention{s.Path, line, 1 + utf8.RuneCount(text[:m[0]])})
			}
		}
	}
}

// trimAddress drops the signs after an address that belong to the sentence,
// and a bracket that it did not open.
func trimAddress(s string) string {
	for s != "" {
		last, size := utf8.DecodeLastRuneInString(s)
		switch {
		case strings.ContainsRune(".,;:!?*_،؛؟…\"'", last),
			last == ')' && strings.Count(s, "(") < strings.Count(s, ")"),
			last == ']' && strings.Count(s, "[") < strings.Count(s, "]"):
			s = s[:len(s)-size]
		default:
			if i := strings.Index(s, "]("); i > 0 { // [https://a](https://b)
				s = s[:i]
				continue
			}
			return s
		}
	}
	return s
}

// isReserved tells the names that stand for examples (RFC 2606, RFC 6761).
func isReserved(host string) bool {
	for _, end := range []string{"example", "test", "invalid", "example.com", "example.org", "example.net"} {
		if host == end || strings.HasSuffix(host, "."+end) {
			return true
		}
	}
	return host == ""
}

// linkState is what is known of an address.
type linkState struct {
	Fault   string    `json:"fault,omitempty"` // why it is dead; "" where it lives
	Checked time.Time `json:"checked"`
}

func (s linkState) fresh(now time.Time) bool {
	age := now.Sub(s.Checked)
	return age >= 0 && (s.Fault == "" && age < liveFor || s.Fault != "" && age < deadFor)
}

// linkCheck asks the web whether addresses live.
type linkCheck struct {
	client *http.Client
	now    time.Time
	pause  time.Duration
	file   string // the answers of other days

	mu      sync.Mutex
	answers map[string]linkState
	unknown map[string]string // addresses that could not be judged, and why
	asked   int
}

var errPrivate = errors.New("an address of a private network")

// newLinkCheck makes one that reaches no private network, unless it is to: a
// manuscript must not make an editor's machine knock at their router's door.
func newLinkCheck(d *desk, private bool) *linkCheck {
	dialer := &net.Dialer{Timeout: linkTimeout, Control: func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if ip := at.Addr().Unmap(); !private && (!ip.IsGlobalUnicast() || ip.IsPrivate()) {
			return errPrivate
		}
		return nil
	}}
	c := &linkCheck{
		now: d.common.clock, pause: linkPause, file: filepath.Join(d.common.source, ".warraq", "links.json"),
		answers: map[string]linkState{}, unknown: map[string]string{},
		client: &http.Client{Timeout: linkTimeout, Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext, TLSHandshakeTimeout: linkTimeout, MaxIdleConnsPerHost: 1, ResponseHeaderTimeout: linkTimeout,
		}},
	}
	if data, err := os.ReadFile(c.file); err == nil {
		_ = json.Unmarshal(data, &c.answers) // what cannot be read is asked again
	}
	return c
}

// ask judges addresses, which are sorted, each host in its own time, many hosts at once.
func (c *linkCheck) ask(ctx context.Context, addresses []string) error {
	hosts := map[string]map[string][]string{} // http and https, and all ports of a host, are asked in turn
	for _, a := range addresses {
		if s, ok := c.answers[a]; ok && s.fresh(c.now) {
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
	gate := make(chan struct{}, linkHosts)
	var all sync.WaitGroup
	for _, origins := range hosts {
		all.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			for _, origin := range slices.Sorted(maps.Keys(origins)) {
				c.askOrigin(ctx, origin, origins[origin])
			}
		})
	}
	all.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return c.keep(addresses)
}

// keep writes the answers down: those that were asked for now, and those of
// other stories while they hold.
func (c *linkCheck) keep(addresses []string) error {
	kept := map[string]linkState{}
	for a, s := range c.answers {
		if _, named := slices.BinarySearch(addresses, a); named || s.fresh(c.now) {
			kept[a] = s
		}
	}
	data, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(c.file), 0o755); err != nil {
		return err
	}
	next := c.file + ".tmp"
	if err := os.WriteFile(next, data, 0o644); err != nil {
		return err
	}
	return os.Rename(next, c.file)
}

// askOrigin asks one host for its rules, and then for its addresses, one after
// another.
func (c *linkCheck) askOrigin(ctx context.Context, origin string, list []string) {
	slices.Sort(list)
	rules, err := c.robots(ctx, origin)
	for i, a := range list {
		if ctx.Err() != nil {
			return
		}
		if err != nil { // the host is not there, or says nothing: once is enough to know
			c.conclude(a, 0, err)
			continue
		}
		u, _ := url.Parse(a)
		if !rules.TestAgent(u.EscapedPath(), linkAgent) {
			c.mark(a, "robots.txt")
			continue
		}
		wait := c.judge(ctx, a)
		if wait > longestPause {
			for _, rest := range list[i+1:] {
				c.mark(rest, "Retry-After: "+wait.String())
			}
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(max(wait, c.pause)):
		}
	}
}

// robots reads what a host asks of robots (RFC 9309): without a file all is
// allowed, and nothing where the host fails to say.
func (c *linkCheck) robots(ctx context.Context, origin string) (*robotstxt.RobotsData, error) {
	res, err := c.send(ctx, http.MethodGet, origin+"/robots.txt")
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
		return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil) // what cannot be read asks nothing
	}
	return rules, nil
}

func (c *linkCheck) send(ctx context.Context, method, address string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", linkAgent+"/1 (dead link check of a news site)")
	req.Header.Set("Accept", "*/*")
	return c.client.Do(req)
}

// judge asks for an address, first without its content; the answer is how long
// the host wants to be left alone.
func (c *linkCheck) judge(ctx context.Context, address string) (wait time.Duration) {
	for _, method := range []string{http.MethodHead, http.MethodGet} { // many servers know no HEAD, and say all sorts of things to it
		res, err := c.send(ctx, method, address)
		if err != nil {
			c.conclude(address, 0, err)
			return 0
		}
		_ = res.Body.Close()
		wait = c.retryAfter(res.Header.Get("Retry-After"))
		if res.StatusCode < 400 || method == http.MethodGet || res.StatusCode == http.StatusTooManyRequests {
			c.conclude(address, res.StatusCode, nil)
			return wait
		}
	}
	return wait
}

// retryAfter reads seconds or a date (RFC 9110, §10.2.3).
func (c *linkCheck) retryAfter(s string) time.Duration {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, time.Until(t))
	}
	return 0
}

// conclude says of an answer whether the address is dead: only where it
// certainly is. Who asks for a login, is busy or broken may live.
func (c *linkCheck) conclude(address string, status int, err error) {
	var missing *net.DNSError
	switch {
	case errors.Is(err, errPrivate):
		c.mark(address, errPrivate.Error())
	case errors.As(err, &missing) && missing.IsNotFound:
		c.answer(address, "no such host")
	case errors.Is(err, syscall.ECONNREFUSED):
		c.answer(address, "connection refused")
	case err != nil:
		c.mark(address, reasonOf(err))
	case status == http.StatusNotFound, status == http.StatusGone:
		c.answer(address, strconv.Itoa(status)+" "+http.StatusText(status))
	case status >= 400:
		c.mark(address, strconv.Itoa(status)+" "+http.StatusText(status))
	default:
		c.answer(address, "")
	}
}

// reasonOf is an error without the address, which is told already.
func reasonOf(err error) string {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return err.Error()
}

func (c *linkCheck) answer(address, fault string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answers[address] = linkState{fault, c.now}
	c.asked++
}

// mark notes an address that could not be judged.
func (c *linkCheck) mark(address, why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unknown[address] = why
}

// askWeb judges the addresses that some manuscripts name, and enters the dead
// ones in the archive.
func (r *review) askWeb(ctx context.Context, d *desk, chosen []string) error {
	named := map[string][]mention{}
	enter := func(s build.Sheet) { addressesIn(s, named) }
	if err := build.Leaf(ctx, r.survey, chosen, func(s build.Sheet) build.Sheet { return s }, enter); err != nil {
		return err
	}
	addresses := slices.Sorted(maps.Keys(named))
	c := newLinkCheck(d, r.flags.linksPrivate)
	if err := c.ask(ctx, addresses); err != nil {
		return err
	}
	dead := 0
	for _, a := range addresses {
		fault := c.answers[a].Fault
		if fault == "" || c.unknown[a] != "" {
			continue
		}
		dead++
		for _, m := range named[a] {
			r.archive.AddFault(m.path, check.Fault{Rule: "dead-address", Line: m.line, Col: m.col, Args: []any{a, fault}})
		}
	}
	fmt.Fprintf(d.stderr, d.say("عناوين: %d؛ سُئل عنها: %d، لا تجيب: %d، لم تُحسم: %d\n", "addresses: %d; asked: %d, dead: %d, not judged: %d\n"), len(addresses), c.asked, dead, len(c.unknown))
	for i, a := range slices.Sorted(maps.Keys(c.unknown)) {
		if i == mostAlike {
			break
		}
		fmt.Fprintf(d.stderr, "  %s: %s\n", a, c.unknown[a])
	}
	return nil
}

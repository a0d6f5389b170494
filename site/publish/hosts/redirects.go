package hosts

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// spellings are an address and, if asked, the same without its last slash.
func spellings(address string, both bool) []string {
	if short := strings.TrimSuffix(address, "/"); both && short != address && short != "" {
		return []string{address, short}
	}
	return []string{address}
}

func decoded(path string) string {
	if p, err := url.PathUnescape(path); err == nil {
		return p
	}
	return path
}

// wild are the signs that a host's rules do not take for themselves, in the address as it
// is written there. Such an address is answered by a page.
var wild = map[string]string{
	"netlify": "*: ", "cloudflare": "*:", "gitlab": "*: ",
	"vercel": `()[]{}:*+?\`, "firebase": `()[]{}:*+?\!@`, "azure": "*{}", "nginx": "$", "caddy": "*{}%", "apache": "",
}

// unsure are hosts of which nothing that is published says how they match an address with
// letters beyond ASCII. There a page stands beside the rule. (GitLab gives the page then.)
var unsure = []string{"gitlab", "vercel", "firebase", "azure"}

// answers says that a host answers a redirect by a rule, and needs no page there.
func answers(host string, r Redirect) bool {
	signs, rules := wild[host]
	from, to := decoded(r.From), r.To
	switch {
	case !rules, strings.ContainsAny(from, signs), strings.ContainsFunc(from, func(c rune) bool { return c < ' ' || c == 0x7f }):
		return false
	case host == "nginx" && strings.Contains(to, "$"), host == "caddy" && strings.ContainsAny(to, "{}"):
		return false
	}
	return true
}

// slashed are the hosts that take an address without its last slash for another one.
var slashed = []string{"cloudflare", "firebase", "azure"}

// asBrowsers is how browsers write an address: they leave signs such as ' and ( as they are
// (WHATWG URL, the path percent-encode set).
func asBrowsers(address string) string {
	var b strings.Builder
	for _, c := range []byte(decoded(address)) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"#<>?^`+"`{}%", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// spelled are the lines of an address in _redirects. Cloudflare compares it with what the
// browser sends; Netlify decodes that before.
func spelled(host, address string) (out []string) {
	all := []string{address, asBrowsers(address)}
	if host == "netlify" {
		all = append(all, decoded(address))
	}
	for _, a := range all {
		for _, a := range spellings(a, slices.Contains(slashed, host)) {
			if !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// Taken are the redirects that a host takes as rules: the rest are pages.
func Taken(host string, all []Redirect) (rules []Redirect) {
	const around = len("  301!\n")
	l, lines, bytes := limits[host], 0, 0
	for _, r := range all {
		longest, sum, from := 0, 0, spelled(host, r.From)
		for _, a := range from {
			line := len(a) + len(r.To) + around
			longest, sum = max(longest, line), sum+line
		}
		if !answers(host, r) || l.line > 0 && longest > l.line {
			continue
		}
		if l.redirects > 0 && lines+len(from) > l.redirects || l.rules > 0 && bytes+sum > l.rules {
			break
		}
		lines, bytes, rules = lines+len(from), bytes+sum, append(rules, r)
	}
	return rules
}

// ruleFile are the hosts that read _redirects, each in words of its own.
var ruleFile = []string{"netlify", "cloudflare", "gitlab"}

// Pageless are the redirects of which every host answers by a rule alone. Where two hosts read
// one file of rules there are none.
func Pageless(hosts []string, all []Redirect) map[Redirect]bool {
	readers := 0
	for _, host := range hosts {
		if slices.Contains(ruleFile, host) {
			readers++
		}
	}
	if readers > 1 {
		return nil
	}
	count := map[Redirect]int{}
	for _, host := range hosts {
		for _, r := range Taken(host, all) {
			if !slices.Contains(unsure, host) || !strings.Contains(r.From, "%") {
				count[r]++
			}
		}
	}
	for r, n := range count {
		if n < len(hosts) {
			delete(count, r)
		}
	}
	out := map[Redirect]bool{}
	for r := range count {
		out[r] = true
	}
	return out
}

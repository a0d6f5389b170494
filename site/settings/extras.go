package settings

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
	"warraq/site/own"
)

// readEnvironments reads the environments of a paper. One that shows what is not public is not
// indexed.
func readEnvironments(r *Reader, c *site.Config, n *Node) {
	if n.Kind != Map {
		r.Expected(n, "بيئات بأسمائها، مثل staging: {base_url: …}", "environments by name, such as staging: {base_url: …}")
		return
	}
	c.Environments = map[string]own.Environment{}
	for _, e := range n.Entries {
		var env own.Environment
		if !Apply(r, environmentFields, &env, e.Value) {
			continue // of a faulty one nobody knows what it shows
		}
		env.NoIndex = env.NoIndex || env.Drafts || env.Future
		c.Environments[e.Key] = env
	}
}

func environmentAddress(r *Reader, n *Node) string {
	address, ok := site.CleanBaseURL(r.Text(n))
	if !ok {
		r.Expected(n, "عنوان مثل https://staging.example.org", "an address such as https://staging.example.org")
	}
	return address
}

// readFrozen reads "before 2024".
func readFrozen(r *Reader, c *site.Config, n *Node) {
	word, year, _ := strings.Cut(strings.TrimSpace(r.Text(n)), " ")
	at, err := strconv.Atoi(arabic.ASCIIDigits(strings.TrimSpace(year)))
	if err != nil || at < 1000 || at > 9999 || word != "before" && word != "قبل" {
		r.Expected(n, "before وبعدها سنة، مثل before 2024 أو قبل 2024", "before and a year, such as before 2024")
		return
	}
	c.Frozen = at
}

var counterName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// counter reads a name at goatcounter.com, or the address of a GoatCounter: the address that
// counts.
func counter(r *Reader, n *Node) string {
	name := r.Text(n)
	if counterName.MatchString(name) {
		return "https://" + name + ".goatcounter.com/count"
	}
	if u, err := url.Parse(name); err != nil || u.Scheme != "https" || u.Host == "" {
		r.Expected(n, "اسم مثل mypaper أو عنوان يبدأ بـhttps://", "a name such as mypaper, or an address that begins with https://")
		return ""
	}
	return name
}

// folderAddress reads the address of a folder of a server: a slash stands at its end.
func folderAddress(r *Reader, n *Node) string {
	address := r.Text(n)
	if u, err := url.Parse(address); err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		r.Expected(n, "عنوان يبدأ بـhttps://", "an address that begins with https://")
		return ""
	}
	return strings.TrimSuffix(address, "/") + "/"
}

package settings

import (
	"net/url"
	"regexp"
	"strings"
)

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

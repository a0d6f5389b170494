package web

import (
	"net/netip"
	"strings"
)

var (
	global6 = netip.MustParsePrefix("2000::/3")
	nat64   = netip.MustParsePrefix("64:ff9b::/96")
)

// special are the networks that are not the public web: IANA's registries of special
// addresses (RFC 6890), and those at which clouds tell their machines secrets.
var special = func() (out []netip.Prefix) {
	for p := range strings.FieldsSeq(`
		0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
		192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
		2001::/23 2001:db8::/32 2002::/16 3fff::/20
		168.63.129.16/32`) {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}()

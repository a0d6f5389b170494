package deploy

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"strings"
)

// AddressOf is the address of a file below the site's own, as readers and caches know it: a folder's page has
// the folder's.
func AddressOf(base, p string) string {
	if path.Base(p) == "index.html" {
		p = strings.TrimSuffix(p, "index.html")
	}
	return strings.TrimSuffix(base, "/") + (&url.URL{Path: "/" + p}).EscapedPath()
}

// CacheKey is the key by which a cache knows all answers of an address, whatever query a reader put behind it: the first
// 16 hexadecimal digits of the SHA-256 of the address. Fastly calls it a surrogate key, Cloudflare a cache tag,
// Varnish an xkey.
func CacheKey(address string) string {
	sum := sha256.Sum256([]byte(address))
	return hex.EncodeToString(sum[:8])
}

// CacheKey is that of the object's address, or "" if it has none.
func (o *Object) CacheKey() string {
	if o.Base == "" {
		return ""
	}
	return CacheKey(AddressOf(o.Base, o.Key))
}

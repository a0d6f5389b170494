package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
)

// A page is fetched as robots.txt allows, after redirects, and no more of it than a page has.
func TestGet(t *testing.T) {
	robots, asked := "", []string{}
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		switch r.URL.Path {
		case "/robots.txt":
			if robots == "" {
				http.NotFound(w, r)
			}
			fmt.Fprint(w, robots)
		case "/moved":
			http.Redirect(w, r, "/story", http.StatusFound)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/away":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "/story":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<p>خبر")
		case "/file":
			w.Header().Set("Content-Type", "application/pdf")
		case "/endless":
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(bytes.Repeat([]byte("a"), MostPage+1))
		default:
			http.Error(w, "no", http.StatusTeapot)
		}
	}))
	defer host.Close()
	p, err := Get(t.Context(), host.URL+"/moved", true)
	if err != nil || string(p.Data) != "<p>خبر" || p.Address.Path != "/story" || p.Header.Get("Content-Type") == "" {
		t.Errorf("got %q of %v, %v", p.Data, p.Address, err)
	}
	if asked[0] != "/robots.txt" {
		t.Errorf("asked %v", asked)
	}
	for path, want := range map[string]string{"/file": "application/pdf", "/endless": "larger than 8 MB", "/round": "too many redirects", "/away": "no page: file", "/none": "418"} {
		if _, err := Get(t.Context(), host.URL+path, true); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
	robots, asked = "User-agent: *\nDisallow: /story", nil
	if _, err := Get(t.Context(), host.URL+"/story", true); err == nil || !strings.Contains(err.Error(), "robots.txt") || len(asked) != 1 {
		t.Errorf("against robots.txt: %v, asked %v", err, asked)
	}
	if _, err := Get(t.Context(), host.URL+"/moved", true); err == nil || !strings.Contains(err.Error(), "robots.txt") || slices.Contains(asked, "/story") {
		t.Errorf("a redirect against robots.txt: %v, asked %v", err, asked)
	}
	asked = nil
	if _, err := Get(t.Context(), host.URL+"/other", false); err == nil || !strings.Contains(err.Error(), "private network") || len(asked) != 0 {
		t.Errorf("a private network: %v, asked %v", err, asked)
	}
	for _, address := range []string{"", "ftp://a.example/", "https://", "file:///etc/passwd", "https://a b/"} {
		if _, err := Get(t.Context(), address, true); err == nil {
			t.Errorf("%q is fetched", address)
		}
	}
}

// What is dialled counts, however the address is written: IANA's special addresses, what
// carries one inside, and the places where clouds keep secrets are refused.
func TestOnlyThePublicNetworkIsDialled(t *testing.T) {
	for _, ip := range strings.Fields(`0.0.0.0 0.1.2.3 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.8.8.8 169.254.169.254
		172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1
		239.1.1.1 240.0.0.1 255.255.255.255 168.63.129.16 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0:10.0.0.1
		64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1::1 3fff::1 fc00::1 fd00:ec2::254
		fe80::1 fe80::1%eth0 2606:4700::1%eth0 fec0::1 ff02::1 4000::1`) {
		if err := RefusePrivate("tcp", netip.AddrPortFrom(netip.MustParseAddr(ip), 80).String(), nil); err == nil {
			t.Errorf("%s is dialled", ip)
		}
	}
	for _, ip := range strings.Fields("1.1.1.1 8.8.8.8 100.63.255.255 172.15.0.1 172.32.0.1 ::ffff:8.8.8.8 64:ff9b::808:808 2606:4700:4700::1111 2a00:1450::1") {
		if err := RefusePrivate("tcp", netip.AddrPortFrom(netip.MustParseAddr(ip), 443).String(), nil); err != nil {
			t.Errorf("%s is refused: %v", ip, err)
		}
	}
	if RefusePrivate("unix", "/run/x.sock", nil) == nil {
		t.Error("a socket is dialled")
	}
}

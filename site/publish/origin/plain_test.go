package origin

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"
)

// What is taken for a plain request is one to net/http too: of the same method, path and length, with no
// body, and the connection stays.
func FuzzPlain(f *testing.F) {
	for _, s := range []string{
		"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
		"HEAD /%D8%B3/?q=1 HTTP/1.1\r\nHost: a:80\r\nAccept-Encoding: gzip\r\nConnection: keep-alive\r\n\r\nGET",
		"GET //b/../c HTTP/1.1\r\nHost: [::1]\r\nRange: bytes=0-1\r\nIf-None-Match: \"x\"\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx",
		"GET / HTTP/1.1\r\nHost: a\r\n Folded: x\r\n\r\n",
		"GET /%00%2f HTTP/1.1\r\nHost: a\r\nX: \t\r\n\r\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, ok := readPlain([]byte(s))
		if !ok {
			return
		}
		rest := strings.NewReader(s)
		in := bufio.NewReaderSize(rest, 16)
		r, err := http.ReadRequest(in)
		if err != nil {
			t.Fatalf("%q: taken, and net/http says %v", s, err)
		}
		size := len(s) - rest.Len() - in.Buffered()
		if body, _ := io.ReadAll(r.Body); len(body) > 0 || r.Close || size != p.size {
			t.Fatalf("%q: %d bytes, and net/http took %d, a body of %d, and closes: %t", s, p.size, size, len(body), r.Close)
		}
		if p.head != (r.Method == http.MethodHead) || !p.head && r.Method != http.MethodGet || p.path != r.URL.Path || r.ProtoMinor != 1 {
			t.Fatalf("%q: path %q, and net/http has %s %q", s, p.path, r.Method, r.URL.Path)
		}
		if (r.Header.Get("Range") != "" || r.Header.Get("If-None-Match") != "") && !p.odd {
			t.Fatalf("%q: a range or a condition is passed over", s)
		}
	})
}

package origin

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site/publish/pack"
)

// fronted serves the site as Serve does, and gives its address.
func fronted(t *testing.T, o *Origin) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: o, ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, ConnState: changed}
	go func() { _ = server.Serve(newFront(listener, o)) }() // it ends with Close
	t.Cleanup(func() { _ = server.Close() })
	return listener.Addr().String()
}

// talk sends bytes over one connection in pieces, and gives the answers to requests of these methods: the status and the headers in
// order, without the date, and the body.
func talk(t *testing.T, address string, pieces []string, methods []string) (answers []string) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	for i, piece := range pieces {
		if i > 0 {
			time.Sleep(5 * time.Millisecond)
		}
		if _, err := io.WriteString(c, piece); err != nil {
			break // the server has ended it
		}
	}
	r := bufio.NewReader(c)
	for _, method := range methods {
		resp, err := http.ReadResponse(r, &http.Request{Method: method})
		if err != nil {
			return append(answers, "none")
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return append(answers, "cut")
		}
		resp.Header.Del("Date")
		var lines []string
		for name, values := range resp.Header {
			lines = append(lines, fmt.Sprint(name, values))
		}
		slices.Sort(lines)
		answers = append(answers, fmt.Sprint(resp.Status, lines, resp.ContentLength, resp.Close, string(body)))
	}
	return answers
}

// What is answered without net/http is answered as net/http does: plain requests and all others, alone, one after the other,
// at once, and in pieces.
func TestFrontAnswersAsNetHTTPDoes(t *testing.T) {
	disk, err := pack.OpenFile(packed(t, files))
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	o := New(disk.Pack, headers, "/paper/")
	reference := httptest.NewServer(o)
	defer reference.Close()
	address := fronted(t, o)
	const host = "Host: paper.example\r\n"
	get := func(path string, more ...string) string {
		return "GET " + path + " HTTP/1.1\r\n" + host + strings.Join(more, "") + "\r\n"
	}
	zip := "Accept-Encoding: br, gzip\r\n"
	requests := []string{
		get("/paper/", zip), get("/paper/"), get("/paper/media/a.jpg"), get("/paper/media/film.mp4", zip), get("/paper", zip),
		get("/paper/media/a.jpg?x=1&y=%2F"), get("/paper/media/a.jpg?%zz"), get("/paper/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1/", zip),
		get("/paper/%D8%B3%D9%8A%D8%A7%D8%B3%D8%A9/%D8%AE%D8%A8%D8%B1?a=1", zip), get("/paper/none/", zip), get("/paper//evil.example/"),
		get("/paper/..%2f..%2fetc/passwd"), get("/paper/media/a%2ejpg"), get("/paper/%"), get("/paper/%2"), get("/paper/%00"), get("/paper/media/a.jpg#x"),
		get("/paper/media/a.jpg", "Range: bytes=5-9\r\n"), get("/paper/media/a.jpg", "range:bytes=9999-\r\n"), get("/paper/media/a.jpg", "If-None-Match: *\r\n"),
		get("/paper/", "Accept-Encoding: gzip;q=0\r\n"), get("/paper/", "Accept-Encoding: identity\r\n", zip), get("/paper/", "accept-encoding:\tGZIP \r\n"),
		get("/paper/", zip, "Connection: keep-alive\r\n"), get("/paper/", zip, "Connection: Close\r\n"), get("/paper/", zip, "Connection: upgrade\r\nUpgrade: h2c\r\n"),
		get("/paper/", zip, "Content-Length: 0\r\n"), get("/paper/", zip, "Content-Length: 5\r\n") + "GET /", get("/paper/", zip, "Content-Length: x\r\n"),
		get("/paper/", zip, "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n", get("/paper/", zip, "Transfer-Encoding : chunked\r\n"), get("/paper/", zip, " folded\r\n"),
		get("/paper/", zip, host), get("/paper/", "Bad Name: 1\r\n"), get("/paper/", "X: a\x00b\r\n"), get("/paper/", "X: a\nY: b\r\n"), get("/paper/", "X: "+strings.Repeat("cookie", 900)+"\r\n", zip),
		"GET /paper/ HTTP/1.1\r\n\r\n", "GET /paper/ HTTP/1.0\r\n" + host + "\r\n", "GET http://paper.example/paper/ HTTP/1.1\r\n" + host + "\r\n", "GET  /paper/ HTTP/1.1\r\n" + host + "\r\n",
		"GET /paper/ HTTP/1.1\r\nHost: a b\r\n\r\n", "GET /paper/ HTTP/1.1\r\nHost:\r\n\r\n", "GET /paper/ HTTP/1.1\n" + host + "\n", "get /paper/ HTTP/1.1\r\n" + host + "\r\n",
		"HEAD /paper/ HTTP/1.1\r\n" + host + zip + "\r\n", "HEAD /paper/none HTTP/1.1\r\n" + host + "\r\n", "POST /paper/ HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc", "\r\n" + get("/paper/", zip), "\x16\x03\x01\x00", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
	}
	method := func(request string) string { m, _, _ := strings.Cut(request, " "); return m }
	plain := get("/paper/media/a.jpg")
	for _, r := range requests {
		whole := plain + r + plain + plain
		methods := []string{"GET", method(r), "GET", "GET"}
		pieces := map[string][]string{"alone": {r}, "one after the other": {plain, r, plain, plain}, "at once": {whole}, "in halves": {whole[:len(whole)/2], whole[len(whole)/2:]}, "cut in it": {plain + r[:len(r)/2], r[len(r)/2:] + plain, plain}}
		for how, p := range pieces {
			of := methods
			if how == "alone" {
				of = methods[1:2]
				if r[0] == 0x16 {
					continue // half a request: both wait for more
				}
			}
			want, got := talk(t, reference.Listener.Addr().String(), p, of), talk(t, address, p, of)
			if !slices.Equal(got, want) {
				t.Errorf("%s, %q:\n%.300q\nwant\n%.300q", how, r, got, want)
			}
		}
	}
}

// After a request that net/http answers the next plain ones are answered without it; and a server that ends gives the answers
// that are on their way.
func TestFrontGoesOnAndEnds(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	name := packed(t, files)
	ready := make(chan string, 1)
	go func() {
		ended <- Serve(ctx, listener, Options{Names: []string{name}, Headers: headers}, Listening{Ready: func(a string) { ready <- a }})
	}()
	<-ready
	c, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	r := bufio.NewReader(c)
	for i := range 50 {
		condition := ""
		if i%3 == 1 {
			condition = "If-None-Match: *\r\n"
		}
		_, _ = io.WriteString(c, "GET /media/a.jpg HTTP/1.1\r\nHost: a\r\n"+condition+"\r\n") // the answer tells
		resp, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Fatal(i, err)
		}
		if _, err := io.Copy(io.Discard, resp.Body); err != nil {
			t.Fatal(i, err)
		}
		if (resp.StatusCode == http.StatusNotModified) != (condition != "") {
			t.Error(i, resp.Status)
		}
	}
	start := time.Now()
	stop()
	if err := <-ended; err != nil || time.Since(start) > 3*time.Second {
		t.Errorf("it ends with %v after %v", err, time.Since(start))
	}
}

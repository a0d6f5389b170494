package origin

import (
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// The times that the server of Serve has for requests.
const (
	headerTime = 10 * time.Second
	idleTime   = 2 * time.Minute
	endTime    = 5 * time.Second // for answers on their way when it ends
)

// front is a listener for an http.Server. It answers plain requests itself, and the server never sees them: net/http
// alone takes longer for a request than nginx does with a file, because it starts a goroutine for each one that waits for the client to go
// away. All else goes to the server with every byte as it came, and is answered by Origin.ServeHTTP.
type front struct {
	net.Listener
	o *Origin

	mu     sync.Mutex
	conns  map[*conn]bool
	closed bool
}

func newFront(l net.Listener, o *Origin) *front {
	return &front{Listener: l, o: o, conns: map[*conn]bool{}}
}

// Accept implements net.Listener.
func (f *front) Accept() (net.Conn, error) {
	inner, err := f.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c := &conn{Conn: inner, front: f, between: true}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.conns[c] = true
	return c, nil
}

// Close ends the listener. Connections end with the answer that they are about to give.
func (f *front) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	for c := range f.conns {
		_ = c.Conn.SetWriteDeadline(time.Now().Add(endTime - time.Second)) // of a connection that is cut: it ends
		if c.plain {
			_ = c.Conn.SetReadDeadline(time.Now()) // as above
		}
	}
	return f.Listener.Close()
}

// changed is a hook of http.Server: the server has given an answer, and waits for the next request.
func changed(nc net.Conn, state http.ConnState) {
	c, ok := nc.(*conn)
	if !ok || state != http.StateIdle {
		return
	}
	p, ok := readPlain(c.given)
	c.given, c.lost = c.given[p.size:], c.lost || !ok // where the server stands is known by requests without a body
	c.between = !c.lost && len(c.given) == 0
}

// conn is a connection. Its fields are those of whoever reads, which is one goroutine at a time.
type conn struct {
	net.Conn
	front *front

	between bool      // the server has read all of the last request, and nothing of the next
	given   []byte    // what the server was given of requests that it has not answered
	lost    bool      // it is not known where the next request begins: from now on all is the server's
	until   time.Time // the deadline for reading that was set here
	plain   bool      // some request was answered here; guarded by front.mu

	answering sync.Mutex // held while an answer is written
}

// Read gives the server what it shall answer. Plain requests before that are answered.
func (c *conn) Read(b []byte) (int, error) {
	for {
		n, err := c.Conn.Read(b)
		if !c.between {
			c.note(b[:n])
			return n, err
		}
		for n > 0 {
			p, ok := readPlain(b[:n])
			if !ok || !c.serve(p) {
				break
			}
			n = copy(b, b[p.size:n])
		}
		if n > 0 || err != nil || len(b) == 0 {
			return c.give(b[:n]), err
		}
		if err := c.wait(); err != nil {
			return 0, err
		}
	}
}

// give hands bytes to the server.
func (c *conn) give(b []byte) int {
	c.between = false
	c.note(b)
	if !c.until.IsZero() {
		_ = c.Conn.SetReadDeadline(time.Now().Add(headerTime)) // of a connection that is cut: the next Read tells
		c.until = time.Time{}
	}
	return len(b)
}

// note remembers what the server is given.
func (c *conn) note(b []byte) {
	if c.lost = c.lost || len(c.given)+len(b) > mostGiven; c.lost {
		c.given = nil
		return
	}
	c.given = append(c.given, b...)
}

// mostGiven is how long a request may be after which requests are answered here again.
const mostGiven = 16 << 10

// wait gives the next request its time. The deadline is not moved each time, so that a client has at least three quarters of
// idleTime.
func (c *conn) wait() error {
	now := time.Now()
	if c.until.Sub(now) > idleTime*3/4 {
		return nil
	}
	c.until = now.Add(idleTime)
	c.front.mu.Lock() // Close sets a deadline that must stay
	defer c.front.mu.Unlock()
	if c.plain = true; c.front.closed {
		return io.EOF // as if the client had gone: the server says nothing
	}
	return c.Conn.SetReadDeadline(c.until)
}

// serve answers a plain request; false: the server must. Where writing fails, the next Read does so, too.
func (c *conn) serve(p plain) bool {
	c.answering.Lock()
	defer c.answering.Unlock()
	room := answers.Get().(*[]byte)
	defer answers.Put(room)
	b, ok := c.front.o.appendAnswer((*room)[:0], p)
	if *room = b; ok {
		_, _ = c.Conn.Write(b)
	}
	return ok
}

var answers = sync.Pool{New: func() any { return new([]byte) }}

// Close ends the connection, after the answer that is on its way.
func (c *conn) Close() error {
	c.answering.Lock()
	defer c.answering.Unlock()
	c.front.mu.Lock()
	defer c.front.mu.Unlock()
	delete(c.front.conns, c)
	return c.Conn.Close()
}

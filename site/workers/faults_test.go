//go:build nats

package workers

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var long = flag.Bool("long", false, "lose every message of the protocol in turn, and not only some")

// relay stands between programs and a queue, counts the messages that go either way, and loses one: it is dropped, or the
// link is cut in its place.
type relay struct {
	net.Listener
	to   string
	lose int32 // the number of the message, from 1; 0: none
	cut  bool
	seen atomic.Int32
	all  sync.WaitGroup
}

func newRelay(t *testing.T, to string, lose int32, cut bool) *relay {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{Listener: l, to: to, lose: lose, cut: cut}
	r.all.Go(func() { // until the listener is closed
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s, err := net.Dial("tcp", to)
			if err != nil {
				c.Close()
				continue
			}
			r.all.Go(func() { r.pass(s, c) })
			r.all.Go(func() { r.pass(c, s) })
		}
	})
	return r
}

// pass brings what one side says to the other (the client protocol of NATS): lines, and after a line of a message its
// payload.
func (r *relay) pass(to, from net.Conn) {
	defer to.Close()
	defer from.Close()
	in := bufio.NewReaderSize(from, 1<<20)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		words := strings.Fields(string(line))
		if len(words) > 1 && strings.HasSuffix(strings.TrimPrefix(words[0], "H"), "PUB") || len(words) > 1 && strings.HasSuffix(words[0], "MSG") {
			size, err := strconv.Atoi(words[len(words)-1])
			if err != nil {
				return
			}
			payload := make([]byte, size+len("\r\n"))
			if _, err := io.ReadFull(in, payload); err != nil {
				return
			}
			if r.seen.Add(1) == r.lose {
				if r.cut {
					return
				}
				continue
			}
			line = append(line, payload...)
		}
		if _, err := to.Write(line); err != nil {
			return
		}
	}
}

// Whatever message of the protocol is lost, or whatever message the link is cut at, each part that comes is right, and
// the build ends; and nearly always all come.
func TestEveryMessageIsLost(t *testing.T) {
	address, stop, err := Serve(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	token, to, _ := strings.Cut(strings.TrimPrefix(address, "nats://"), "@")
	want := func(j Job) []byte {
		return fmt.Appendf(nil, "part %d of %d %s", j.I, j.N, strings.Repeat("x", 200_000))
	}
	try := func(t *testing.T, lose int32, cut bool) (messages int32, came int) {
		r := newRelay(t, to, lose, cut)
		o := Options{
			Queue: "nats://" + token + "@" + r.Addr().String(), Version: fmt.Sprintf("v%d-%v", lose, cut),
			Try: 400 * time.Millisecond, Again: 1200 * time.Millisecond, Wait: 30 * time.Second,
		}
		ctx, end := context.WithTimeout(t.Context(), 3*time.Minute)
		var worker sync.WaitGroup
		worker.Go(func() {
			for ctx.Err() == nil { // as what starts it does, where it cannot begin
				_ = Work(ctx, o, func(_ context.Context, j Job) (io.ReadSeekCloser, error) {
					return blob{bytes.NewReader(want(j))}, nil
				})
			}
		})
		jobs := []Job{{I: 1, N: 2}, {I: 2, N: 2}}
		err := Give(ctx, o, jobs, func(i int, part io.Reader) error {
			data, err := io.ReadAll(part)
			if err != nil {
				return err
			}
			if came++; !bytes.Equal(data, want(jobs[i-1])) {
				t.Errorf("message %d, cut %v: part %d has other bytes", lose, cut, i)
			}
			return nil
		}, func(err error) { t.Logf("message %d, cut %v: %v", lose, cut, err) })
		if err != nil {
			t.Logf("message %d, cut %v: the build goes on without the queue: %v", lose, cut, err)
		}
		if ctx.Err() != nil {
			t.Errorf("message %d, cut %v: the build does not end: %v", lose, cut, err)
		}
		end()
		worker.Wait()
		r.Close()
		r.all.Wait()
		return r.seen.Load(), came
	}
	messages, came := try(t, 0, false)
	if came != 2 || messages < 20 {
		t.Fatalf("of %d messages none is lost, and %d parts come", messages, came)
	}
	step := int32(7)
	if *long {
		step = 1
	}
	var tries sync.WaitGroup
	var tried, whole atomic.Int32
	slots := make(chan struct{}, 16)
	for lose := int32(1); lose <= messages; lose += step {
		for _, cut := range []bool{false, true} {
			tries.Go(func() {
				slots <- struct{}{}
				defer func() { <-slots }()
				tried.Add(1)
				if _, came := try(t, lose, cut); came == 2 {
					whole.Add(1)
				} else {
					t.Logf("message %d, cut %v: %d parts", lose, cut, came)
				}
			})
		}
	}
	tries.Wait()
	t.Logf("%d messages; of %d builds that lose one, %d have all parts", messages, tried.Load(), whole.Load())
	if whole.Load()*10 < tried.Load()*9 {
		t.Errorf("of %d builds that lose a message only %d have all parts", tried.Load(), whole.Load())
	}
}

//go:build nats

package workers

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"warraq/site"
)

const (
	workStream, workSubject = "WARRAQ_WORK", "warraq.work"
	doneStream, doneSubject = "WARRAQ_DONE", "warraq.done"
	objects                 = "WARRAQ_"
	mostGiven               = 5
	mostFetched             = 3
	keep                    = time.Hour // of what a build that died leaves
)

// Serve starts a queue on this machine, which keeps its files in a folder. Only who knows the address is let in.
func Serve(dir string) (address string, stop func(), err error) {
	token := rand.Text()
	s, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, Authorization: token, JetStream: true, StoreDir: dir, NoLog: true, NoSigs: true,
	})
	if err != nil {
		return "", nil, err
	}
	s.Start() // it ends with stop
	stop = func() { s.Shutdown(); s.WaitForShutdown() }
	if !s.ReadyForConnections(10 * time.Second) {
		stop()
		return "", nil, site.Failure("لا يبدأ الطابور", "the queue does not start")
	}
	return "nats://" + token + "@" + s.Addr().String(), stop, nil
}

// queue is a connection to one.
type queue struct {
	Options
	conn *nats.Conn
	js   jetstream.JetStream
}

func open(ctx context.Context, o Options) (*queue, error) {
	o.Wait, o.Again, o.Try = cmp.Or(o.Wait, 2*time.Minute), cmp.Or(o.Again, 30*time.Second), cmp.Or(o.Try, 5*time.Second)
	conn, err := nats.Connect(o.Queue, nats.Name("warraq"), nats.MaxReconnects(-1), nats.ReconnectWait(time.Second/2), nats.Timeout(5*time.Second))
	if err != nil {
		return nil, o.told(err)
	}
	q := &queue{Options: o, conn: conn}
	if q.js, err = jetstream.New(conn); err == nil {
		err = q.patiently(ctx, q.streams)
	}
	if err != nil {
		conn.Close()
		return nil, o.told(err)
	}
	return q, nil
}

// told says an error of the queue without its password.
func (o Options) told(err error) error {
	host := ""
	if u, parse := url.Parse(o.Queue); parse == nil {
		host = u.Host
	}
	return site.Failure("الطابور %s: %v", "the queue %s: %v", host, err)
}

// patiently does again what failed because a server died, a link was cut or a leader is being chosen, until it works or
// a job would be given again.
func (q *queue) patiently(ctx context.Context, do func(context.Context) error) error {
	for end := time.Now().Add(q.Again); ; {
		try, cancel := context.WithTimeout(ctx, q.Try)
		err := do(try)
		cancel()
		if err == nil || !passes(err) || time.Now().After(end) {
			return err
		}
		select {
		case <-time.After(time.Second / 5):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// passes reports whether an error may go by itself.
func passes(err error) bool {
	var told *jetstream.APIError
	if errors.As(err, &told) && told.Code >= 500 {
		return told.ErrorCode != jetstream.JSErrCodeJetStreamNotEnabled && told.ErrorCode != jetstream.JSErrCodeJetStreamNotEnabledForAccount
	}
	for _, e := range []error{context.DeadlineExceeded, nats.ErrTimeout, nats.ErrNoResponders, jetstream.ErrNoStreamResponse, nats.ErrConnectionReconnecting} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// streams makes the streams, on three servers where there are as many.
func (q *queue) streams(ctx context.Context) (err error) {
	for _, c := range []jetstream.StreamConfig{
		{Name: workStream, Subjects: []string{workSubject + ".>"}, Retention: jetstream.WorkQueuePolicy, MaxAge: keep},
		{Name: doneStream, Subjects: []string{doneSubject + ".>"}, MaxAge: keep},
	} {
		for _, c.Replicas = range []int{3, 1} {
			if _, err = q.js.CreateStream(ctx, c); err == nil || errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
				err = nil
				break
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (q *queue) subject(build string) string { return workSubject + "." + q.Version + "." + build }

// Give gives jobs of one build to workers, and hands each part that comes to take, one at a time. It ends when all came, or
// none came for a while. A part that take fails with counts as not come.
//
// It fails where the queue cannot be reached. What breaks later is told, and the parts that did come are all there are.
func Give(ctx context.Context, o Options, jobs []Job, take func(i int, part io.Reader) error, tell func(error)) error {
	q, err := open(ctx, o)
	if err != nil {
		return err
	}
	defer q.conn.Close()
	build := rand.Text()
	defer q.clear(ctx, build)
	if err := q.give(ctx, build, jobs, take); err != nil && ctx.Err() == nil {
		tell(o.told(err))
	}
	return context.Cause(ctx)
}

func (q *queue) give(ctx context.Context, build string, jobs []Job, take func(i int, part io.Reader) error) error {
	var store jetstream.ObjectStore
	err := q.patiently(ctx, func(ctx context.Context) (err error) {
		for _, replicas := range []int{3, 1} {
			if store, err = q.js.CreateOrUpdateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: objects + build, TTL: keep, Replicas: replicas}); err == nil {
				break
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	var broke error
	for i, j := range jobs {
		j.Build = build
		data, err := json.Marshal(j)
		if err != nil {
			return err
		}
		if broke = q.patiently(ctx, func(ctx context.Context) error {
			_, err := q.js.Publish(ctx, q.subject(build), data, jetstream.WithMsgID(fmt.Sprintf("%s-%d", build, j.I)))
			return err
		}); broke != nil {
			jobs = jobs[:i]
			break
		}
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	told := q.heard(ctx, build)
	got := map[int]bool{}
	for wait := time.NewTimer(q.Wait); len(got) < len(jobs); {
		select {
		case <-wait.C:
			return broke
		case <-ctx.Done():
			return context.Cause(ctx)
		case message := <-told:
			var i int
			var name string
			if _, err := fmt.Sscanf(message, "%d %64s", &i, &name); err != nil || got[i] {
				continue
			}
			if name == noPart {
				got[i] = true
				continue
			}
			for range mostFetched {
				if q.fetch(ctx, store, name, func(part io.Reader) error { return take(i, part) }) == nil {
					got[i] = true
					wait.Reset(q.Wait)
					break
				}
			}
		}
	}
	return broke
}

// heard gives what is told of the parts of a build until ctx ends, some of it more than once: where nothing came for a while
// all is read again, for the last message may be lost.
func (q *queue) heard(ctx context.Context, build string) <-chan string {
	messages := make(chan string)
	go func() { // it ends with ctx, after the Next that waits
		var c jetstream.Consumer
		last := time.Time{}
		for ctx.Err() == nil {
			if c == nil || time.Since(last) > q.Again {
				err := q.patiently(ctx, func(ctx context.Context) (err error) {
					c, err = q.js.CreateConsumer(ctx, doneStream, jetstream.ConsumerConfig{FilterSubject: doneSubject + "." + build, AckPolicy: jetstream.AckNonePolicy})
					return err
				})
				if last = time.Now(); err != nil {
					c = nil
					pause(ctx, aMoment)
					continue
				}
			}
			m, err := c.Next(jetstream.FetchMaxWait(time.Second))
			if err != nil {
				if !errors.Is(err, nats.ErrTimeout) {
					pause(ctx, aMoment) // the connection is made again, or the server with the consumer is gone
					c = nil
				}
				continue
			}
			last = time.Now()
			select {
			case messages <- string(m.Data()):
			case <-ctx.Done():
			}
		}
	}()
	return messages
}

// aMoment is waited before what failed is tried again.
const aMoment = time.Second / 5

// pause waits.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// fetch reads an object. One that is cut or changed fails to be read, and so does one whose server dies meanwhile.
func (q *queue) fetch(ctx context.Context, store jetstream.ObjectStore, name string, take func(io.Reader) error) error {
	ctx, cancel := context.WithTimeout(ctx, q.Again)
	defer cancel()
	part, err := store.Get(ctx, name)
	if err != nil {
		return err
	}
	return errors.Join(take(part), part.Close())
}

// clear takes away what is left of a build.
func (q *queue) clear(ctx context.Context, build string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if s, err := q.js.Stream(ctx, workStream); err == nil {
		_ = s.Purge(ctx, jetstream.WithPurgeSubject(q.subject(build))) // what stays goes after an hour
	}
	_ = q.js.DeleteObjectStore(ctx, objects+build)
}

// Work makes parts until ctx ends. do gives the part of a job, which is read and closed.
func Work(ctx context.Context, o Options, do func(ctx context.Context, j Job) (io.ReadSeekCloser, error)) error {
	q, err := open(ctx, o)
	if err != nil {
		return err
	}
	defer q.conn.Close()
	var c jetstream.Consumer
	err = q.patiently(ctx, func(ctx context.Context) (err error) {
		c, err = q.js.CreateOrUpdateConsumer(ctx, workStream, jetstream.ConsumerConfig{
			Durable: "version-" + q.Version, FilterSubject: workSubject + "." + q.Version + ".>",
			AckPolicy: jetstream.AckExplicitPolicy, AckWait: q.Again, MaxDeliver: mostGiven, MaxAckPending: 10_000,
		})
		return err
	})
	if err != nil {
		return o.told(err)
	}
	for failed := time.Duration(0); ctx.Err() == nil; {
		m, err := c.Next(jetstream.FetchMaxWait(time.Second))
		if err != nil {
			if !q.conn.IsConnected() || !errors.Is(err, nats.ErrTimeout) {
				pause(ctx, aMoment)
			}
			continue
		}
		if err := q.one(ctx, m, do); err != nil {
			q.giveUp(ctx, m)
			_ = m.NakWithDelay(time.Second) // and if this is lost, it is given again
			failed = min(max(2*failed, 2*time.Second), q.Again)
			pause(ctx, failed) // others may do better, and are not robbed of their jobs
		} else {
			failed = 0
		}
	}
	return nil
}

// giveUp says of a job that failed as often as it is given that it does not come: who builds need not wait for it.
func (q *queue) giveUp(ctx context.Context, m jetstream.Msg) {
	var j Job
	given, err := m.Metadata()
	if err != nil || given.NumDelivered < mostGiven || json.Unmarshal(m.Data(), &j) != nil {
		return
	}
	_ = q.patiently(ctx, func(ctx context.Context) error { // if it is lost, who builds waits
		_, err := q.js.Publish(ctx, doneSubject+"."+j.Build, fmt.Appendf(nil, "%d %s", j.I, noPart))
		return err
	})
}

// noPart stands in place of the name of a part that does not come.
const noPart = "-"

// one makes a part.
func (q *queue) one(ctx context.Context, m jetstream.Msg, do func(ctx context.Context, j Job) (io.ReadSeekCloser, error)) error {
	var j Job
	if err := json.Unmarshal(m.Data(), &j); err != nil {
		return m.Term()
	}
	ended := make(chan struct{})
	var beats sync.WaitGroup
	beats.Go(func() { // it ends with ended
		tick := time.NewTicker(q.Again / 3)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_ = m.InProgress()
			case <-ended:
				return
			}
		}
	})
	defer beats.Wait()
	defer close(ended)
	part, err := do(ctx, j)
	if err != nil {
		return err
	}
	defer part.Close()
	h := sha256.New()
	if _, err := io.Copy(h, part); err != nil {
		return err
	}
	if _, err := part.Seek(0, io.SeekStart); err != nil {
		return err
	}
	var store jetstream.ObjectStore
	err = q.patiently(ctx, func(ctx context.Context) (err error) {
		store, err = q.js.ObjectStore(ctx, objects+j.Build)
		return err
	})
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		return m.Term() // nobody waits for it any more
	}
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*q.Again) // a server may die meanwhile
	defer cancel()
	name := hex.EncodeToString(h.Sum(nil))
	if _, err := store.Put(ctx, jetstream.ObjectMeta{Name: name}, part); err != nil {
		return err
	}
	err = q.patiently(ctx, func(ctx context.Context) error {
		_, err := q.js.Publish(ctx, doneSubject+"."+j.Build, fmt.Appendf(nil, "%d %s", j.I, name))
		return err
	})
	if err != nil {
		return err
	}
	return m.Ack()
}

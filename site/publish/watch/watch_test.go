package watch

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"warraq/site"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// world is a newsroom, its readers and a clock on which nobody waits: to wait sets it on.
type world struct {
	now      time.Time
	steps    map[time.Duration]time.Duration // at so long after noon the clock is set by so much
	pushes   []time.Duration                 // after noon, each once
	lifts    []time.Duration                 // embargoes
	cut      [2]time.Duration                // the network is gone between
	noGit    [2]time.Duration                // git is
	end      time.Duration
	right    time.Duration // the target's clock is ahead of ours by so much
	hasOther bool
	noOther  int  // so many times it does not answer
	faulty   bool // what was pushed cannot be published
	panics   int  // so many publications end with a fault of the program

	passed time.Duration // by a clock that is not set
	stop   context.CancelFunc
	events []Event
	shown  []string // what readers got, and when: "12:00:00 a"
	clocks []time.Time
}

func (w *world) Now() time.Time { return w.now }

func (w *world) Passed() time.Duration { return w.passed }

// other is the clock of the target: it is never set.
func (w *world) other(context.Context) (time.Time, error) {
	if w.noOther > 0 {
		w.noOther--
		return time.Time{}, errors.New("connection refused")
	}
	return noon.Add(w.passed).Add(w.right), nil
}

func (w *world) After(d time.Duration) <-chan time.Time {
	w.passed += d
	w.now = w.now.Add(d)
	for at, by := range w.steps {
		if w.passed >= at {
			w.now = w.now.Add(by)
			delete(w.steps, at)
		}
	}
	if w.passed >= w.end {
		w.stop()
	}
	c := make(chan time.Time, 1)
	c <- w.now
	return c
}

func within(at time.Duration, span [2]time.Duration) bool { return span[0] <= at && at < span[1] }

func (w *world) pull(context.Context) (string, bool, error) {
	if within(w.passed, w.noGit) {
		return "", false, errors.New("fatal: unable to access 'https://desk:s3cret@git.example.org/'")
	}
	changed := false
	for len(w.pushes) > 0 && w.pushes[0] <= w.passed {
		w.pushes, changed = w.pushes[1:], true
	}
	return fmt.Sprint(len(w.pushes)), changed, nil
}

func (w *world) publish(_ context.Context, now time.Time, _ func()) (out Outcome, err error) {
	w.clocks = append(w.clocks, now)
	if w.panics > 0 {
		w.panics--
		panic("x")
	}
	if within(w.passed, w.cut) {
		return out, errors.New("connection refused")
	}
	if w.faulty {
		return Outcome{Problems: []site.Problem{{Path: "content/edition.yaml", Line: 1, Col: 2, Message: site.Say("خطأ", "a fault")}}}, nil
	}
	edition := ""
	for i, at := range w.lifts {
		switch lift := noon.Add(at); {
		case !lift.After(now):
			edition += string(rune('a' + i))
		case out.NextDue.IsZero() || lift.Before(out.NextDue):
			out.NextDue = lift
		}
	}
	out.Published = true
	if said := now.Format(time.TimeOnly) + " " + edition; len(w.shown) == 0 || !strings.HasSuffix(w.shown[len(w.shown)-1], " "+edition) {
		w.shown, out.Changed = append(w.shown, said), 1
	}
	return out, nil
}

// run lets a world go on to its end, and gives what happened: "0s start".
func (w *world) run(t *testing.T) (told []string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	w.now, w.stop = noon, stop
	o := Options{Clock: w, Every: 10 * time.Second, Pull: w.pull, Publish: w.publish, Grace: time.Minute, Event: func(e Event) {
		w.events = append(w.events, e)
		what, _, _ := strings.Cut(e.What, ":")
		told = append(told, strings.TrimSpace(fmt.Sprint(w.passed, " ", e.Event, " ", what)))
	}}
	if w.hasOther {
		o.Other = w.other
	}
	New(o).Run(ctx)
	return told
}

// It publishes when something was pushed, and at the second at which an embargo lifts; where
// the network is cut it tries again, at growing distances, and what was missed goes out then.
func TestTrueToGitAndTheClock(t *testing.T) {
	s := time.Second
	for name, c := range map[string]struct {
		world world
		told  []string
		shown []string
	}{
		"a push": {world{pushes: []time.Duration{15 * s}, end: 25 * s}, []string{"0s start", "0s published", "20s pulled", "20s unchanged"}, []string{"12:00:00 "}},
		"embargoes": {world{lifts: []time.Duration{7300 * time.Millisecond, 9 * s}, end: 12 * s},
			[]string{"0s start", "0s published", "7.3s due", "7.3s published", "9s due", "9s published"}, []string{"12:00:00 ", "12:00:07 a", "12:00:09 ab"}},
		"a cut": {world{lifts: []time.Duration{5 * s}, cut: [2]time.Duration{4 * s, 11 * s}, end: 14 * s},
			[]string{"0s start", "0s published", "5s due", "5s failed publish", "6s failed publish", "8s failed publish", "12s published"}, []string{"12:00:00 ", "12:00:12 a"}},
		"no git": {world{lifts: []time.Duration{15 * s}, noGit: [2]time.Duration{5 * s, 45 * s}, pushes: []time.Duration{41 * s}, end: 85 * s},
			[]string{"0s start", "0s published", "10s failed pull", "15s due", "15s published", "20s failed pull", "40s failed pull", "1m20s pulled", "1m20s unchanged"}, []string{"12:00:00 ", "12:00:15 a"}},
		"a push ends the waiting": {world{cut: [2]time.Duration{0, 9 * s}, pushes: []time.Duration{9 * s}, end: 11 * s},
			[]string{"0s start", "0s failed publish", "1s failed publish", "3s failed publish", "7s failed publish", "10s pulled", "10s published"}, []string{"12:00:10 "}},
		"the clock leaps, and nobody else knows the time": {world{lifts: []time.Duration{time.Hour}, steps: map[time.Duration]time.Duration{3 * s: time.Hour}, end: 605 * s},
			[]string{"0s start", "0s published", "3s clock set forward by 1h0m0s", "10m3s clock believed", "10m3s due", "10m3s published"}, []string{"12:00:00 ", "13:10:03 a"}},
		"the clock leaps, and is right": {world{lifts: []time.Duration{time.Hour}, hasOther: true, noOther: 2, right: time.Hour, steps: map[time.Duration]time.Duration{3 * s: time.Hour}, end: 65 * s},
			[]string{"0s start", "0s published", "3s clock set forward by 1h0m0s", "1m3s clock believed", "1m3s due", "1m3s published"}, []string{"12:00:00 ", "13:01:03 a"}},
		"the clock leaps, and is wrong": {world{lifts: []time.Duration{40 * time.Minute}, hasOther: true, steps: map[time.Duration]time.Duration{3 * s: time.Hour, 20 * time.Minute: -time.Hour}, end: 40*time.Minute + 5*s},
			[]string{"0s start", "0s published", "3s clock set forward by 1h0m0s", "40m0s due", "40m0s published"}, []string{"12:00:00 ", "12:40:00 a"}},
		"the clock was wrong before": {world{lifts: []time.Duration{5 * s}, hasOther: true, right: -time.Hour, end: 20 * s},
			[]string{"0s start", "0s clock set forward by 1h0m0s", "0s published"}, []string{"11:00:00 "}},
		"the clock is set back": {world{lifts: []time.Duration{2 * s}, steps: map[time.Duration]time.Duration{3 * s: -time.Hour}, pushes: []time.Duration{4 * s}, end: time.Hour + 20*s},
			nil, []string{"12:00:00 ", "12:00:02 a"}},
		"what cannot be published": {world{faulty: true, end: 5 * s}, []string{"0s start", "0s held"}, nil},
		"a fault of the program":   {world{panics: 2, end: 4 * s}, []string{"0s start", "0s failed publish", "1s failed publish", "3s published"}, []string{"12:00:03 "}},
	} {
		told := c.world.run(t)
		if last := len(told) - 1; c.told != nil && (!slices.Equal(told[:last], c.told) || !strings.HasSuffix(told[last], "stopped")) {
			t.Errorf("%s: %q\nwant %q", name, told, c.told)
		}
		if !slices.Equal(c.world.shown, c.shown) || !slices.IsSortedFunc(c.world.clocks, time.Time.Compare) {
			t.Errorf("%s: readers got %q, want %q; built at %v", name, c.world.shown, c.shown, c.world.clocks)
		}
		for _, e := range c.world.events {
			if line, err := json.Marshal(e); err != nil || bytes.ContainsAny(line, "\n") || bytes.Contains(line, []byte("s3cret")) {
				t.Errorf("%s: %s, %v", name, line, err)
			}
		}
	}
}

// real lets time pass as it does.
type real struct{ Wall }

// A publication that has begun ends well when the watch is stopped; one that does not end is ended.
func TestIsStoppedInTheMiddle(t *testing.T) {
	for _, hangs := range []bool{false, true} {
		ctx, stop := context.WithCancel(t.Context())
		ended := ""
		w := New(Options{Clock: real{}, Every: time.Hour, Grace: 20 * time.Millisecond, Event: func(Event) {}, Publish: func(ctx context.Context, _ time.Time, _ func()) (Outcome, error) {
			stop()
			if hangs {
				<-ctx.Done()
				ended = "ended"
				return Outcome{}, ctx.Err()
			}
			ended = fmt.Sprint(ctx.Err())
			return Outcome{Published: true}, nil
		}})
		if w.Run(ctx); ended != map[bool]string{false: "<nil>", true: "ended"}[hangs] {
			t.Errorf("hangs %v: %s", hangs, ended)
		}
	}
}

// Whoever pushes says so, if they know the secret; nobody else is believed.
func TestHook(t *testing.T) {
	const secret, body = "مفتاح", `{"ref":"refs/heads/main"}`
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	signed := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	for _, c := range []struct {
		method, path, header, value, secret string
		want                                int
	}{
		{"POST", "/hook", "X-Hub-Signature-256", signed, secret, 202},
		{"POST", "/hook", "X-Hub-Signature-256", strings.ToUpper(signed[:7]) + signed[7:], secret, 403},
		{"POST", "/hook", "X-Hub-Signature-256", signed[:len(signed)-2] + "00", secret, 403},
		{"POST", "/hook", "X-Hub-Signature-256", "sha256=", secret, 403},
		{"POST", "/hook", "X-Hub-Signature-256", signed, "other", 403},
		{"POST", "/hook", "X-Gitlab-Token", secret, secret, 202},
		{"POST", "/hook", "X-Gitlab-Token", "", secret, 403},
		{"POST", "/hook", "X-Gitlab-Token", "x", secret, 403},
		{"POST", "/hook", "X-Gitlab-Token", "", "", 404},
		{"GET", "/hook", "X-Gitlab-Token", secret, secret, 405},
		{"GET", "/", "", "", secret, 404},
	} {
		pushed := make(chan struct{}, 1)
		r := httptest.NewRequest(c.method, c.path, strings.NewReader(body))
		if c.header != "" {
			r.Header.Set(c.header, c.value)
		}
		rec := httptest.NewRecorder()
		h := New(Options{}).Handler(c.secret, pushed)
		if h.ServeHTTP(rec, r); rec.Code != c.want || len(pushed) > 0 != (c.want == 202) {
			t.Errorf("%+v: %d, %d noted", c, rec.Code, len(pushed))
		}
	}
}

// A push that is told is looked for at once.
func TestPushedIsPulledAtOnce(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	pushed, pulls, published := make(chan struct{}, 1), 0, 0
	w := New(Options{
		Clock: real{}, Every: time.Hour, Pushed: pushed, Event: func(Event) {},
		Pull: func(context.Context) (string, bool, error) { pulls++; return "", pulls == 2, nil },
		Publish: func(context.Context, time.Time, func()) (Outcome, error) {
			if published++; published == 1 {
				pushed <- struct{}{}
			} else {
				stop()
			}
			return Outcome{Published: true}, nil
		},
	})
	if w.Run(ctx); pulls != 2 {
		t.Errorf("%d pulls", pulls)
	}
}

// Who watches over the machine is told whether readers have what they should.
func TestHealth(t *testing.T) {
	s := time.Second
	for name, c := range map[string]struct {
		world world
		after time.Duration
		want  int
		says  string
	}{
		"well":   {world{end: 5 * s}, 0, 200, `"ok":true`},
		"cut":    {world{cut: [2]time.Duration{0, time.Hour}, end: 5 * s}, 0, 503, "connection refused"},
		"no git": {world{noGit: [2]time.Duration{0, time.Hour}, end: 5 * s}, 0, 503, "pull_error"},
		"held":   {world{faulty: true, end: 5 * s}, 0, 503, "readers have the last edition"},
		"late":   {world{lifts: []time.Duration{10 * s}, end: 5 * s}, 2 * time.Minute, 503, `"ok":false`},
	} {
		var watch *Watch
		ctx, stop := context.WithCancel(t.Context())
		c.world.now, c.world.stop = noon, stop
		watch = New(Options{Clock: &c.world, Every: 10 * s, Pull: c.world.pull, Publish: c.world.publish, Event: func(Event) {}})
		watch.Run(ctx)
		c.world.now = c.world.now.Add(c.after)
		rec := httptest.NewRecorder()
		watch.Handler("", nil).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/healthz", nil))
		if rec.Code != c.want || !strings.Contains(rec.Body.String(), c.says) || strings.Contains(rec.Body.String(), "s3cret") {
			t.Errorf("%s: %d %s", name, rec.Code, rec.Body)
		}
	}
}

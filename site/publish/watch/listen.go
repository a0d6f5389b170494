package watch

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// health is what /healthz says. It is written by the watch, and read by whoever asks.
type health struct {
	mu        sync.Mutex
	last      Event
	errPull   string
	errPublic string
}

func (h *health) pulled() { h.set(func() { h.errPull = "" }) }

func (h *health) published(e Event) {
	h.set(func() {
		h.errPublic = ""
		if h.last = e; e.Event == "held" {
			h.errPublic = "what is in the newsroom cannot be published; readers have the last edition"
		}
	})
}

func (h *health) failed(what string, err error) {
	h.set(func() {
		if what == "pull" {
			h.errPull = err.Error()
		} else {
			h.errPublic = err.Error()
		}
	})
}

func (h *health) set(change func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	change()
}

// late is how far behind the clock a watch may be and be well.
const late = time.Minute

// report is what /healthz answers. Who may read it knows no more than readers do.
type report struct {
	OK      bool       `json:"ok"`
	Edition int        `json:"edition,omitempty"`
	Last    *time.Time `json:"last,omitempty"` // when it published last, or found nothing to publish
	NextDue *time.Time `json:"next_due,omitempty"`
	Pull    string     `json:"pull_error,omitempty"`
	Publish string     `json:"publish_error,omitempty"`
}

// mostBody bounds what a push may say of itself: GitHub sends 25 MB at the most.
const mostBody = 25 << 20

// Handler answers /healthz, and /hook to who knows the secret: a push is noted in pushed,
// which has room for one. Without a secret there is no /hook.
//
// GitHub, Gitea and Forgejo sign the body: X-Hub-Signature-256, sha256= and its HMAC in hex
// digits. GitLab sends the secret itself, X-Gitlab-Token.
func (w *Watch) Handler(secret string, pushed chan<- struct{}) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", w.answerHealth)
	if secret != "" {
		mux.HandleFunc("POST /hook", func(rw http.ResponseWriter, r *http.Request) {
			if !knows(secret, r) {
				http.Error(rw, "who are you?", http.StatusForbidden)
				return
			}
			select {
			case pushed <- struct{}{}:
			default: // one is noted already
			}
			rw.WriteHeader(http.StatusAccepted)
		})
	}
	return mux
}

// knows says that a request comes from who knows the secret.
func knows(secret string, r *http.Request) bool {
	mac := hmac.New(sha256.New, []byte(secret))
	if n, err := io.Copy(mac, io.LimitReader(r.Body, mostBody+1)); err != nil || n > mostBody {
		return false
	}
	if sum, ok := strings.CutPrefix(r.Header.Get("X-Hub-Signature-256"), "sha256="); ok {
		said, err := hex.DecodeString(sum)
		return err == nil && hmac.Equal(said, mac.Sum(nil))
	}
	token := r.Header.Get("X-Gitlab-Token")
	return token != "" && subtle.ConstantTimeCompare([]byte(token), []byte(secret)) == 1
}

func (w *Watch) answerHealth(rw http.ResponseWriter, _ *http.Request) {
	h := &w.health
	h.mu.Lock()
	says := report{Edition: h.last.Edition, NextDue: h.last.NextDue, Pull: h.errPull, Publish: h.errPublic}
	if !h.last.Time.IsZero() {
		says.Last = &h.last.Time
	}
	h.mu.Unlock()
	isLate := says.NextDue != nil && w.o.Clock.Now().After(says.NextDue.Add(late))
	says.OK = says.Last != nil && says.Pull == "" && says.Publish == "" && !isLate
	rw.Header().Set("Content-Type", "application/json")
	rw.Header().Set("Cache-Control", "no-store")
	if !says.OK {
		rw.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(rw).Encode(says) //nolint:errchkjson // who asked has hung up
}

package bucket

import (
	"maps"
	"net"
	"net/http"
	"sync"
	"time"
)

// wire carries requests, counts them, and notes the storage's clock.
type wire struct {
	to *http.Transport

	mu     sync.Mutex
	counts map[string]int
	skew   time.Duration // the storage's clock less ours
}

func newWire(workers int) *wire {
	return &wire{counts: map[string]int{}, to: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   15 * time.Second,
		ResponseHeaderTimeout: time.Minute,
		ExpectContinueTimeout: time.Second,
		IdleConnTimeout:       time.Minute,
		MaxIdleConnsPerHost:   workers,
		ForceAttemptHTTP2:     true,
		DisableCompression:    true, // bytes as they are
	}}
}

// RoundTrip does what http.RoundTripper says.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	began := time.Now()
	w.mu.Lock()
	w.counts[r.Method]++
	w.mu.Unlock()
	resp, err := w.to.RoundTrip(r)
	if err == nil {
		if there, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
			half := time.Since(began) / 2
			w.mu.Lock()
			w.skew = there.Sub(began.Add(half))
			w.mu.Unlock()
		}
	}
	return resp, err
}

// grain is below which two clocks are one: Date has whole seconds.
const grain = 2 * time.Second

func (w *wire) ahead() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.skew.Abs() < grain {
		return 0
	}
	return w.skew
}

func (w *wire) requests() map[string]int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.counts)
}

// Package wire carries requests to a storage.
//
// Belongs here: connections, how many requests were made, and what the other side's clock says.
// Does not: what is asked, and what an answer means.
package wire

import (
	"maps"
	"net"
	"net/http"
	"sync"
	"time"
)

// Wire is an http.RoundTripper that counts requests, and notes the storage's clock.
type Wire struct {
	to *http.Transport

	mu     sync.Mutex
	counts map[string]int
	skew   time.Duration // the storage's clock less ours
}

// New makes a wire that keeps so many connections open.
func New(workers int) *Wire {
	return &Wire{counts: map[string]int{}, to: &http.Transport{
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
func (w *Wire) RoundTrip(r *http.Request) (*http.Response, error) {
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

// Ahead is how far the storage's clock is ahead of ours, 0 where no answer has told or the two
// cannot be told apart.
func (w *Wire) Ahead() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.skew.Abs() < grain {
		return 0
	}
	return w.skew
}

// Requests are how many were made, by method.
func (w *Wire) Requests() map[string]int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.counts)
}

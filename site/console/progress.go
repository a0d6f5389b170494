package console

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// Progress shows long work on a terminal, and is silent elsewhere.
type Progress struct {
	mu    sync.Mutex
	To    io.Writer // nil: silent
	last  time.Time
	drawn bool
}

// Show shows how far a phase is, ten times a second at most.
func (p *Progress) Show(phase string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.To == nil || time.Since(p.last) < 100*time.Millisecond {
		return
	}
	p.last, p.drawn = time.Now(), true
	fmt.Fprintf(p.To, "\r\x1b[K%s %d", phase, done)
	if total > 0 {
		fmt.Fprintf(p.To, "/%d", total)
	}
}

// Clear takes away what was shown.
func (p *Progress) Clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawn {
		fmt.Fprint(p.To, "\r\x1b[K")
	}
}

// IsTerminal tells whether a person is at the other end of a stream.
func IsTerminal(stream any) bool {
	if t, ok := stream.(*Talk); ok {
		stream = t.To
	}
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

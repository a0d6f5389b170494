package pictures

import (
	"sync"

	"warraq/site"
	"warraq/site/media"
)

// held are pictures that were decoded to study them, and of which sizes are made soon: the few
// new ones of a day are decoded once. The many of a first build are not held, for want of memory.
type held struct {
	mu       sync.Mutex
	pictures map[site.Sum]heldPicture
	cost     int64
}

type heldPicture struct {
	picture *media.Decoded
	cost    int64
}

// mostHeld bounds what held pictures cost (media.Cost): three photographs of twelve million
// pixels.
const mostHeld = 176 << 20

// hold keeps a picture while there is room.
func (h *held) hold(hash site.Sum, p *media.Decoded, cost int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.cost+cost > mostHeld || h.pictures[hash].picture != nil {
		return
	}
	if h.pictures == nil {
		h.pictures = map[site.Sum]heldPicture{}
	}
	h.pictures[hash], h.cost = heldPicture{p, cost}, h.cost+cost
}

// let gives a picture, if it is held, and holds it no more.
func (h *held) let(hash site.Sum) heldPicture {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := h.pictures[hash]
	delete(h.pictures, hash)
	return p
}

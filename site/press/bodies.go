package press

import (
	"bytes"
	"strconv"
	"sync"

	"warraq/site"
	"warraq/site/cache"
)

// bodies keeps the HTML of every manuscript until its page is rendered. At a
// million stories they do not fit in memory: they are spilled to the store's
// pack, which is in memory only where there is no store.
type bodies struct {
	pack  *cache.Pack
	again func(sum site.Sum) error // reads a manuscript again whose body is damaged
}

func newBodies(store *cache.Store) (*bodies, error) {
	if store == nil {
		pack, err := cache.NewPack()
		return &bodies{pack: pack}, err
	}
	pack, err := store.Pack("bodies")
	return &bodies{pack: pack}, err
}

// takeFrom puts the body of a manuscript away; its sum remains.
func (b *bodies) takeFrom(r *record) error {
	html, sum := r.body()
	if html == nil || len(*html) == 0 && r.Article == nil {
		return nil
	}
	of := cache.Of(*html)
	err := b.pack.Put(of, *html)
	*html, *sum = nil, site.Sum(of)
	return err
}

// has finds a body, and keeps it.
func (b *bodies) has(sum site.Sum) bool {
	return b.pack.Has(cache.Sum(sum))
}

// read hands a body to a function, which must neither change nor keep it.
func (b *bodies) read(sum site.Sum, use func(body []byte)) error {
	buf := bodyBuffers.Get().(*[]byte)
	defer bodyBuffers.Put(buf)
	body, err := b.pack.Get(cache.Sum(sum), *buf)
	if err != nil && b.again != nil && b.again(sum) == nil {
		body, err = b.pack.Get(cache.Sum(sum), *buf)
	}
	if err != nil {
		return err
	}
	use(body)
	if cap(body) > cap(*buf) {
		*buf = body[:0]
	}
	return nil
}

// bodyBuffers saves the buffer of one body for the next.
var bodyBuffers = sync.Pool{New: func() any { return new([]byte) }}

// resolve writes a body with the answers in place of its references. What
// nothing answers is left out: a link stays as words, a film keeps no poster, and
// of a picture or a film nothing stays.
func resolve(out, body []byte, answers []string) []byte {
	for {
		open := bytes.IndexByte(body, site.MarkOpen)
		if open < 0 {
			return append(out, body...)
		}
		end := open + bytes.IndexByte(body[open:], site.MarkClose)
		index, _ := strconv.Atoi(string(body[open+1 : max(end, open+1)]))
		out = append(out, body[:open]...)
		body = body[end+1:]
		if index < len(answers) && answers[index] != "" {
			out = append(out, answers[index]...)
			continue
		}
		if bare, isSource := bytes.CutSuffix(out, []byte(` src="`)); isSource {
			out, body = withoutElement(bare, body)
			continue
		}
		out = out[:max(0, bytes.LastIndexByte(out, ' '))] // the attribute
		body = bytes.TrimPrefix(body, []byte(`"`))
	}
}

// withoutElement leaves out the picture or film whose start tag ends out and
// goes on in rest, and with it the figure that holds nothing else.
func withoutElement(out, rest []byte) (before, after []byte) {
	start := max(0, bytes.LastIndexByte(out, '<'))
	tag := out[start:]
	end := func(mark string) int {
		if i := bytes.Index(rest, []byte(mark)); i >= 0 {
			return i + len(mark)
		}
		return len(rest)
	}
	skip := end(">")
	for _, name := range []string{"video", "audio"} {
		if bytes.HasPrefix(tag, []byte("<"+name)) {
			skip = end("</" + name + ">")
		}
	}
	if figure := figureAround(out[:start]); figure >= 0 {
		if close := end("</figure>"); !bytes.Contains(rest[skip:max(skip, close)], []byte("<img")) {
			return out[:figure], rest[close:]
		}
	}
	return out[:start], rest[skip:]
}

// figureAround is where the figure begins whose first picture would follow; -1 if there
// is none. Few tags stand before the picture of a figure.
func figureAround(out []byte) int {
	for range 8 {
		at := bytes.LastIndexByte(out, '<')
		switch {
		case at < 0 || bytes.HasPrefix(out[at:], []byte("</figure")) || bytes.HasPrefix(out[at:], []byte("<img")):
			return -1
		case bytes.HasPrefix(out[at:], []byte("<figure")):
			return at
		}
		out = out[:at]
	}
	return -1
}

package build

import (
	"bytes"
	"strconv"
	"sync"

	"warraq/site"
	"warraq/site/cache"
)

// bodies keeps the HTML of every manuscript until its page is rendered. At a
// million stories they do not fit in memory: they are spilled to the store's
// pack, and to memory where there is no store.
type bodies struct {
	mu    sync.RWMutex
	bySum map[site.Sum][]byte
}

func newBodies(*cache.Store) *bodies { return &bodies{bySum: map[site.Sum][]byte{}} }

// spill minifies an article's body and puts it away; BodySum remains.
func (b *bodies) spill(a *site.Article) error {
	body := minifyBody(a.Body)
	a.BodySum = site.Sum(cache.Of(body))
	a.Body = nil
	b.mu.Lock()
	b.bySum[a.BodySum] = body
	b.mu.Unlock()
	return nil
}

// fetch gives a body back. It must not be changed.
func (b *bodies) fetch(sum site.Sum) ([]byte, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.bySum[sum], nil
}

// hrefMark is what stands before a link's reference. A link that nothing
// answers loses the attribute and stays as words.
const hrefMark = ` href="`

// resolve writes a body with the answers in place of its references.
func resolve(out *bytes.Buffer, body []byte, answers []string) {
	for {
		open := bytes.IndexByte(body, site.MarkOpen)
		if open < 0 {
			out.Write(body)
			return
		}
		end := open + bytes.IndexByte(body[open:], site.MarkClose)
		index, _ := strconv.Atoi(string(body[open+1 : max(end, open+1)]))
		out.Write(body[:open])
		body = body[end+1:]
		answer := ""
		if index < len(answers) {
			answer = answers[index]
		}
		if answer == "" && bytes.HasSuffix(out.Bytes(), []byte(hrefMark)) {
			out.Truncate(out.Len() - len(hrefMark))
			body = bytes.TrimPrefix(body, []byte(`"`))
			continue
		}
		out.WriteString(answer)
	}
}

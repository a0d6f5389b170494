package feed

import (
	"strings"
	"sync"

	"warraq/site/arabic"
)

// topicSet is the address of IPTC's Media Topics; the address of one is that
// and its eight digits. topicPrefix is what stands before the digits in a
// code of NewsML-G2 and ninjs.
const (
	topicSet    = "http://cv.iptc.org/newscodes/mediatopic/"
	topicPrefix = "medtop:"
)

// Topic finds the IPTC Media Topic that a section's or a tag's label stands
// for: its code («medtop:11000000») and its names. Spelling does not matter,
// nor does ال.
func Topic(label string) (id, ar, en string, ok bool) {
	i, ok := topicLabels()[topicKey(label)]
	if !ok {
		return "", "", "", false
	}
	t := &topics[i]
	return t.id, t.ar, t.en, true
}

// topicKey makes one of «العلوم والتكنولوجيا» and «علوم وتكنولوجيا».
func topicKey(label string) string {
	words := strings.Fields(arabic.FoldKey(label))
	for i, w := range words {
		bare, and := strings.CutPrefix(w, "و")
		if rest, ok := strings.CutPrefix(bare, "ال"); ok && and {
			words[i] = "و" + rest
		} else {
			words[i] = strings.TrimPrefix(w, "ال")
		}
	}
	return strings.Join(words, " ")
}

var topicLabels = sync.OnceValue(func() map[string]int {
	index := map[string]int{}
	for i, t := range topics {
		for _, label := range append([]string{t.ar, t.en}, t.also...) {
			index[topicKey(label)] = i
		}
	}
	return index
})

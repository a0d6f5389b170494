package lexicon

import (
	"bytes"
	"compress/zlib"
	_ "embed"
	"encoding/binary"
	"hash/maphash"
	"io"
	"sync"
)

//go:embed words.bin
var wordsData []byte

// Book is a list of words, each with how common it is. It is deflated (RFC 1950), and
// holds
//
//	how many words there are, 4 bytes, the lowest first
//	a byte a word: its level
//	the words in order of their letters: 0x80 and how many letters a word shares with
//	the one before it; then the others, each a byte, its place after U+0620
type Book struct {
	seed  maphash.Seed
	text  []byte   // of all words, one after another
	ends  []uint32 // of each word in text
	level []uint8
	slots []uint32 // an open hash table of the words, by number + 1; a power of two
}

// Words are the words of today's written Arabic, names among them, without marks. It is
// read when it is first asked for, which takes some tens of milliseconds.
var Words = sync.OnceValue(func() *Book {
	r, err := zlib.NewReader(bytes.NewReader(wordsData))
	if err != nil {
		panic(err) // the file is in the program
	}
	data, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	n := int(binary.LittleEndian.Uint32(data))
	b := &Book{seed: maphash.MakeSeed(), level: data[4 : 4+n : 4+n], ends: make([]uint32, 0, n), text: make([]byte, 0, 4*len(data))}
	size := 1
	for size < 2*n {
		size *= 2
	}
	b.slots = make([]uint32, size)
	var word []byte
	end := func() {
		if len(word) > 0 {
			b.text = append(b.text, word...)
			b.ends = append(b.ends, uint32(len(b.text)))
			b.slots[b.slotOf(word)] = uint32(len(b.ends))
		}
	}
	for _, c := range data[4+n:] {
		if c >= 0x80 {
			end()
			word = word[:2*int(c-0x80)]
			continue
		}
		word = append(word, 0xd8|c>>5&1, 0x80|(c+0x20)&0x3f)
	}
	end()
	return b
})

// slotOf is where a word stands in the table, or the free place for it.
func (b *Book) slotOf(word []byte) uint32 {
	mask := uint32(len(b.slots) - 1)
	for i := uint32(maphash.Bytes(b.seed, word)) & mask; ; i = (i + 1) & mask {
		if n := b.slots[i]; n == 0 || bytes.Equal(b.word(int(n-1)), word) {
			return i
		}
	}
}

func (b *Book) word(n int) []byte {
	from := uint32(0)
	if n > 0 {
		from = b.ends[n-1]
	}
	return b.text[from:b.ends[n]]
}

// Len is how many words there are.
func (b *Book) Len() int { return len(b.ends) }

// Find gives the number of a word, or -1.
func (b *Book) Find(word []byte) int { return int(b.slots[b.slotOf(word)]) - 1 }

// Level is how common the nth word is: four levels are ten times as common. The
// commonest have 24 or more, the rarest 3.
func (b *Book) Level(n int) int { return int(b.level[n]) }

// LevelOf is the level of a word; 0 if it is not there.
func (b *Book) LevelOf(word []byte) int {
	if n := b.Find(word); n >= 0 {
		return b.Level(n)
	}
	return 0
}

package cache

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"unsafe"
)

// The log, all numbers little-endian:
//
//	header  "warraq cache 1\n\x00", version [16]
//	block   length of payload uint32, last uint8, check [16], payload
//	payload records: table, key (each a uvarint length and its bytes),
//	        then 0 for a deletion, else a uvarint of 1 + length and the value
//
// check is the hash of the check before (of the header, for the first block),
// of last and of the payload. last is 1 on the block that ends a Save: blocks
// after the final one of these were not saved whole and are not read.

const (
	magic       = "warraq cache 1\n\x00"
	headerSize  = len(magic) + 16
	blockHeader = 4 + 1 + 16
	blockSize   = 1 << 20 // a block is closed once it is this long
)

// log is what is known of a log file.
type log struct {
	size  int64 // of the part that was saved whole
	live  int64 // bytes of records that are not out of date
	check Sum   // of its last block
}

func recordSize(table, key string, value []byte) int64 {
	return int64(len(table) + len(key) + len(value) + 4)
}

// readLog hands the records of a log to f in their order, and says why it
// cannot. What is passed aliases data.
func readLog(data []byte, version Sum, f func(table, key string, value []byte, there bool)) (l log, why string) {
	if len(data) < headerSize || string(data[:len(magic)]) != magic {
		return l, "it is damaged"
	}
	if Sum(data[len(magic):headerSize]) != version {
		return l, "it is of another version"
	}
	whole := l
	l = log{size: int64(headerSize), check: Of(data[:headerSize])}
	var blocks [][]byte
	saved := 0
	for rest := data[headerSize:]; ; {
		payload, last, check, ok := readBlock(rest, l.check)
		if !ok {
			break
		}
		l.size += int64(blockHeader + len(payload))
		l.check = check
		blocks = append(blocks, payload)
		if last {
			whole, saved = l, len(blocks)
		}
		rest = rest[blockHeader+len(payload):]
	}
	if saved == 0 {
		return whole, "it is damaged"
	}
	for _, payload := range blocks[:saved] {
		if !readRecords(payload, f) {
			return whole, "it is damaged"
		}
	}
	return whole, ""
}

func readBlock(data []byte, before Sum) (payload []byte, last bool, check Sum, ok bool) {
	if len(data) < blockHeader {
		return nil, false, check, false
	}
	n := int64(binary.LittleEndian.Uint32(data))
	if n > int64(len(data)-blockHeader) {
		return nil, false, check, false
	}
	payload = data[blockHeader : blockHeader+n]
	check = checkOf(before, data[4], payload)
	return payload, data[4] == 1, check, check == Sum(data[5:blockHeader])
}

func checkOf(before Sum, last byte, payload []byte) Sum {
	sum := Of(payload)
	return Of(slices.Concat(before[:], []byte{last}, sum[:]))
}

func readRecords(payload []byte, f func(table, key string, value []byte, there bool)) bool {
	d := decoder{rest: payload}
	for len(d.rest) > 0 {
		table, ok1 := d.chunk(0)
		key, ok2 := d.chunk(0)
		if !ok1 || !ok2 {
			return false
		}
		there := len(d.rest) > 0 && d.rest[0] != 0
		value, ok := d.chunk(1)
		if !ok {
			return false
		}
		f(text(table), text(key), value, there)
	}
	return true
}

// chunk reads a length, which was written with more added, and so many bytes.
func (d *decoder) chunk(more uint64) ([]byte, bool) {
	n, ok := d.uvarint()
	n = max(n, more) - more
	if !ok || n > uint64(len(d.rest)) {
		return nil, false
	}
	b := d.rest[:n:n]
	d.rest = d.rest[n:]
	return b, true
}

func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// logWriter writes records in blocks, each as soon as it is full: a log is
// never held whole.
type logWriter struct {
	log    log
	header []byte // of a new log
	out    *bufio.Writer
	err    error
	block  []byte // the one being filled, after room for its header
}

func newLog(version Sum) *logWriter {
	header := slices.Concat([]byte(magic), version[:])
	return &logWriter{header: header, log: log{size: int64(len(header)), check: Of(header)}}
}

func (w *logWriter) add(table, key string, value []byte, there bool) {
	w.block = binary.AppendUvarint(w.block, uint64(len(table)))
	w.block = append(w.block, table...)
	w.block = binary.AppendUvarint(w.block, uint64(len(key)))
	w.block = append(w.block, key...)
	if !there {
		w.block = append(w.block, 0)
	} else {
		w.block = binary.AppendUvarint(w.block, uint64(len(value))+1)
		w.block = append(w.block, value...)
	}
	if len(w.block) >= blockSize {
		w.close(0)
	}
}

func (w *logWriter) close(last byte) {
	payload := w.block[blockHeader:]
	w.log.check = checkOf(w.log.check, last, payload)
	w.log.size += int64(len(w.block))
	binary.LittleEndian.PutUint32(w.block, uint32(len(payload)))
	w.block[4] = last
	copy(w.block[5:], w.log.check[:])
	if w.err == nil {
		_, w.err = w.out.Write(w.block)
	}
	w.block = w.block[:blockHeader]
}

// writeTo writes the records that fill adds.
func (w *logWriter) writeTo(f io.Writer, fill func(*logWriter)) error {
	w.out, w.block = bufio.NewWriterSize(f, blockSize/16), make([]byte, blockHeader, blockSize/8)
	_, w.err = w.out.Write(w.header)
	fill(w)
	w.close(1)
	return cmp.Or(w.err, w.out.Flush())
}

// errChanged: the file is not the one that was read.
var errChanged = errors.New("the cache was changed by someone else")

// appendTo writes at the end of what was saved whole.
func (w *logWriter) appendTo(name string, end int64, fill func(*logWriter)) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return errChanged
	}
	defer f.Close()
	if !w.follows(f, end) {
		return errChanged
	}
	if err := f.Truncate(end); err != nil {
		return err
	}
	if _, err := f.Seek(end, io.SeekStart); err != nil {
		return err
	}
	if err := w.writeTo(f, fill); err != nil {
		return err
	}
	return f.Close()
}

// follows tells whether the file still has the size it was read with, or more:
// what a killed Save left behind.
func (w *logWriter) follows(f *os.File, end int64) bool {
	info, err := f.Stat()
	return err == nil && info.Size() >= end
}

// replace writes the log to a new file and puts it in the place of the old one.
func (w *logWriter) replace(name string, fill func(*logWriter)) error {
	temp := name + ".new"
	f, err := os.Create(temp)
	if err != nil {
		return err
	}
	if err := cmp.Or(w.writeTo(f, fill), f.Close()); err != nil {
		f.Close()
		os.Remove(temp)
		return err
	}
	return os.Rename(temp, name)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func sorted(m map[record]struct{}) []record {
	return slices.SortedFunc(maps.Keys(m), func(a, b record) int {
		return cmp.Or(cmp.Compare(a.table, b.table), cmp.Compare(a.key, b.key))
	})
}

// inOrder gives the blobs of a pack as they stand in its file.
func inOrder(places map[Sum]Place) []Sum {
	return slices.SortedFunc(maps.Keys(places), func(a, b Sum) int {
		return cmp.Compare(places[a].Offset, places[b].Offset)
	})
}

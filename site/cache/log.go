package cache

import (
	"encoding/binary"
	"os"
	"slices"
	"unsafe"
)

// The form of the log is in the package comment.
const (
	magic       = "warraq cache 3\n\x00"
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

// record is one of a log's: what is kept for a key, or that nothing is.
type record struct {
	table string
	key   Sum
	value []byte
	at    int64 // where the value stands in the file
	gone  bool
}

func recordSize(table string, size uint32) int64 { return int64(len(table)+len(Sum{})+5) + int64(size) }

// readLog hands the records of a log to f in their order, and says why it
// cannot. What is passed aliases data.
func readLog(data []byte, version Sum, f func(record)) (l log, why string) {
	if len(data) < headerSize || string(data[:len(magic)]) != magic {
		return l, "it is damaged"
	}
	if Sum(data[len(magic):headerSize]) != version {
		return l, "it is of another version"
	}
	whole := log{}
	l = log{size: int64(headerSize), check: Of(data[:headerSize])}
	var unsaved []int64 // where the payloads since the last whole save begin
	for {
		payload, last, check, ok := readBlock(data[l.size:], l.check)
		if !ok {
			break
		}
		unsaved = append(unsaved, l.size+blockHeader)
		l.size += int64(blockHeader + len(payload))
		l.check = check
		if !last {
			continue
		}
		for i, start := range unsaved {
			end := l.size
			if i+1 < len(unsaved) {
				end = unsaved[i+1] - blockHeader
			}
			if !readRecords(data[start:end], start, f) {
				return log{}, "it is damaged"
			}
		}
		whole, unsaved = l, unsaved[:0]
	}
	if whole.size == 0 {
		return whole, "it is damaged"
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

// readRecords reads a payload that stands at an offset of the file.
func readRecords(payload []byte, at int64, f func(record)) bool {
	d := decoder{rest: payload}
	for len(d.rest) > 0 {
		table, ok1 := d.chunk()
		key, ok2 := d.take(uint64(len(Sum{})))
		value, ok3 := d.bytes()
		if !ok1 || !ok2 || !ok3 {
			return false
		}
		r := record{table: text(table), key: Sum(key), value: value, gone: value == nil}
		r.at = at + int64(len(payload)-len(d.rest)-len(r.value))
		f(r)
	}
	return true
}

func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// logWriter adds records to a log in blocks, each written as soon as it is
// full: a log is never held whole. Its first error is kept, and ends it.
type logWriter struct {
	log   log // as far as it is written
	file  *os.File
	block []byte // the one being filled, after room for its header; nil: none yet
	added bool   // something, since the last save
	err   error
}

func newLog(f *os.File, version Sum) *logWriter {
	header := slices.Concat([]byte(magic), version[:])
	w := &logWriter{file: f, log: log{size: int64(len(header)), check: Of(header)}}
	_, w.err = f.WriteAt(header, 0)
	return w
}

// add writes a record, and tells where its value will stand.
func (w *logWriter) add(r record) (at int64) {
	if w.block == nil {
		w.block = make([]byte, blockHeader, blockSize/8)
	}
	w.added = true
	w.block = binary.AppendUvarint(w.block, uint64(len(r.table)))
	w.block = append(w.block, r.table...)
	w.block = append(w.block, r.key[:]...)
	if r.gone {
		w.block = append(w.block, 0)
	} else {
		w.block = binary.AppendUvarint(w.block, uint64(len(r.value))+1)
		at = w.log.size + int64(len(w.block))
		w.block = append(w.block, r.value...)
	}
	if len(w.block) >= blockSize {
		w.close(0)
	}
	return at
}

func (w *logWriter) close(last byte) {
	payload := w.block[blockHeader:]
	check := checkOf(w.log.check, last, payload)
	binary.LittleEndian.PutUint32(w.block, uint32(len(payload)))
	w.block[4] = last
	copy(w.block[5:], check[:])
	if w.err == nil {
		_, w.err = w.file.WriteAt(w.block, w.log.size)
	}
	w.log.size += int64(len(w.block))
	w.log.check = check
	w.block = w.block[:blockHeader]
}

// save ends what was added.
func (w *logWriter) save() error {
	w.close(1)
	w.block, w.added = nil, false
	return w.err
}

// read fills data with what was added at an offset.
func (w *logWriter) read(data []byte, at int64) bool {
	if at >= w.log.size {
		copy(data, w.block[at-w.log.size:])
		return true
	}
	_, err := w.file.ReadAt(data, at)
	return err == nil
}

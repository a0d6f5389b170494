package remote

import (
	"crypto/ed25519"
	"encoding/binary"
	"encoding/json"
	"errors"
	"strconv"
)

// manifest says which segments make the files of a cache.
type manifest struct {
	Files    []file    `json:"files"`
	Pictures []segment `json:"pictures,omitempty"` // batches, the oldest first
	Index    []segment `json:"index,omitempty"`    // which picture is in which batch
}

// file is a file of a cache's folder.
type file struct {
	Name     string    `json:"name"`
	Segments []segment `json:"segments"`
}

// segment is a part of a file.
type segment struct {
	Raw    string `json:"raw"` // the SHA-256 of its bytes
	Size   int    `json:"size"`
	Blob   string `json:"blob"` // that of the bytes that are stored
	Stored int    `json:"stored"`
	Plain  bool   `json:"plain,omitempty"` // they are not compressed
}

func (m *manifest) all() (all []segment) {
	for _, f := range m.Files {
		all = append(all, f.Segments...)
	}
	return append(append(all, m.Pictures...), m.Index...)
}

func (m *manifest) file(name string) *file {
	for i := range m.Files {
		if m.Files[i].Name == name {
			return &m.Files[i]
		}
	}
	return nil
}

// right says that a manifest has only what Push writes.
func (m *manifest) right() bool {
	for _, s := range m.all() {
		if len(s.Raw) != 64 || len(s.Blob) != 64 || s.Size < 0 || s.Size > segmentSize+pictureMost || s.Stored < 0 || s.Stored > s.Size {
			return false
		}
	}
	return true
}

// The fields of an ActionResult, and of its parts.
const (
	outputFiles, stdoutRaw, stderrRaw, executionMetadata = 2, 5, 7, 9
	filePath, fileDigest                                 = 1, 2
	digestHash, digestSize                               = 1, 2
	metadataWorker                                       = 1
)

// The types of the wire of protocol buffers (protobuf.dev/programming-guides/encoding).
const (
	wireVarint, wire64, wireBytes, wire32 = 0, 1, 2, 5
)

func appendBytes(b []byte, field int, data []byte) []byte {
	b = binary.AppendUvarint(b, uint64(field<<3|wireBytes))
	return append(binary.AppendUvarint(b, uint64(len(data))), data...)
}

// pack writes a manifest as an ActionResult.
func (m *manifest) pack(key string, sign ed25519.PrivateKey) ([]byte, error) {
	data, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	var out []byte
	for i, s := range m.all() {
		digest := appendBytes(nil, digestHash, []byte(s.Blob))
		digest = binary.AppendUvarint(append(digest, digestSize<<3|wireVarint), uint64(s.Stored))
		out = appendBytes(out, outputFiles, appendBytes(appendBytes(nil, filePath, []byte("segments/"+strconv.Itoa(i))), fileDigest, digest))
	}
	out = appendBytes(out, stdoutRaw, data)
	if sign != nil {
		out = appendBytes(out, stderrRaw, ed25519.Sign(sign, signed(key, data)))
	}
	return appendBytes(out, executionMetadata, appendBytes(nil, metadataWorker, []byte("warraq"))), nil
}

func signed(key string, data []byte) []byte { return append([]byte(magic+key+"\n"), data...) }

var (
	errNoManifest = errors.New("not a manifest")
	errUnsigned   = errors.New("not signed with the key that is trusted")
)

// unpack reads a manifest, and checks its signature where a key is trusted.
func unpack(data []byte, key string, trust ed25519.PublicKey) (*manifest, error) {
	var said, signature []byte
	for len(data) > 0 {
		tag, n := binary.Uvarint(data)
		if n <= 0 {
			return nil, errNoManifest
		}
		data = data[n:]
		var size uint64
		switch tag & 7 {
		case wireVarint:
			if _, n := binary.Uvarint(data); n > 0 {
				size = uint64(n)
			} else {
				return nil, errNoManifest
			}
		case wire64:
			size = 8
		case wire32:
			size = 4
		case wireBytes:
			if size, n = binary.Uvarint(data); n <= 0 {
				return nil, errNoManifest
			}
			data = data[n:]
		default:
			return nil, errNoManifest
		}
		if size > uint64(len(data)) {
			return nil, errNoManifest
		}
		switch tag {
		case stdoutRaw<<3 | wireBytes:
			said = data[:size]
		case stderrRaw<<3 | wireBytes:
			signature = data[:size]
		}
		data = data[size:]
	}
	if trust != nil && !ed25519.Verify(trust, signed(key, said), signature) {
		return nil, errUnsigned
	}
	m := &manifest{}
	if json.Unmarshal(said, m) != nil || !m.right() {
		return nil, errNoManifest
	}
	return m, nil
}

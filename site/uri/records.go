package uri

import (
	"crypto/sha256"
	"encoding/binary"
)

// The collections of standard.site, whose records lie in repositories of the AT Protocol.
const (
	PublicationRecord = "site.standard.publication"
	DocumentRecord    = "site.standard.document"
)

// RecordOf is the AT-URI of the record of an address: of the paper's own, or of a story's. did says whose repository it is.
func RecordOf(did, collection, address string) string {
	return "at://" + did + "/" + collection + "/" + RecordKey(address)
}

// RecordKey is the key of that record, which is a TID (atproto.com, "Timestamp Identifiers"): 13 signs, of a time in
// microseconds and a number. The time lies in the two years after 2023 began, and both are of the address' hash alone, so
// that a story keeps its record.
func RecordKey(address string) string {
	const (
		signs    = "234567abcdefghijklmnopqrstuvwxyz"
		began    = 1672531200_000000 // 2023-01-01T00:00:00Z
		twoYears = 63072000_000000
	)
	sum := sha256.Sum256([]byte(address))
	time, number := began+binary.BigEndian.Uint64(sum[:8])%twoYears, uint64(binary.BigEndian.Uint16(sum[8:]))%1024
	id := time<<10 | number
	var key [13]byte
	for i := range key {
		key[len(key)-1-i] = signs[id&31]
		id >>= 5
	}
	return string(key[:])
}

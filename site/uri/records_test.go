package uri

import (
	"fmt"
	"regexp"
	"testing"
)

// tid is the syntax of a TID by its specification (atproto.com/specs/tid).
var tid = regexp.MustCompile(`^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$`)

// Keys are TIDs, of the address alone; those of a hundred thousand stories differ.
func TestRecordKey(t *testing.T) {
	seen := map[string]bool{}
	for i := range 100_000 {
		address := fmt.Sprintf("https://paper.example/سياسة/2026/11/%d/", i)
		key := RecordKey(address)
		if !tid.MatchString(key) || key != RecordKey(address) || seen[key] {
			t.Fatalf("%s has the key %s", address, key)
		}
		if key < "3jl7442uk2222" || key > "3lekqi5e22222" { // the first of 2023, and two years later, by the specification
			t.Fatalf("%s is of another time", key)
		}
		seen[key] = true
	}
	if got, want := RecordOf("did:plc:a", DocumentRecord, "x"), "at://did:plc:a/site.standard.document/"+RecordKey("x"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

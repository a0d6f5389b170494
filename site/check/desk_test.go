package check_test

import (
	"os"
	"strings"
	"testing"

	"warraq/site"
	"warraq/site/check"
)

// The mistakes of newsrooms, by kind: all rules that are on find each of them, and nothing
// in the same sentence put right.
func TestDesk(t *testing.T) {
	data, err := os.ReadFile("testdata/desk.tsv")
	if err != nil {
		t.Fatal(err)
	}
	c, _ := check.New(&site.Config{Language: "ar", Digits: "latn"}, nil, now)
	tried := 0
	for line := range strings.Lines(seen(string(data))) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) < 3 {
			continue
		}
		tried++
		if found := c.Check(read("news/x.md", fields[1]+"\n")); (len(found) > 0) != (len(fields) == 3) {
			t.Errorf("%s: %s: found %q", fields[0], fields[1], list(found))
		}
		if found := c.Check(read("news/x.md", fields[2]+"\n")); len(found) > 0 {
			t.Errorf("%s: %s: found %q", fields[0], fields[2], list(found))
		}
	}
	if tried < 90 {
		t.Fatalf("only %d sentences were tried", tried)
	}
}

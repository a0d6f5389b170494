//go:build linux

package pace

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// What the heap may grow into is not taken before it does.
func TestHugePagesTakeNoMemoryYet(t *testing.T) {
	garbage := make([][]byte, 64)
	for round := range 3 { // a heap that was used before has pages that the runtime would clear
		for i := range garbage {
			garbage[i] = make([]byte, 1<<20)
			garbage[i][i] = byte(round)
		}
		clear(garbage)
		before := most(t)
		inHugePages()
		if more := most(t) - before; more > 128<<10 {
			t.Errorf("round %d: %d kB more were in use", round, more)
		}
	}
}

// most is how many kB of memory this process had at its most: VmHWM of proc(5).
func most(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kB, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kB
}

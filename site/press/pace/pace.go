// Package pace keeps the memory of a process that makes one build small. How much a build keeps is
// known elsewhere (package press).
package pace

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"

	"warraq/site/cache"
)

// memoryCeiling lets a million stories be built in four gigabytes.
const memoryCeiling = 3500 << 20

// heapFloor is what a heap may hold before it is collected. Without it, most
// collections of a build are of a heap that is smaller. A cold build of 10,000 stories
// takes a sixth less of the processor than with half of it, and no less with more.
const heapFloor = 256 << 20

// readingFloor is the same of a process that reads stories and makes no pages: it keeps less
// alive. With heapFloor it takes a third more of the processor, for memory that is touched once,
// and twice as much memory.
const readingFloor = 96 << 20

// Memory keeps the memory of a process that makes one build small. A cold build
// makes much garbage, which is collected early. A warm build makes little, and keeps
// most of what it takes. GOGC and GOMEMLIMIT win over this.
func Memory(store *cache.Store) {
	isWarm := store != nil && store.Fresh == ""
	keep(map[bool]int{false: 75, true: 100}[isWarm], heapFloor)
}

// Reading does so for a process that reads stories and judges them.
func Reading() { keep(75, readingFloor) }

func keep(least, floor int) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryCeiling)
	}
	if os.Getenv("GOGC") == "" {
		paceFrom(least, floor)
	}
}

// paceFrom lets the heap grow to a floor, or by least percent of what is alive where
// that is more. It does so again after each collection.
func paceFrom(least, floor int) {
	of := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/scan/globals:bytes"}, {Name: "/gc/scan/stack:bytes"}}
	metrics.Read(of)
	live := int(of[0].Value.Uint64())
	scanned := live + int(of[1].Value.Uint64()+of[2].Value.Uint64()) // what GOGC is a percentage of (package runtime/debug)
	debug.SetGCPercent(max(least, 100*(floor-live)/max(scanned, 1<<20)))
	runtime.SetFinalizer(&struct{ of [16]byte }{}, func(*struct{ of [16]byte }) { paceFrom(least, floor) })
}

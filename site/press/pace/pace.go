// Package pace keeps the memory of a process that makes one build small. How much a build keeps is
// known elsewhere (package press).
package pace

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// memoryCeiling lets a million stories be built in four gigabytes.
const memoryCeiling = 3500 << 20

// heapFloor is what a heap may hold before it is collected. With 256 MB a cold build of
// 10,000 stories takes twice the memory and no less of the processor: memory that is touched
// for the first time costs about what a collection does.
const heapFloor = 96 << 20

// growth is by how many percent a larger heap may grow.
const growth = 75

// Memory keeps the memory of a process that makes one build small: what is garbage is
// collected early. GOGC and GOMEMLIMIT win over this.
func Memory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryCeiling)
	}
	inHugePages()
	if os.Getenv("GOGC") == "" {
		paceFrom()
	}
}

// Preview does so for one that runs all day beside the editor's other programs, with two
// plans in hand while it makes one.
func Preview() {
	inHugePages()
	debug.SetGCPercent(50)
}

// paceFrom lets the heap grow to heapFloor, or by growth percent of what is alive where
// that is more. It does so again after each collection.
func paceFrom() {
	of := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/scan/globals:bytes"}, {Name: "/gc/scan/stack:bytes"}}
	metrics.Read(of)
	live := int(of[0].Value.Uint64())
	scanned := live + int(of[1].Value.Uint64()+of[2].Value.Uint64()) // what GOGC is a percentage of (package runtime/debug)
	debug.SetGCPercent(max(growth, 100*(heapFloor-live)/max(scanned, 1<<20)))
	runtime.SetFinalizer(&struct{ of [16]byte }{}, func(*struct{ of [16]byte }) { paceFrom() })
}

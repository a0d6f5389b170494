package main

import (
	"os"
	"runtime/debug"
)

// memoryCeiling lets a million stories be built in four gigabytes.
const memoryCeiling = 3500 << 20

// paceMemory keeps a build's memory small. A cold build makes much garbage, which is
// collected early. A warm build makes little, and keeps most of what it takes. GOGC
// and GOMEMLIMIT win over this.
func paceMemory(warm bool) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryCeiling)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(map[bool]int{false: 75, true: 300}[warm])
	}
}

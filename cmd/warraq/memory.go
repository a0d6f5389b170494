package main

import (
	"os"
	"runtime/debug"
)

// memoryCeiling is where garbage is looked for as often as it takes: an archive
// of a million stories is built in four gigabytes.
const memoryCeiling = 3500 << 20

// paceMemory holds a build to little memory. GOGC and GOMEMLIMIT, which say
// otherwise, go before it.
func paceMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryCeiling)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(75) // an archive's own memory is most of what there is: a quarter less for a twentieth more time
	}
}

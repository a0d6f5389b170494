package main

import (
	"os"
	"runtime/debug"
)

// memoryCeiling is where garbage is looked for as often as it takes: an archive
// of a million stories is built in four gigabytes.
const memoryCeiling = 3500 << 20

// paceMemory holds a build to little memory: where all is made anew garbage is
// looked for early. A build that knows the last one makes little of it, and what
// it takes it keeps. GOGC and GOMEMLIMIT, which say otherwise, go before it.
func paceMemory(knows bool) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryCeiling)
	}
	if os.Getenv("GOGC") != "" {
		return
	}
	percent := 75
	if knows {
		percent = 300
	}
	debug.SetGCPercent(percent)
}

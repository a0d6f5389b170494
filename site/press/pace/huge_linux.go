//go:build linux && (amd64 || arm64)

package pace

import (
	"runtime/debug"
	"strings"
	"syscall"
	"unsafe"

	"warraq/site/regular"
)

// hugeReach is how much of the heap may lie in huge pages: what an archive of 100,000
// stories takes. It is address space alone until it is used.
const hugeReach = 1 << 30

// inHugePages lets the kernel give the heap its memory two megabytes at a time. Most
// distributions do that for those alone who ask. In pages of four kilobytes the first
// touch of each costs more than what is then written there, above all in virtual
// machines. Nothing is asked where address space is rationed.
func inHugePages() {
	var most syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_AS, &most) != nil || most.Cur != ^uint64(0) {
		return
	}
	if policy, err := regular.ReadFile("/proc/sys/vm/overcommit_memory"); err != nil || strings.TrimSpace(string(policy)) == "2" {
		return
	}
	advise()
	debug.FreeOSMemory() // the heap may grow into it
}

func advise() {
	var reach strings.Builder
	reach.Grow(hugeReach) // which takes memory and does not clear it
	reach.WriteByte(0)
	heap := unsafe.Slice(unsafe.StringData(reach.String()), hugeReach)
	_ = syscall.Madvise(heap, syscall.MADV_HUGEPAGE) // a kernel without them says no, and nothing is lost
}

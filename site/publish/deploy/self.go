package deploy

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"

	"warraq/site"
	"warraq/site/regular"
)

// Self names who deploys, for those who wait.
func Self() string {
	who := "?"
	if u, err := user.Current(); err == nil {
		who = u.Username
	}
	host, _ := os.Hostname()
	return fmt.Sprintf("%s on %s (process %d)", who, host, os.Getpid())
}

// Alone lets one deploy to a target run from a folder of this machine, so that the lock of
// one that was killed here need not be waited for. machine is for Options.Machine; it is
// "" where it cannot be known.
func Alone(dir, target string, hash Hash) (release func(), machine string, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, "", err
	}
	sum := hash([]byte(target))
	lock, err := regular.TryLock(filepath.Join(dir, fmt.Sprintf("deploy-%x.lock", sum[:4])))
	if err != nil {
		return nil, "", err
	}
	if lock == nil {
		return nil, "", site.Failure("ينشر ورّاق في هذه الوجهة من هذا المجلد الآن", "warraq deploys to this target from this folder now")
	}
	return func() { _ = lock.Unlock() }, machineID(dir, hash), nil
}

// machineID tells this run of this system and this newsroom from all others, or is "".
func machineID(dir string, hash Hash) string {
	boot, err := regular.ReadFile("/proc/sys/kernel/random/boot_id")
	host, err2 := os.Hostname()
	real, err3 := filepath.Abs(dir)
	if err != nil || err2 != nil || err3 != nil {
		return ""
	}
	sum := hash([]byte(string(boot) + host + real))
	return fmt.Sprintf("%x", sum[:])
}

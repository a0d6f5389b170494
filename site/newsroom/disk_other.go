//go:build !unix

package newsroom

import (
	"io/fs"
	"os"
)

func keepOwner(*os.File, fs.FileInfo) error { return nil }

func syncFolder(*os.File) error { return nil }

func syncDisk() {}

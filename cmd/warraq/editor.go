package main

import (
	"cmp"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"
)

// editorAddresses open a file from a page. {path} is absolute and percent-encoded.
var editorAddresses = map[string]string{
	"code":          "vscode://file{path}:{line}:{col}",
	"code-insiders": "vscode-insiders://file{path}:{line}:{col}",
	"codium":        "vscodium://file{path}:{line}:{col}",
	"cursor":        "cursor://file{path}:{line}:{col}",
	"zed":           "zed://file{path}:{line}:{col}",
	"subl":          "subl://open?url=file://{path}&line={line}&column={col}",
	"idea":          "idea://open?file={path}&line={line}&column={col}",
	"mate":          "txmt://open?url=file://{path}&line={line}&column={col}",
}

// editorAddress is that of the editor in the environment, or of Visual Studio Code.
func editorAddress(env func(string) string) string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		command, _, _ := strings.Cut(env(name), " ")
		if address := editorAddresses[strings.TrimSuffix(path.Base(filepath.ToSlash(command)), ".exe")]; address != "" {
			return address
		}
	}
	return editorAddresses["code"]
}

// openBrowser asks the system; a failure is the system's to tell.
func openBrowser(address string) {
	program := map[string]string{"darwin": "open", "windows": "explorer"}[runtime.GOOS]
	_ = exec.Command(cmp.Or(program, "xdg-open"), address).Start()
}

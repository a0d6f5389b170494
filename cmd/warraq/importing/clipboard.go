package importing

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
)

// clipboards print the clipboard: of Wayland, X, macOS, Windows and its subsystem.
var clipboards = [][]string{
	{"wl-paste", "--no-newline"},
	{"xclip", "-selection", "clipboard", "-out"},
	{"xsel", "--clipboard", "--output"},
	{"pbpaste"},
	{"powershell.exe", "-NoProfile", "-Command", "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-Clipboard -Raw"},
}

var errNoClipboard = errors.New("no program that prints the clipboard")

func clipboard() ([]byte, error) {
	err := errNoClipboard
	for _, program := range clipboards {
		text, failed := exec.Command(program[0], program[1:]...).Output()
		if failed == nil {
			return text, nil
		}
		if exit, ok := errors.AsType[*exec.ExitError](failed); ok {
			err = fmt.Errorf("%s: %w %s", program[0], failed, bytes.TrimSpace(exit.Stderr))
		} else if !errors.Is(failed, exec.ErrNotFound) {
			err = failed
		}
	}
	return nil, err
}

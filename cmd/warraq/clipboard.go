package main

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
)

// clipboards are the programs that print the clipboard: of Wayland, of X, of
// macOS, of Windows and its subsystem.
var clipboards = [][]string{
	{"wl-paste", "--no-newline"},
	{"xclip", "-selection", "clipboard", "-out"},
	{"xsel", "--clipboard", "--output"},
	{"pbpaste"},
	{"powershell.exe", "-NoProfile", "-Command", "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-Clipboard -Raw"},
}

var errNoClipboard = errors.New("no program that prints the clipboard")

// clipboard is the text on the system's clipboard.
func clipboard() ([]byte, error) {
	err := errNoClipboard
	for _, program := range clipboards {
		if _, missing := exec.LookPath(program[0]); missing != nil {
			continue
		}
		var text []byte
		if text, err = exec.Command(program[0], program[1:]...).Output(); err == nil {
			return text, nil
		}
		if exit, ok := errors.AsType[*exec.ExitError](err); ok && len(exit.Stderr) > 0 {
			err = fmt.Errorf("%s: %s", program[0], bytes.TrimSpace(exit.Stderr))
		}
	}
	return nil, err
}

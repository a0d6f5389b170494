package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warraq/cmd/warraq/manual"
)

// The handbook is a paper like any other: no fault of its own, no dead link.
func TestTheHandbookIsAPaperWithoutFault(t *testing.T) {
	for _, lang := range manual.Languages {
		room := filepath.Join("manual", lang)
		for _, args := range [][]string{
			{"build", "--output", filepath.Join(t.TempDir(), "public"), "--cache", "none", "--strict"},
			{"check", room + "/content/start", room + "/content/desk", room + "/content/kit"},
		} {
			var out, talk bytes.Buffer
			args = append(args, "--source", room, "--lang", "en")
			code := run(t.Context(), args, strings.NewReader(""), &out, &talk)
			if told := talk.String() + out.String(); code != exitFine || strings.Contains(told, "warning:") {
				t.Errorf("%s of %s: status %d\n%s", args[0], lang, code, told)
			}
		}
	}
}

// help prints a page of the handbook in the language of messages, and names the pages.
func TestHelpPrintsAPageOfTheHandbook(t *testing.T) {
	for lang, want := range map[string]string{"ar": "اسم الجريدة", "en": "The name of the paper"} {
		var out, talk bytes.Buffer
		if code := run(t.Context(), []string{"help", "settings", "--lang", lang}, strings.NewReader(""), &out, &talk); code != exitFine || !strings.Contains(out.String(), want) || strings.HasPrefix(out.String(), "---") {
			t.Errorf("status %d\n%s%s", code, out.String(), talk.String())
		}
		out.Reset()
		if run(t.Context(), []string{"help", "--lang", lang}, strings.NewReader(""), &out, &talk); !strings.Contains(out.String(), "story-keys") {
			t.Errorf("help does not name the pages:\n%s", out.String())
		}
	}
}

// manual shows the handbook in a browser, and leaves no folder behind.
func TestManualIsServed(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	address, stop := listening(t, "manual", "--lang", "ar", "--port", "0")
	resp, err := http.Get(address + "/ar/reference/settings/")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || resp.StatusCode != http.StatusOK || !bytes.Contains(page, []byte("إعدادات الجريدة")) {
		t.Errorf("status %d, %v\n%.300s", resp.StatusCode, err, page)
	}
	stop()
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

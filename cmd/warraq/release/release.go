// Package release says what a warraq binary is: its version, what it was built of, and its
// commands as man pages.
//
// Belongs here: what a release ships beside the binary. Does not: how binaries are built
// (.ci/release).
package release

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
)

// Named is the version that a release was given when it was linked, or "".
var Named string

// Version is the release's, else the module's or the commit from which it was built.
func Version() string {
	if Named != "" {
		return Named
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// Line is the version, the system and the toolchain.
func Line() string {
	return fmt.Sprintf("warraq %s %s/%s %s\n", Version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// Print writes what a binary was built of, a line each: the commit, how it was built, and its
// modules with the hashes of go.sum.
func Print(w io.Writer, info *debug.BuildInfo) error {
	if _, err := io.WriteString(w, Line()); err != nil {
		return err
	}
	for _, s := range info.Settings {
		if _, err := fmt.Fprintf(w, "%s\t%s\n", s.Key, s.Value); err != nil {
			return err
		}
	}
	for _, m := range modules(info) {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", m.Path, m.Version, m.Sum); err != nil {
			return err
		}
	}
	return nil
}

// modules are those that are in the binary, as they were replaced.
func modules(info *debug.BuildInfo) []*debug.Module {
	var out []*debug.Module
	for _, m := range info.Deps {
		for m.Replace != nil {
			m = m.Replace
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b *debug.Module) int { return strings.Compare(a.Path, b.Path) })
	return out
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	URL        string     `json:"purl,omitempty"`
	Properties []property `json:"properties,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type depends struct {
	Ref string   `json:"ref"`
	On  []string `json:"dependsOn,omitempty"`
}

// Bill is the bill of materials of a binary: CycloneDX 1.5 in JSON (ECMA-424). It has no time
// and no serial number: the same binary has the same one.
func Bill(info *debug.BuildInfo) ([]byte, error) {
	self := component{Type: "application", Ref: "warraq", Name: "warraq", Version: Version()}
	for _, s := range info.Settings {
		self.Properties = append(self.Properties, property{"go:" + s.Key, s.Value})
	}
	all := []component{{Type: "platform", Ref: "go", Name: "go", Version: strings.TrimPrefix(info.GoVersion, "go")}}
	refs := []string{"go"}
	for _, m := range modules(info) {
		c := component{Type: "library", Ref: m.Path + "@" + m.Version, Name: m.Path, Version: m.Version, URL: "pkg:golang/" + strings.ToLower(m.Path) + "@" + m.Version}
		if m.Sum != "" {
			c.Properties = []property{{"go:sum", m.Sum}}
		}
		all, refs = append(all, c), append(refs, c.Ref)
	}
	data, err := json.MarshalIndent(map[string]any{
		"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
		"metadata": map[string]any{"component": self}, "components": all,
		"dependencies": []depends{{"warraq", refs}},
	}, "", "  ")
	return append(data, '\n'), err
}

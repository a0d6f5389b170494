package site_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What starts a talk: see the design's style rules.
const (
	longestFile      = 500
	longestFunc      = 80
	largestRoom      = 2500
	mostMethods      = 25
	mostOfAName      = 40 // of all types of one name: one word is one thing
	mostInInterfaces = 5
)

// starters are the rooms where goroutines start.
var starters = []string{"site/cache/remote", "site/press", "site/notices", "site/press/hands", "site/publish", "site/publish/deploy", "site/publish/origin", "site/publish/watch", "site/serve", "site/workers", "cmd/warraq", "cmd/warraq/building"}

// openers wait for a pipe that is in the place of a file.
var openers = []string{"Create", "DirFS", "Open", "OpenFile", "OpenRoot", "ReadFile", "WriteFile"}

// waitless are the files that open without site/regular, and why they do not wait.
var waitless = map[string]string{
	"cmd/warraq/importing/import.go": "what comes in may come from a pipe, if somebody writes to it",
	"site/publish/commit.go":         "it walks folders, and opens no file",
	"site/publish/disk_other.go":     "it makes a file that is not there",
}

// tables are files of data, which are as long as the data are.
var tables = regexp.MustCompile(`(^|/)(tables|[a-z_]*_table)\.go$|/lexicon/`)

// house gathers what the tree has of each kind.
type house struct {
	lines   map[string]int // of a file, and of a room
	methods map[string]int // of a type: "site/press.Press"
	found   map[string]string
	files   int
}

func TestHouseIsInOrder(t *testing.T) {
	h := &house{lines: map[string]int{}, methods: map[string]int{}, found: map[string]string{}}
	for _, dir := range sources(t) {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if !strings.HasSuffix(name, "_test.go") {
				h.read(t, name)
			}
		}
	}
	if h.files < 100 {
		t.Fatalf("only %d files were looked at", h.files)
	}
	named := map[string]int{}
	for name, n := range h.methods {
		h.over("type", name, "methods", n, mostMethods)
		named[name[strings.LastIndexByte(name, '.')+1:]] += n
	}
	for name, n := range named {
		h.over("the types named", name, "methods", n, mostOfAName)
	}
	for _, key := range slices.Sorted(maps.Keys(h.found)) {
		t.Errorf("%s: %s", key, h.found[key])
	}
}

func (h *house) over(kind, name, unit string, n, most int) {
	if n > most {
		h.found[kind+" "+name] = fmt.Sprintf("%d %s; over %d is a talk", n, unit, most)
	}
}

func (h *house) read(t *testing.T, name string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, data, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	name = strings.TrimPrefix(filepath.ToSlash(name), "../")
	room := name[:strings.LastIndexByte(name, '/')]
	h.files++
	if n := bytes.Count(data, []byte("\n")); !tables.MatchString(name) {
		h.over("file", name, "lines", n, longestFile)
		h.lines[room] += n
		h.over("room", room, "lines", h.lines[room], largestRoom)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			h.function(fset, room, n)
		case *ast.TypeSpec:
			if i, ok := n.Type.(*ast.InterfaceType); ok {
				h.over("interface", room+"."+n.Name.Name, "methods", i.Methods.NumFields(), mostInInterfaces)
			}
		case *ast.GoStmt:
			h.goroutine(room, fset.Position(n.Pos()).Line, name)
		case *ast.CallExpr:
			if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Go" && len(n.Args) == 1 {
				h.goroutine(room, fset.Position(n.Pos()).Line, name)
			}
		case *ast.SelectorExpr:
			if of, ok := n.X.(*ast.Ident); ok && of.Name == "os" && slices.Contains(openers, n.Sel.Name) && room != "site/regular" && waitless[name] == "" {
				h.found["open "+name] = "os." + n.Sel.Name + " may wait for a pipe: site/regular opens files"
			}
		}
		return true
	})
}

func (h *house) function(fset *token.FileSet, room string, f *ast.FuncDecl) {
	name := f.Name.Name
	if f.Recv == nil && name == "init" {
		h.found["init "+room] = "what happens at start is written in main"
	}
	if f.Recv != nil {
		of := f.Recv.List[0].Type
		if star, ok := of.(*ast.StarExpr); ok {
			of = star.X
		}
		if index, ok := of.(*ast.IndexExpr); ok {
			of = index.X
		}
		if id, ok := of.(*ast.Ident); ok {
			h.methods[room+"."+id.Name]++
			name = id.Name + "." + name
		}
	}
	h.over("func", room+"."+name, "lines", fset.Position(f.End()).Line-fset.Position(f.Pos()).Line+1, longestFunc)
}

func (h *house) goroutine(room string, line int, name string) {
	if !slices.Contains(starters, room) {
		h.found["go "+room] = fmt.Sprintf("%s:%d starts a goroutine; only %q do", name, line, starters)
	}
}

// README has a row for every room, and its walk names what is there: a newcomer follows
// it in the code.
func TestReadmeNamesWhatIsThere(t *testing.T) {
	data, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, walk, ok := strings.Cut(string(data), "### One story")
	walk, _, more := strings.Cut(walk, "\nThe Go API")
	if lines := strings.Count(walk, "\n"); !ok || !more || lines > 25 {
		t.Errorf("the walk has %d lines, of which a newcomer reads 25", lines)
	}
	rooms, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range rooms {
		if room := "site/" + filepath.Dir(file); !strings.Contains(string(data), "\n| `"+room+"` |") {
			t.Errorf("README has no row for %s", room)
		}
	}
	named := 0
	for _, m := range regexp.MustCompile("`((?:site|cmd)/[a-z/_.]+|[a-z]+(?:\\.[A-Z][a-zA-Z]+)+)`").FindAllStringSubmatch(walk, -1) {
		named++
		if strings.Contains(m[1], "/") {
			if _, err := os.Stat("../" + m[1]); err != nil {
				t.Error(err)
			}
			continue
		}
		parts := strings.Split(m[1], ".")
		declared := regexp.MustCompile(`(?m)^(?:func|type) (?:\([^)]*\) )?` + parts[len(parts)-1] + `\b`)
		dir := "./" + strings.TrimSuffix(parts[0], "site")
		if !anyFile(t, dir, declared) {
			t.Errorf("%s has no %s", dir, m[1])
		}
	}
	if named < 20 {
		t.Errorf("the walk names %d files and functions", named)
	}
}

// anyFile says that a file of a room matches.
func anyFile(t *testing.T, room string, pattern *regexp.Regexp) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(room, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(files, func(name string) bool {
		data, err := os.ReadFile(name)
		return err == nil && pattern.Match(data)
	})
}

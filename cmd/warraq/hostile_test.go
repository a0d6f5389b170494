package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"
)

// hostileNames are what no name should be, and what a disk of Unix takes.
var hostileNames = []string{
	"\n::error file=x::pwned", "a\r::warning::pwned", "::notice::pwned", "\x1b]0;pwned\a\x1b[2J", "\u009b31m", "\u202edm.cba", "\u2067a",
	"##[group]pwned", "##vso[task.setvariable variable=x]y", "a%0A::error::pwned", "a,line=1,title=x:y", "\xff\xfe", "\xc0\x80", "\u2028::error::x",
	`"},{"x":"`, "<script>alert(1)</script>", "a\tb", "\x7f", "a:b",
}

// hostileNewsroom writes a newsroom whose names, titles, tags and texts are hostile.
func hostileNewsroom(t *testing.T) string {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("other systems refuse such names")
	}
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, "content", name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write("edition.yaml", "title: تجربة\nbase_url: https://example.org\nchecks: {\"x\\n::error::pwned\\e[2J\": off}\nmenus: {main: [{title: \"\\e[2J\", url: \"a\\e\\u202e\"}]}\n\"k\\n::error::k\": 1\n")
	for i, name := range hostileNames {
		write("news/"+name+".md", "---\ntitle: "+strconv.QuoteToASCII(strings.ToValidUTF8(name, "?"))+"\ndate: 2024-09-14\ntags: ["+strconv.QuoteToASCII(strings.ToValidUTF8(name, "?"))+
			"]\n\"x\\e\\n::error::k\": 1\n---\nنص ، نص\n::error file=x::pwned two  spaces ،\n\n##[group]x ، \x1b[2J\u202e\u009b [ر](gone\x1b.md) ![ص](\x1b.png)\n\n[ر](<::error::x\u202e.md>)\n")
		write("broken"+strconv.Itoa(i)+"/"+name+".md", "---\ntitle: [\x1b\n::error::x\n")
		write(name+"/a.md", "---\ntitle: قصة\ndate: 2024-09-14\n---\nنص\n")
	}
	return dir
}

// forge is a line that a forge takes for a command of its own.
var forge = regexp.MustCompile(`(?m)^[ \t]*::|##(vso|group|command|[a-z-]*)\[|\r`)

// steers finds what would steer a terminal.
func steers(out []byte) string {
	for i, r := range string(out) {
		if r == utf8.RuneError && !bytes.HasPrefix(out[i:], []byte("\ufffd")) || r < ' ' && r != '\n' && r != '\t' || 0x7f <= r && r < 0xa0 || 0x202a <= r && r <= 0x202e || r == 0x2028 || r == 0x2029 {
			return strconv.Quote(string(out[max(0, i-60):min(len(out), i+60)]))
		}
	}
	return ""
}

func TestHostileNamesSteerNoTerminalAndNoLog(t *testing.T) {
	dir := hostileNewsroom(t)
	for _, lang := range []string{"en", "ar"} {
		for _, args := range [][]string{
			{"build"}, {"build", "--verify"}, {"build", "--json"}, {"build", "-v", "--explain", "index.html"}, {"check"}, {"check", "--dry-run"}, {"check", "--json"},
			{"check", "--format", "sarif"}, {"check", "--format", "github"}, {"check", "--staged"}, {"fmt", "--check"}, {"fmt", "--dry-run"},
			{"check", "\x1b[2J\n::error::x"}, {"new", "\x1b[2J\n::error::x"}, {"new", "--section", "x\x1b\n::error::x", "ع"}, {"mv", "\x1b\n::error::x", "y"},
			{"import", "--dry-run", "\x1b\n::error::x"}, {"import", "--dry-run", filepath.Join(dir, "content", "news", hostileNames[0]+".md")},
			{"\x1b\n::error::x"}, {"build", "--\x1b\n::error::x"}, {"build", "--jobs", "\x1b\n::error::x"}, {"build", "\x1b\n::error::x"}, {"build", "--now", "\x1b\n::error::x"},
			{"build", "--base-url", "\x1b\n::error::x"}, {"build", "--output", filepath.Join(dir, "content", "\x1b\n::error::x")}, {"serve", "--editor", "\x1b\n::error::x"},
			{"serve", "--host", "\x1b\n::error::x"}, {"fmt", "--stdin-filepath", "\x1b\n::error::x"}, {"build", "--source", "\x1b\n::error::x"}, {"help", "\x1b\n::error::x"},
		} {
			var out, said bytes.Buffer
			run(t.Context(), append([]string{"--source", dir, "--lang", lang}, args...), strings.NewReader("نص"), &out, &said)
			for _, text := range [][]byte{out.Bytes(), said.Bytes()} {
				if at := steers(text); at != "" {
					t.Errorf("%q: a terminal is steered: %s", args, at)
				}
				if at := forge.FindIndex(text); at != nil && args[len(args)-1] != "github" && !json.Valid(text) {
					t.Errorf("%q: a command of a forge: %q", args, text[max(0, at[0]-80):min(len(text), at[1]+40)])
				}
			}
		}
	}
}

// Programs read the same names as the disk has, or as near as their format comes.
func TestReportsForProgramsHoldAnyName(t *testing.T) {
	dir := hostileNewsroom(t)
	report := func(args ...string) []byte {
		var out, said bytes.Buffer
		want := map[bool]int{false: exitProblems, true: exitMisuse}[args[0] == "build"] // its settings are faulty
		if code := run(t.Context(), append([]string{"--source", dir, "--lang", "en"}, args...), strings.NewReader(""), &out, &said); code != want {
			t.Errorf("%q ends with %d: %s", args, code, said.String())
		}
		return out.Bytes()
	}
	for _, args := range [][]string{{"check", "--json"}, {"check", "--format", "sarif"}, {"build", "--json"}} {
		if data := report(args...); !utf8.Valid(data) || !json.Valid(data) {
			t.Errorf("%q writes what is not JSON: %.200q", args, data)
		}
	}

	var log struct {
		Version string `json:"version"`
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string                `json:"name"`
					Rules []struct{ ID string } `json:"rules"`
				} `json:"driver"`
			} `json:"tool"`
			Results []struct {
				RuleID    string `json:"ruleId"`
				Level     string `json:"level"`
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           *struct{ StartLine, StartColumn, EndLine, EndColumn int }
					}
				}
			} `json:"results"`
		} `json:"runs"`
	}
	if err := json.Unmarshal(report("check", "--format", "sarif"), &log); err != nil || log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("%v: %+v", err, log)
	}
	rules, named := map[string]bool{}, map[string]bool{}
	for _, r := range log.Runs[0].Tool.Driver.Rules {
		if r.ID == "" || rules[r.ID] {
			t.Errorf("the rule %q is named twice, or has no name", r.ID)
		}
		rules[r.ID] = true
	}
	for _, r := range log.Runs[0].Results {
		at := r.Locations[0].PhysicalLocation
		u, err := url.Parse(at.ArtifactLocation.URI)
		if err != nil || u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.Fragment != "" || !rules[r.RuleID] || r.Message.Text == "" ||
			r.Level != "error" && r.Level != "warning" && r.Level != "note" || at.Region != nil && at.Region.StartLine < 1 {
			t.Errorf("%v: %+v", err, r)
			continue
		}
		named[u.Path] = true
	}
	for _, name := range hostileNames {
		if path := "content/news/" + name + ".md"; !named[path] {
			t.Errorf("%q is not named in SARIF", path)
		}
	}

	// As actions/runner reads it: a command a line, properties by commas, then the escapes.
	unescape := strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	commands := regexp.MustCompile(`^::(error|warning|notice) (file=[^,:]*(?:,(?:line|col)=\d+)*,title=[^,:]*)::(.*)$`)
	files := map[string]bool{}
	for line := range strings.Lines(string(report("check", "--format", "github"))) {
		m := commands.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			t.Errorf("no command: %q", line)
			continue
		}
		file, _, _ := strings.Cut(strings.TrimPrefix(m[2], "file="), ",")
		files[unescape.Replace(file)] = true
	}
	for _, name := range []string{hostileNames[0], "a\r::warning::pwned", "##[group]pwned", "a%0A::error::pwned", "a,line=1,title=x:y", "a:b"} {
		if !files["content/news/"+name+".md"] {
			t.Errorf("%q is not named for GitHub", name)
		}
	}
}

// What a disk or a network refuses is told in the language of messages.
func TestRefusalsAreToldInArabic(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := errors.Join(os.MkdirAll(filepath.Join(dir, "content"), 0o755), os.WriteFile(file, nil, 0o644), os.WriteFile(filepath.Join(dir, "content", "edition.yaml"), []byte("title: ت\n"), 0o644)); err != nil {
		t.Fatal(err)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	latin := regexp.MustCompile(`\b(not|no|a|is|the|open|cannot|permission|mkdir|error|directory)\b`)
	for want, args := range map[string][]string{
		"ليس مجلدًا":    {"build", "--output", filepath.Join(file, "out")},
		"مجلد الجريدة":  {"build", "--output", dir},
		"لا مجلد":       {"build", "--source", filepath.Join(dir, "none")},
		"ما يُحفظ":      {"build", "--cache", filepath.Join(file, "cache")},
		"لا وجود له":    {"build", "--profile", filepath.Join(dir, "none", "cpu.out")},
		"ليس عنوانًا":   {"serve", "--host", "none.invalid"},
		"لهذا الجهاز":   {"serve", "--host", "192.0.2.1"},
		"لا ملف":        {"check", filepath.Join(dir, "content", "none.md")},
		"ولا مجلد":      {"import", filepath.Join(dir, "none.md")},
		"لا يُفتح مجلد": {"import", "--media", filepath.Join(dir, "none"), file},
	} {
		var out, said bytes.Buffer
		code := run(t.Context(), append([]string{"--source", dir, "--lang", "ar"}, args...), strings.NewReader(""), &out, &said)
		text := strings.ReplaceAll(said.String(), dir, "")
		if code != exitMisuse || !strings.Contains(text, want) || latin.MatchString(text) {
			t.Errorf("%q ends with %d and says %q, want %q", args, code, text, want)
		}
	}
}

// full is a disk that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// An answer that could not be written is no success.
func TestAnAnswerThatIsLostIsAnError(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755), os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write("content/edition.yaml", "title: ت\nbase_url: https://example.org\n")
	write("content/news/a.md", "---\ndate: 2024-09-14\ntitle: \"ق\"\n---\nنص ، نص\n")
	for _, args := range [][]string{
		{"check"}, {"check", "--json"}, {"check", "--dry-run"}, {"check", "--format", "sarif"}, {"check", "--format", "github"}, {"fmt", "--dry-run"},
		{"fmt", "--check"}, {"build", "--json"}, {"build", "--verify"}, {"new", "قصة"}, {"import", "--dry-run", "-"}, {"version"}, {"completion", "bash"},
	} {
		var said bytes.Buffer
		code := run(t.Context(), append([]string{"--source", dir, "--lang", "ar"}, args...), strings.NewReader("عنوان القصة\n\nنص القصة هنا."), full{}, &said)
		if code != exitMisuse || !strings.Contains(said.String(), "امتلأ القرص") {
			t.Errorf("%q ends with %d: %s", args, code, said.String())
		}
	}
}

// fmt and check --fix change words and form, and nothing else of a file: its line ends,
// its mark, its mode, the link that leads to it; what is in form is not written again.
func TestAFileKeepsItsKind(t *testing.T) {
	dir := t.TempDir()
	news, before := filepath.Join(dir, "content", "news"), time.Unix(1_700_000_000, 0)
	name := func(file string) string { return filepath.Join(news, file) }
	const odd, fine = "\ufeff---\r\ndate: 2024-09-14\r\ntitle: 'قصة'\r\n---\r\n\r\nنص ، نص  \r\n", "---\ntitle: قصة\ndate: 2024-09-14\n---\n\nنص، نص\n"
	for file, text := range map[string]string{"odd.md": odd, "fine.md": fine, "../edition.yaml": "title: ت\nbase_url: https://example.org\n"} {
		if err := errors.Join(os.MkdirAll(news, 0o755), os.WriteFile(name(file), []byte(text), 0o640), os.Chtimes(name(file), before, before)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Chmod(name("odd.md"), 0o460), os.Symlink("odd.md", name("link.md"))); err != nil {
		t.Skip(err)
	}
	for _, args := range [][]string{{"check", "--fix", "content/news/link.md"}, {"fmt", "content/news/link.md"}, {"check", "--fix"}, {"fmt"}} {
		args = append([]string{"--source", dir, "--lang", "en"}, args...)
		if at := len(args) - 1; strings.HasPrefix(args[at], "content/") {
			args[at] = filepath.Join(dir, args[at])
		}
		var out, said bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &out, &said); code == exitMisuse {
			t.Fatalf("%q: %s", args, said.String())
		}
	}
	if got, want := fileText(t, name("odd.md")), "\ufeff---\r\ntitle: قصة\r\ndate: 2024-09-14\r\n---\r\n\r\nنص، نص\r\n"; got != want {
		t.Errorf("the file holds %q, want %q", got, want)
	}
	info, err := os.Lstat(name("odd.md"))
	if err != nil || info.Mode() != 0o460 {
		t.Errorf("its mode is %v, %v", info.Mode(), err)
	}
	if target, err := os.Readlink(name("link.md")); target != "odd.md" {
		t.Errorf("the link leads to %q, %v", target, err)
	}
	if info, err := os.Stat(name("fine.md")); err != nil || !info.ModTime().Equal(before) {
		t.Errorf("what was in form was written again: %v, %v", info.ModTime(), err)
	}
}

func fileText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A long story in one line costs check little more memory than one in many.
func TestALongLineIsChecked(t *testing.T) {
	const sentence = "كلمة ، [رابط](gone.md) <b>ب</b> "
	cost := func(text string) uint64 {
		dir := t.TempDir()
		news := filepath.Join(dir, "content", "news")
		if err := errors.Join(os.MkdirAll(news, 0o755), os.WriteFile(filepath.Join(news, "a.md"), []byte("---\ntitle: قصة\ndate: 2024-09-14\n---\n\n"+text), 0o644)); err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var out, said bytes.Buffer
		if code := run(t.Context(), []string{"--source", dir, "check"}, strings.NewReader(""), &out, &said); code == exitMisuse {
			t.Fatal(said.String())
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	line, lines := cost(strings.Repeat(sentence, 5000)), cost(strings.Repeat(sentence+"\n\n", 5000))
	if line > 2*lines {
		t.Errorf("%d bytes of memory were taken for a line, %d for many", line, lines)
	}
}

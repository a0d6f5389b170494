package main

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"warraq/cmd/warraq/manual"
	"warraq/site"
)

// room is a part of a newsroom that rules begin with.
type room struct {
	name  string
	title site.Words
}

// saidProblem is a Problem as the code makes it: what it says, and how it is mended.
type saidProblem struct {
	rule          string
	message, hint site.Words
}

// isRule is the name of a rule, such as front-matter/date.
var isRule = regexp.MustCompile(`^[a-z]+(-[a-z]+)*/[a-z]+(-[a-z]+)*$`)

// problemsOf are the Problems that the Go files below a folder make, but for tests. A call or a literal that names a
// rule has two sentences in two languages: what is wrong, and how it is mended. Where it has none, the function round
// it says them.
func problemsOf(t *testing.T, root string) (out []saidProblem) {
	t.Helper()
	mends := mendsOf(t, root)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			var all []site.Words
			named, told := map[string]bool{}, map[string]bool{}
			held := map[string]site.Words{} // what a variable holds first
			ast.Inspect(f, func(n ast.Node) bool {
				if set, ok := n.(*ast.AssignStmt); ok && len(set.Lhs) == len(set.Rhs) {
					for i, e := range set.Lhs {
						name, ok := e.(*ast.Ident)
						if words, said := wordsOf(set.Rhs[i]); ok && said && held[name.Name] == (site.Words{}) {
							held[name.Name] = words
						}
					}
				}
				if e, ok := n.(ast.Expr); ok {
					if words, ok := wordsOf(e); ok {
						all = append(all, words)
					}
					if rule := literal(e); isRule.MatchString(rule) {
						named[rule] = true
					}
				}
				rule, message, hint := problemIn(n)
				if rule != "" && (message != nil || hint != nil) {
					told[rule] = true
					out = append(out, saidProblem{rule, wordsIn(message, held, mends), wordsIn(hint, held, mends)})
				}
				return true
			})
			for _, rule := range slices.Sorted(maps.Keys(named)) {
				if !told[rule] && len(all) > 0 && len(all) <= 2 {
					out = append(out, saidProblem{rule, all[0], append(all, site.Words{})[1]})
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// problemIn finds a rule in a literal or a call, and what stands there for the message and the hint.
func problemIn(n ast.Node) (rule string, message, hint ast.Expr) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		for _, e := range n.Elts {
			if pair, ok := e.(*ast.KeyValueExpr); ok {
				switch key, _ := pair.Key.(*ast.Ident); {
				case key == nil:
				case key.Name == "Rule" && isRule.MatchString(literal(pair.Value)):
					rule = literal(pair.Value)
				case key.Name == "Message":
					message = pair.Value
				case key.Name == "Hint":
					hint = pair.Value
				}
			}
		}
	case *ast.CallExpr:
		at := slices.IndexFunc(n.Args, func(e ast.Expr) bool { return isRule.MatchString(literal(e)) })
		if at < 0 {
			return "", nil, nil
		}
		rule = literal(n.Args[at])
		rest := n.Args[at+1:]
		if len(rest) > 0 {
			if level, ok := rest[0].(*ast.SelectorExpr); ok && strings.HasPrefix(level.Sel.Name, "Level") {
				rest = rest[1:]
			}
		}
		if len(rest) > 1 {
			message, hint = rest[0], rest[1]
		} else if len(rest) > 0 {
			message = rest[0]
		}
	}
	return rule, message, hint
}

// wordsIn are the words of an expression, or of a variable; none where they stand elsewhere.
func wordsIn(e ast.Expr, held, mends map[string]site.Words) site.Words {
	if name, ok := e.(*ast.Ident); ok {
		return held[name.Name]
	}
	if words, said := wordsOf(e); said {
		return words
	}
	if call, ok := e.(*ast.CallExpr); ok {
		switch f := call.Fun.(type) {
		case *ast.Ident:
			return mends[f.Name]
		case *ast.SelectorExpr:
			return mends[f.Sel.Name]
		}
	}
	return site.Words{}
}

// mendsOf are the functions that make the words of a hint, with what each says where it knows least: its last words.
func mendsOf(t *testing.T, root string) map[string]site.Words {
	t.Helper()
	out := map[string]site.Words{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || !strings.HasPrefix(strings.ToLower(f.Name.Name), "hint") && f.Name.Name != "didYouMean" {
				continue
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok {
					if words, said := wordsOf(e); said {
						out[f.Name.Name] = words
					}
				}
				return true
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func literal(e ast.Expr) string {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		if text, err := strconv.Unquote(lit.Value); err == nil {
			return text
		}
	}
	return ""
}

// wordsOf are the two languages of site.Say("…", "…").
func wordsOf(e ast.Expr) (site.Words, bool) {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) < 2 {
		return site.Words{}, false
	}
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	return site.Words{Ar: literal(call.Args[0]), En: literal(call.Args[1])}, name == "Say"
}

// elsewhere are Problems whose sentences do not stand with their rule in the code.
var elsewhere = []saidProblem{
	{"body/footnote", site.Say("لا شيء في النص يقود إلى الحاشية [^%s]", "nothing in the text leads to the footnote [^%s]"), site.Say("ضع علامتها في النص، أو غيّر اسمها، أو احذفها", "put its mark into the text, give it another name, or remove it")},
	{"body/html", site.Say("العنصر <%s> لا يُنشر، وبقيت كلماته", "<%s> is not published; its words stay"), site.Say("استعمل Markdown، أو unsafe_html: true في edition.yaml إن كنت تثق بكل كاتب", "use Markdown, or unsafe_html: true in edition.yaml if you trust every writer")},
	{"data/table", site.Say("في هذا السطر %d من الخانات، وفي السطر الأول %d", "this line has %d cells, and the first line %d"), site.Say("ضع الكلام الذي فيه الفاصلة بين علامتي \"", "put words that hold the separator between \" marks")},
	{"edition/gone", site.Say("لا صفحة الآن بالعنوان %s الذي كان منشورًا", "the address %s was published, and has no page now"), site.Say("أبقه بسطر aliases في القصة التي حلّت محله؛ وwarraq mv ينقل الملف ويكتبه", "keep it with a line aliases in the story that took its place; warraq mv moves a file and writes it")},
	{"file/unclean", site.Say("لا يُنشر هذا الملف: لا يُقرأ إلى آخره، فلا يمكن أن تُحذف منه بيانات مثل مكان التقاطه", "this file is not published: it cannot be read to its end, so that what it says of itself, as where it was taken, cannot be taken out"), site.Say("صدّره من جديد من برنامج الصور أو الأفلام (الصور JPEG أو PNG أو WebP)، أو احذفه", "export it again from a program for pictures or films (pictures as JPEG, PNG or WebP), or remove it")},
	{"front-matter/date", site.Say("ليس تاريخًا", "this is not a date"), site.Say("اكتبه هكذا: 2026-11-23 أو 2026-11-23T09:30:00+03:00", "write it as 2026-11-23 or 2026-11-23T09:30:00+03:00")},
	{"front-matter/link-scheme", site.Say("عنوان لا يُنشر: %s", "an address that is not published: %s"), site.Say("إن كان اسم ملف فاكتبه هكذا: ./%s", "if it is a file's name, write it as ./%s")},
	{"front-matter/unknown-key", site.Say("المفتاح %s لا معنى له هنا", "the key %s means nothing here"), site.Say("لعلك تقصد %s", "did you mean %s?")},
	{"settings/unknown-key", site.Say("المفتاح %s لا معنى له هنا", "the key %s means nothing here"), site.Say("المعروف هنا: %s", "known here are: %s")},
	{"settings/value", site.Say("لا تصلح القيمة: %s", "the value cannot be used: %s"), site.Words{Ar: "المطلوب %s", En: "write %s"}},
	{"settings/unknown-rule", site.Say("لا قاعدة تحرير باسم %s", "there is no editorial rule called %s"), site.Say("warraq check --rules يعرض القواعد", "warraq check --rules lists them")},
	{"picture/missing", site.Say("لا ملف باسم content/%s، فتُنشر القصة من غيره", "there is no content/%s; the story goes out without it"), site.Say("ضع الملف بجانب القصة، أو صحّح اسمه", "put the file beside the story, or correct its name")},
	{"text/bidi-control", site.Say("محرف تحكّم خفيّ في الاتجاه U+%04X", "an invisible direction control U+%04X"), site.Say("احذفه؛ ورّاق يعزل ما يلزم عزله", "remove it; warraq isolates what needs it")},
	{"theme/strings", site.Say("«%s» تنقصه صيغ الجمع: %s", "%q lacks the plural forms %s"), site.Say("في العربية ست صيغ: zero one two few many other، وفي العبرية ثلاث: one two other، وفي سواهما one وother", "Arabic has six forms: zero one two few many other; Hebrew has three: one two other; others have one and other")},
	{"theme/types", site.Say("لا حقل باسم %s في %s", "there is no field %s in %s"), site.Say("راجع السطر المذكور، أو احذف ملفك ليعود القالب الأصلي", "fix that line, or remove your file to get the built-in template back")},
}

// ofMachines are rules whose sentences are those of the system or of another program, or of several kinds.
var ofMachines = strings.Fields("file/hidden file/irregular file/link front-matter/value hosting/limit picture/cleaned picture/film picture/unreadable theme/template edition/no-stories")

// rooms are the parts of a newsroom that a rule begins with.
var rooms = []room{
	{"front-matter", site.Say("صدر الملف", "The front matter")}, {"body", site.Say("النص", "The text")}, {"text", site.Say("محارف لا تُرى", "Characters that nobody sees")},
	{"link", site.Say("الروابط", "Links")}, {"picture", site.Say("الصور", "Pictures")}, {"media", site.Say("التسجيلات", "Recordings")},
	{"file", site.Say("الملفات", "Files")}, {"edition", site.Say("الطبعة وعناوينها", "The edition and its addresses")}, {"front", site.Say("الصفحة الأولى", "The front page")},
	{"release", site.Say("مجموعات النشر", "Release sets")}, {"settings", site.Say("الإعدادات", "Settings")}, {"data", site.Say("ملفات البيانات", "Data files")},
	{"theme", site.Say("القوالب", "Templates")}, {"hosting", site.Say("الاستضافة", "Hosting")}, {"check", site.Say("المراجعة", "Checking")},
}

func isRoom(name string) bool {
	return slices.ContainsFunc(rooms, func(r room) bool { return r.name == name })
}

// allProblems are the Problems that the code makes, by rule, each sentence once; those of elsewhere where it has none.
func allProblems(t *testing.T) (out []saidProblem) {
	for _, p := range append(slices.Clip(elsewhere), problemsOf(t, "../../site")...) {
		of, _, _ := strings.Cut(p.rule, "/")
		if isRoom(of) && p.message.En != "" && !slices.ContainsFunc(out, func(q saidProblem) bool { return q.rule == p.rule && q.message == p.message }) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b saidProblem) int { return strings.Compare(a.rule, b.rule) })
	return out
}

// addresses in a message are examples, and no links.
var addresses = regexp.MustCompile(`https?://[\w./-]*\w|https://`)

var fmtVerbs = regexp.MustCompile(`%(\[\d+\])?(04)?[sdqvX]`)

// problemsPage is the page of the handbook that has what the tool says of a newsroom, in a language.
func problemsPage(lang string, all []saidProblem) []byte {
	say := func(w site.Words) string {
		text := w.En
		if lang == "ar" {
			text = w.Ar
		}
		return addresses.ReplaceAllString(strings.NewReplacer("|", `\|`, "<", `\<`, "*", `\*`, "{", `\{`, "[", `\[`, "]", `\]`).Replace(fmtVerbs.ReplaceAllString(text, "…")), "`$0`")
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitle: %s\nstandfirst: %s\ndate: 2026-11-28\n---\n", say(site.Say("ما يقوله ورّاق", "What Warraq says")), say(site.Say("كل رسالة عن ملفات الجريدة، وكيف تُصلح", "Each message about a paper's files, and how it is mended")))
	if lang == "ar" {
		b.WriteString("\nالقاعدة اسم الرسالة في `--json`. أسباب أكثرها وقوعًا في [حين يقول ورّاق إن شيئًا خطأ](../desk/troubleshooting.md)، وما ينبّه إليه المصحّح في [قواعد المراجعة](rules.md).\n")
	} else {
		b.WriteString("\nThe rule is the message's name in `--json`. What causes the most common ones is in [When Warraq says that something is wrong](../desk/troubleshooting.md), what the copy desk tells in [The rules of the copy desk](rules.md).\n")
	}
	for _, room := range rooms {
		head := fmt.Sprintf("\n## %s\n\n<!-- check: off space-before, latin-mark, unbalanced, odd-quote, percent-before, spelling -->\n\n| %s | %s | %s |\n| --- | --- | --- |\n", say(room.title), say(site.Say("القاعدة", "Rule")), say(site.Say("الرسالة", "Message")), say(site.Say("كيف تُصلح", "How it is mended")))
		for _, p := range all {
			if of, _, _ := strings.Cut(p.rule, "/"); of == room.name {
				fmt.Fprintf(&b, "%s| `%s` | %s | %s |\n", head, p.rule, say(p.message), cmp.Or(say(p.hint), "–"))
				head = ""
			}
		}
	}
	return b.Bytes()
}

// The handbook has each thing that the tool says of a newsroom, in both languages; -write writes the page.
func TestProblemsOfTheHandbook(t *testing.T) {
	all := allProblems(t)
	for _, lang := range manual.Languages {
		file, want := filepath.Join("manual", lang, "content/reference/problems.md"), problemsPage(lang, all)
		if *write {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the code says: go test ./cmd/warraq -run OfTheHandbook -write (%v)", file, err)
		}
	}
	said := literalsOf(t, "../../site")
	rules := map[string]bool{}
	for _, p := range all {
		rules[p.rule] = true
		if (p.message.Ar == "") != (p.message.En == "") || (p.hint.Ar == "") != (p.hint.En == "") {
			t.Errorf("%s lacks a language: %+v", p.rule, p)
		}
		if p.hint.En == "" {
			t.Errorf("%s does not say how it is mended: %s", p.rule, p.message.En)
		}
		for _, text := range []string{p.message.Ar, p.message.En, p.hint.Ar, p.hint.En} {
			if !slices.Contains(said, text) && text != "" {
				t.Errorf("%s: nothing says %q", p.rule, text)
			}
		}
	}
	for _, rule := range said {
		room, name, _ := strings.Cut(rule, "/")
		if isRoom(room) && isRule.MatchString(rule) && !rules[rule] && !slices.Contains(ofMachines, rule) && (room != "text" || !strings.Contains("css csv event-stream html javascript plain template vtt x-opml", name)) {
			t.Errorf("the page has no message of %s: a line of elsewhere in this file", rule)
		}
	}
}

// Whatever is said in one language is said in the other: each Say has words for both, or for neither.
func TestEachSentenceIsInBothLanguages(t *testing.T) {
	sentences := 0
	for _, root := range []string{"../../site", "."} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				if words, ok := wordsOf(e); ok {
					args := e.(*ast.CallExpr).Args
					if sentences++; (words.Ar == "") != (words.En == "") && isLiteral(args[0]) && isLiteral(args[1]) {
						t.Errorf("%s: %q, %q", files.Position(e.Pos()), words.Ar, words.En)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if sentences < 500 {
		t.Errorf("only %d sentences are found", sentences)
	}
}

func isLiteral(e ast.Expr) bool {
	_, ok := e.(*ast.BasicLit)
	return ok
}

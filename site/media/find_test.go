package media

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"warraq/site"
)

// inTurn does each at once: the order is that of the numbers.
func inTurn(n int, do func(i int)) {
	for i := range n {
		do(i)
	}
}

// What manuscripts name is found as other tools find it: beside the story, in static/ with a
// slash or without one, on the host of the paper's pictures. What is not there is told with its
// place, once each, and with what to write.
func TestFindingWhatManuscriptsName(t *testing.T) {
	picture := &fstest.MapFile{Data: pngHeader(40, 30)}
	content := fstest.MapFS{"news/a.png": picture, "news/b#1.png": picture, "news/50%.png": picture, "news/key.txt": {Data: []byte("-----BEGIN PRIVATE KEY-----\n")}, "news/dump.sql": {}}
	static := fstest.MapFS{"assets/images/x.png": picture, "img/y.png": picture}
	for _, c := range []struct {
		name, src string
		picture   bool
		base      string // media_base
		want      string // its address; or the rule and the words of the problem
	}{
		{"beside the story", "a.png", true, "", "/news/media/news/a.png"},
		{"in static/", "/img/y.png", true, "", "/news/img/y.png"},
		{"in static/, without the slash", "assets/images/x.png", true, "", "/news/assets/images/x.png"},
		{"on another host", "2024/z.png", true, "https://media.example.org", "https://media.example.org/2024/z.png"},
		{"on another host, beside the story", "./z.png", true, "https://media.example.org", "https://media.example.org/news/z.png"},
		{"nowhere", "z.png", true, "", "picture/missing no content/news/z.png"},
		{"nowhere in a folder of static/", "/img/z.png", true, "", "picture/missing no static/img/z.png"},
		{"in a folder that static/ lacks", "/uploads/z.png", true, "", "picture/elsewhere no folder static/uploads"},
		{"static in the address", "/static/img/y.png", true, "", "picture/elsewhere write it as /img/y.png"},
		{"a sign in its name", "b#1.png", true, "", "picture/missing write it as b%231.png"},
		{"a percent sign in its name", "50%.png", true, "", "/news/media/news/50%25.png"},
		{"a sign as an address has it", "b%231.png", true, "", "/news/media/news/b%231.png"},
		{"a key", "key.txt", false, "", "picture/unreadable this file is not published"},
		{"a database", "dump.sql", false, "", "picture/unreadable put it in static"},
		{"a text that is shown as a picture", "key.txt", true, "", "picture/unreadable cannot be shown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &Library{Content: content, Static: static, Config: &site.Config{BaseURL: "https://example.org/news", MediaBase: c.base}}
			asked := []Asked{{Place: site.Place("news", c.src), Src: c.src, Line: 7, Col: 3, Picture: c.picture}}
			names := func(yield func(string, []Asked) bool) {
				_ = yield("news/1.md", asked) && yield("news/2.md", asked)
			}
			files, finds, problems := l.Find(names, nil, inTurn)
			got := files.At(asked[0].Place).URL
			if len(problems) > 0 {
				got = fmt.Sprint(problems[0].Rule, " ", problems[0].Message.En, " ", problems[0].Hint.En)
				if problems[0].Place() != "content/news/1.md:7:3" || problems[0].Message.Ar == "" || problems[0].Hint.Ar == "" {
					t.Errorf("told as %+v", problems[0])
				}
			}
			rule, words, isProblem := strings.Cut(c.want, " ")
			if !isProblem && got != c.want || isProblem && (!strings.HasPrefix(got, rule) || !strings.Contains(got, words)) {
				t.Errorf("%s is %q, want %q", c.src, got, c.want)
			}
			again, _, told := l.Find(names, finds, func(n int, do func(int)) { l.Content, l.Static = fstest.MapFS{}, fstest.MapFS{}; inTurn(n, do) })
			if again.At(asked[0].Place).URL != files.At(asked[0].Place).URL || len(told) != len(problems) {
				t.Errorf("what was found is looked for again: %v", told)
			}
		})
	}
}

// The review of all pictures names those of the paper, hidden ones and backups apart, and says
// of each what a build would.
func TestTheReviewOfPictures(t *testing.T) {
	photo := samples()["photo.jpg"]
	l := &Library{
		Content: fstest.MapFS{
			"news/a.jpg": {Data: photo}, "news/\u0627\u0655.PNG": {Data: pngHeader(40, 30)}, "news/text.png": {Data: []byte("text")}, "news/a.md": {}, "news/.b.jpg": {}, ".git/c.jpg": {}, "news/a.jpg.bak": {}, "news/film.mp4": {},
		},
		Static: fstest.MapFS{"logo.svg": {Data: []byte(`<svg width="4" height="3"/>`)}},
		Config: &site.Config{BaseURL: "https://example.org"},
	}
	places := l.Pictures()
	slices.Sort(places)
	if want := []string{"/logo.svg", "news/a.jpg", "news/text.png", "news/\u0625.PNG"}; !slices.Equal(places, want) {
		t.Errorf("it names %q, want %q", places, want)
	}
	for place, want := range map[string]string{"news/a.jpg": "", "news/text.png": "browsers", "news/none.jpg": "missing", "/logo.svg": ""} {
		got := l.Survey(place)
		if want == "" && got.Fault != (site.Words{}) || !strings.Contains(got.Fault.En, want) || got.Place != place || want == "" && (got.Width == 0 || got.Size == 0 || !got.AsIs) {
			t.Errorf("%s: %+v", place, got)
		}
	}
	if l.Says("news/a.jpg") != (site.Rights{}) || l.Says("../x") != (site.Rights{}) || l.Says("none.jpg") != (site.Rights{}) {
		t.Error("what says nothing has rights")
	}
	if alone := (&Library{Content: fstest.MapFS{"a.gif": {}}}).Pictures(); !slices.Equal(alone, []string{"a.gif"}) {
		t.Errorf("without static/ it names %q", alone)
	}
}

// A podcast feed must say how large a recording is: what nobody knows is told.
func TestTheSizeOfARecording(t *testing.T) {
	for name, c := range map[string]struct {
		media site.Media
		file  site.Attachment
		want  string
	}{
		"none":                {},
		"a file that is here": {site.Media{Src: "a.mp3"}, site.Attachment{Found: true, URL: "/a.mp3", Path: "a.mp3", Size: 9}, ""},
		"an empty file":       {site.Media{Src: "a.mp3"}, site.Attachment{Found: true, URL: "/a.mp3", Path: "a.mp3"}, "this file is empty"},
		"a file elsewhere":    {site.Media{Src: "https://cdn.example/a.mp3"}, site.Attachment{Found: true, URL: "https://cdn.example/a.mp3"}, "the size of this file is not known"},
		"its size is written": {site.Media{Src: "https://cdn.example/a.mp3", Size: 9}, site.Attachment{Found: true, URL: "https://cdn.example/a.mp3"}, ""},
		"a page of films":     {site.Media{Src: "https://www.youtube.com/watch?v=a"}, site.Attachment{Found: true, URL: "https://www.youtube.com/watch?v=a"}, ""},
		"a file that is gone": {site.Media{Src: "a.mp3"}, site.Attachment{}, ""},
	} {
		a := site.NewArticle("news/a.md")
		a.Base, a.Media = "news", c.media
		files := &site.Attachments{Config: &site.Config{}, Known: map[string]site.Attachment{site.Place("news", c.media.Src): c.file}}
		got := ""
		for _, p := range SizeProblem(a, files) {
			got += p.Message.En
		}
		if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: told %q, want %q", name, got, c.want)
		}
	}
}

// A picture that one story links to and another shows is measured, whichever comes first.
func TestAPictureThatIsAlsoLinkedTo(t *testing.T) {
	l := &Library{Content: fstest.MapFS{"news/a.png": {Data: pngHeader(40, 30)}}, Static: fstest.MapFS{}, Config: &site.Config{BaseURL: "https://example.org"}}
	link, shown := Asked{Place: "news/a.png", Src: "a.png"}, Asked{Place: "news/a.png", Src: "a.png", Picture: true}
	for _, asked := range [][]Asked{{link, shown}, {shown, link}} {
		names := func(yield func(string, []Asked) bool) {
			_ = yield("news/1.md", asked[:1]) && yield("news/2.md", asked[1:])
		}
		files, finds, problems := l.Find(names, nil, inTurn)
		again, _, _ := l.Find(names, finds, func(n int, do func(int)) { inTurn(n, do) })
		for _, f := range []*site.Attachments{files, again} {
			if a := f.At("news/a.png"); len(problems) > 0 || a.Width != 40 || a.Height != 30 {
				t.Errorf("%+v, %v", a, problems)
			}
		}
	}
}

package webpage

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"

	"warraq/site/intake"
)

// A page is read in the encoding of its bytes, whatever the server and the page call them.
func TestEncodings(t *testing.T) {
	page := "<html><head>HEAD<title>خبر مهم</title></head><body><article>" + strings.Repeat("<p>"+strings.Repeat("عاد المزارعون إلى حقولهم، ", 12)+"</p>", 5) + "</article></body></html>"
	old := charmap.Windows1256.NewEncoder()
	for _, c := range []struct{ name, kind, head, in string }{
		{"UTF-8", "text/html; charset=utf-8", "", "utf-8"},
		{"UTF-8 without a word", "", "", "utf-8"},
		{"UTF-8 that is called Windows-1256", "text/html; charset=windows-1256", "<meta charset=windows-1256>", "utf-8"},
		{"Windows-1256", "text/html", "<meta charset=windows-1256>", "1256"},
		{"Windows-1256 by the server", "text/html; charset=windows-1256", "", "1256"},
		{"Windows-1256 that is called UTF-8", "text/html; charset=utf-8", "<meta charset=utf-8>", "1256"},
		{"Windows-1256 without a word", "text/html", "", "1256"},
		{"ISO 8859-6", "text/html", "<meta charset=iso-8859-6>", "8859-6"},
		{"UTF-16", "text/html", "", "utf-16"},
	} {
		text, err := strings.Replace(page, "HEAD", c.head, 1), error(nil)
		switch c.in {
		case "1256":
			text, err = old.String(text)
		case "8859-6":
			text, err = charmap.ISO8859_6.NewEncoder().String(text)
		case "utf-16":
			text, err = utf16.UTF16(utf16.LittleEndian, utf16.UseBOM).NewEncoder().String(text)
		}
		if err != nil {
			t.Fatal(err)
		}
		if piece := taken(t, text, http.Header{"Content-Type": {c.kind}}); piece.Matter.Text("title") != "خبر مهم" || !strings.Contains(piece.Body, "حقولهم، عاد المزارعون") {
			t.Errorf("%s: the title is %q", c.name, piece.Matter.Text("title"))
		}
	}
}

// What is no page is refused in words.
func TestWhatIsNoPage(t *testing.T) {
	for _, c := range [][2]string{{"", "empty"}, {" \n", "empty"}, {strings.Repeat("<div>", 20000) + "نص", "too deep"}} {
		if _, err := read([]byte(c[0]), at, nil, intake.Options{}); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%.20q: %v, want %s", c[0], err, c[1])
		}
	}
}

package codes

import (
	"slices"
	"testing"
)

func TestShortcodeArguments(t *testing.T) {
	s := ParseShortcode("gallery", ` ids="1,2" size='big' columns=3 word "two words" url=https://a.example/?b=c`)
	for key, want := range map[string]string{"ids": "1,2", "size": "big", "columns": "3", "url": "https://a.example/?b=c"} {
		if got := s.Arg(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if !slices.Equal(s.Words, []string{"word", "two words"}) {
		t.Errorf("the words are %q", s.Words)
	}
	if got := ParseShortcode("youtube", "=https://youtu.be/x").Arg("url"); got != "https://youtu.be/x" { // [youtube=address]
		t.Errorf("the address is %q", got)
	}
	if got := ParseShortcode("x", `caption=&quot;قول&quot;`).Arg("caption"); got != "قول" {
		t.Errorf("the caption is %q", got)
	}
	if got := ParseShortcode("x", "").Arg("a"); got != "" {
		t.Errorf("nothing is %q", got)
	}
}

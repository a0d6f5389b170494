package intake

import (
	"slices"
	"testing"
	"time"
)

// The forms of dates are those that RFC 822, RFC 2822 and RFC 3339 give, and what
// feeds write in their place.
func TestParseTime(t *testing.T) {
	noon := time.Date(2024, time.September, 14, 9, 30, 0, 0, time.UTC)
	for _, text := range []string{
		"Sat, 14 Sep 2024 09:30:00 GMT", "Sat, 14 Sep 2024 12:30:00 +0300", "14 Sep 24 09:30 UT", "2024-09-14T09:30:00Z", "2024-09-14T12:30:00+03:00",
		"2024-09-14T12:30:00.000+0300", "2024-09-14T12:30+03:00", "2024-09-14T09:30:00", " 2024-09-14 09:30:00 ", "2024-09-14 12:30:00 +0300", "Saturday, 14-Sep-24 09:30:00 UTC",
		"Sat Sep 14 09:30:00 2024",
	} {
		if got := ParseTime(text); !got.Equal(noon) {
			t.Errorf("%q is %v", text, got)
		}
	}
	if got := ParseTime("2024-09-14"); !got.Equal(noon.Truncate(24 * time.Hour)) {
		t.Errorf("a day is %v", got)
	}
	for _, text := range []string{"", "أمس", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "2024-13-01"} {
		if got := ParseTime(text); !got.IsZero() {
			t.Errorf("%q is %v", text, got)
		}
	}
}

func TestPathOf(t *testing.T) {
	for address, want := range map[string]string{
		"https://x.example/a/b/": "/a/b/", "https://x.example/a/../b": "/b", "/a.html": "/a.html", "https://x.example/%D9%86%D8%B5/": "/نص/",
		"https://x.example/": "", "https://x.example": "", "https://x.example/?p=7": "", "": "", "https://x.example/%zz": "", "//x.example/a": "/a",
	} {
		if got := PathOf(address); got != want {
			t.Errorf("%q has the path %q, want %q", address, got, want)
		}
	}
}

func TestNamesOfABylineArePartedBySigns(t *testing.T) {
	for text, want := range map[string][]string{
		"سلمى حداد": {"سلمى حداد"}, "سلمى حداد، هدى": {"سلمى حداد", "هدى"}, "Ann Lee and Bo": {"Ann Lee", "Bo"}, "هدى - سلمى": {"هدى", "سلمى"}, " / ": nil, "": nil,
	} {
		if got := People(text); !slices.Equal(got, want) {
			t.Errorf("%q has the names %q, want %q", text, got, want)
		}
	}
}

// A post that WordPress files under nothing names no section.
func TestUncategorized(t *testing.T) {
	for title, want := range map[string]bool{"Uncategorized": true, "uncategorised-ar": true, "غير مصنف": true, "بدون تصنيف": true, "عام": true, "سياسة عامة": false, "News": false} {
		if IsUncategorized("", title) != want {
			t.Errorf("%q: want %v", title, want)
		}
	}
	if !IsUncategorized("%D8%BA%D9%8A%D8%B1-%D9%85%D8%B5%D9%86%D9%81", "x") {
		t.Error("a slug in percent signs is not decoded")
	}
}

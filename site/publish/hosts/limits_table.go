package hosts

import (
	"iter"
	"path"
	"strings"

	"warraq/site"
)

// limits are how much each host takes, as its own pages or its users reported in 2026; 0 is
// no limit that is known.
var limits = map[string]struct {
	files     int
	bytes     int64
	file      int64
	redirects int // lines of rules
	line      int // bytes of one of them
	rules     int // bytes of all
	folder    int // files in one folder
	header    int // bytes of a line of _headers
}{
	"cloudflare": {files: 20000, file: 25 << 20, redirects: 2000, line: 1000, header: 2000}, // 100,000 files where it is paid
	"netlify":    {folder: 54000},
	"github":     {bytes: 1 << 30, file: 100 << 20},
	"gitlab":     {files: 200000, bytes: 1 << 30, redirects: 1000, rules: 64 << 10},
	"vercel":     {files: 15000, redirects: 2048},
	"azure":      {files: 15000, bytes: 500 << 20},
	"firebase":   {file: 2 << 30},
}

// Exceeds warns, with numbers, of what a host does not take. files are the paths and sizes
// of the site.
func Exceeds(host string, s *Site, files iter.Seq2[string, int64]) (out []site.Problem) {
	l, ok := limits[host]
	if !ok {
		return nil
	}
	var n, packs int
	var sum, largest int64
	var name, crowded string
	in := map[string]int{}
	for p, size := range files {
		n++
		sum += size
		if strings.HasPrefix(p, site.FrozenFolder) {
			packs++
		}
		dir := path.Dir(p)
		if in[dir]++; in[dir] > in[crowded] {
			crowded = dir
		}
		if size > largest {
			largest, name = size, p
		}
	}
	warn := func(message, hint site.Words) {
		out = append(out, site.Problem{Path: "content/" + site.SettingsFile, Rule: "hosting/limit", Level: site.LevelWarning, Message: message, Hint: hint})
	}
	fewer := site.Say("تقلّها في edition.yaml: pages: {archive: false} و{lite: false} و{search: false} وfeeds: {terms: false} وcards: false", "fewer are made with, in edition.yaml: pages: {archive: false}, {lite: false}, {search: false}, feeds: {terms: false}, cards: false")
	const mega = 1 << 20
	if packs > 0 && host != "cloudflare" { // which has a place for the script
		warn(site.Say("صفحات السنوات القديمة في حزم (%d)، ولا يقدّمها %s: لا يجدها القراء", "the pages of old years are in packs (%d), which %s does not serve: readers do not find them", packs, host), site.Say("احذف frozen من edition.yaml، أو ضع قبل الموقع warraq serve-pack أو شيفرته (warraq help old-years)", "take frozen out of edition.yaml, or put warraq serve-pack or its script before the site (warraq help old-years)"))
	}
	if l.files > 0 && n > l.files {
		warn(site.Say("في الموقع %d ملفًا، و%s لا يأخذ أكثر من %d", "the site has %d files, and %s takes at most %d", n, host, l.files), fewer)
	}
	if l.bytes > 0 && sum > l.bytes {
		warn(site.Say("حجم الموقع %d ميغابايت، و%s لا يأخذ أكثر من %d", "the site has %d MB, and %s takes at most %d", sum/mega, host, l.bytes/mega), site.Say("انقل الصور والأفلام إلى media_base، أو قلّل أحجام الصور في pictures.roles", "bring pictures and films to media_base, or make fewer sizes with pictures.roles"))
	}
	if l.file > 0 && largest > l.file {
		warn(site.Say("حجم %s %d ميغابايت، و%s لا يأخذ ملفًا أكبر من %d", "%s has %d MB, and %s takes no file over %d", name, largest/mega, host, l.file/mega), site.Say("ضعه على مضيف آخر، أو صغّره", "put it on another host, or make it smaller"))
	}
	if l.folder > 0 && in[crowded] > l.folder {
		warn(site.Say("في المجلد %s %d ملفًا، و%s لا يأخذ أكثر من %d في مجلد", "the folder %s has %d files, and %s takes at most %d in one", crowded, in[crowded], host, l.folder), fewer)
	}
	if taken := len(Taken(host, s.Redirects)); (l.redirects > 0 || l.rules > 0) && taken < len(s.Redirects) {
		warn(site.Say("التحويلات %d، وقواعد %s تسع منها %d؛ والباقي صفحات تحوّل", "there are %d redirects, and the rules of %s take %d of them; the rest are pages that lead on", len(s.Redirects), host, taken), site.Say("احذف ما لا يزوره أحد من redirects وaliases", "remove those that nobody visits from redirects and aliases"))
	}
	if l.header > 0 && len(s.Policy) > l.header {
		warn(site.Say("Content-Security-Policy طولها %d، و%s لا يأخذ سطرًا أطول من %d", "Content-Security-Policy has %d bytes, and %s takes no line over %d", len(s.Policy), host, l.header), site.Say("قلّل المضيفين الذين تأخذ منهم القصص صورًا", "let stories take pictures from fewer hosts"))
	}
	return out
}

package intake

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/arabic"
)

// Addresses says where a link of the source leads from now on: within the site
// by its path, and a file that the uploads folder has by its new place.
func (p *Import) Addresses(piece *Piece) func(string) string {
	return func(address string) string {
		address = strings.TrimSpace(address)
		u, err := url.Parse(address)
		if err != nil {
			return address
		}
		if photon.MatchString(u.Host) { // a copy of a file that another host draws
			if inner, err := url.Parse("https:/" + u.EscapedPath()); err == nil && isFileHost(p.hosts, bareHost(inner)) {
				u, address = inner, inner.String()
			}
		}
		ours := u.Host == "" || p.hosts[bareHost(u)]
		if file, ok := p.upload(u.Path); ok {
			asset := Asset{From: file, To: path.Join("static/uploads", file)}
			p.uploads[file] = true
			if !slices.Contains(piece.Media, asset) {
				piece.Media = append(piece.Media, asset)
			}
			return (&url.URL{Path: "/uploads/" + file}).EscapedPath()
		}
		if u.Host != "" && IsFile.MatchString(u.Path) && isFileHost(p.hosts, bareHost(u)) {
			p.TellHotLink(piece, address)
		}
		plain := arabic.NFC(u.Path)
		if below := p.Options.Below(plain); ours && below != plain && u.RawQuery == "" && !IsFile.MatchString(u.Path) {
			return (&url.URL{Path: below, Fragment: u.Fragment}).String()
		}
		if u.Host == "" || !ours || u.RawQuery != "" || IsFile.MatchString(u.Path) || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "" {
			return address
		}
		within := cmp.Or(u.EscapedPath(), "/")
		if u.Fragment != "" {
			within += "#" + u.EscapedFragment()
		}
		return within
	}
}

// photon are the hosts of WordPress that draw files of others in any size.
var photon = regexp.MustCompile(`^i[0-9]\.wp\.com$`)

// isFileHost says that a host is the source's, or one of the names below it that files
// have: cdn.paper.example, paper.files.wordpress.com.
func isFileHost(hosts map[string]bool, host string) bool {
	if hosts[host] || host == "blogger.googleusercontent.com" && hosts["bp.blogspot.com"] || hosts[strings.Replace(host, ".files.wordpress.com", ".wordpress.com", 1)] {
		return true
	}
	for own := range hosts {
		if strings.HasSuffix(host, "."+own) && strings.Contains(own, ".") {
			return true
		}
	}
	return false
}

// IsOwn says that an address of a file is one of the source's.
func (p *Import) IsOwn(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && isFileHost(p.hosts, bareHost(u))
}

// TellHotLink tells of a file that stays on the old server: a note a host, with all of
// its files.
func (p *Import) TellHotLink(piece *Piece, address string) {
	said := site.Words{Ar: "ملف ما زال يُجلب من الموقع القديم؛ --media يأتي به", En: "a file that is still fetched from the old site; --media brings it along"}
	if p.Options.Media != nil {
		said = site.Words{Ar: "ملف ما زال يُجلب من الموقع القديم، وليس في مجلد --media", En: "a file that is still fetched from the old site; the folder of --media does not have it"}
	}
	host := address
	if u, err := url.Parse(address); err == nil {
		host = u.Host
	}
	at := slices.IndexFunc(piece.Notes, func(n Note) bool { return n.En == said.En && n.Host == host })
	if at < 0 {
		at = len(piece.Notes)
		piece.Notes = append(piece.Notes, Note{Kind: ToDo, Host: host, Words: said})
	}
	if n := &piece.Notes[at]; !slices.Contains(n.Files, address) {
		n.Files = append(n.Files, address)
		if n.Text = address; len(n.Files) > 1 {
			n.Text = fmt.Sprintf("%s (%d)", host, len(n.Files))
		}
	}
}

// IsFile recognizes the path of a picture or document: without the uploads folder it
// is only where it was.
var IsFile = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|ico|mp3|m4a|ogg|wav|mp4|m4v|mov|webm|avi|pdf|docx?|xlsx?|pptx?|zip)$`)

// resized is what WordPress adds to the name of a smaller copy.
var resized = regexp.MustCompile(`-\d+x\d+(\.\w+)$`)

// upload finds a file of the uploads folder by the path of its address: by all
// of it, or by what is left when folders are taken off its front. The
// original is preferred to a smaller copy.
func (p *Import) upload(address string) (string, bool) {
	if p.Options.Media == nil || !IsFile.MatchString(address) {
		return "", false
	}
	rest := strings.TrimPrefix(path.Clean("/"+address), "/")
	for range 6 {
		for _, name := range []string{resized.ReplaceAllString(rest, "$1"), rest} {
			if info, err := fs.Stat(p.Options.Media, name); err == nil && info.Mode().IsRegular() {
				return name, true
			}
		}
		_, after, ok := strings.Cut(rest, "/")
		if !ok {
			return "", false
		}
		rest = after
	}
	return "", false
}

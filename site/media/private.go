package media

import (
	"path"
	"slices"
	"strings"

	"warraq/site/folders"
)

// activeTypes are the files that a browser or a server would run as a part of the
// site, or show as a document of it: any XML may hold a script of XHTML. Beside a
// story they are not published; static/ is the developer's.
var activeTypes = setOf(`vml html htm html5 xhtml xht xhtm shtml shtm stm dhtml mht mhtml hta htc htaccess
	xml xsl xslt xsd dtd xbl xul rdf rss atom xspf opml wsdl wadl mathml mml smil ncx opf tei kml gpx gml dae xaml svgz
	js mjs cjs jsx css swf wasm vbs
	php php3 php4 php5 php7 php8 phps pht phtml phar cgi fcgi pl py pyc rb sh bash zsh lua
	asp aspx ascx ashx asmx asa cer jsp jspx jspf cfm cfc`)

// shownTypes have a type of their own, which a server takes for the file's.
var shownTypes = []string{".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".pdf"}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// kept says why a file beside a story is not published. Servers look at each
// extension of a name: y.html.ar is a page in Arabic, and p.php.jpg may be run.
func kept(name string) error {
	base := strings.ToLower(path.Base(name))
	exts := strings.Split(base, ".")[1:]
	for i, ext := range exts {
		ext = strings.TrimSpace(ext)
		switch {
		case activeTypes[ext], ext == "svg" && i < len(exts)-1 && !slices.Contains(shownTypes, path.Ext(base)):
			return errActive
		}
	}
	if folders.IsPrivate(base) {
		return errPrivate
	}
	return nil
}

package media

import (
	"path"
	"slices"
	"strings"
)

// activeTypes are the files that a browser or a server would run as a part of the
// site, or show as a document of it: any XML may hold a script of XHTML. Beside a
// story they are not published; static/ is the developer's.
var activeTypes = setOf(`vml html htm html5 xhtml xht xhtm shtml shtm stm dhtml mht mhtml hta htc htaccess
	xml xsl xslt xsd dtd xbl xul rdf rss atom xspf opml wsdl wadl mathml mml smil ncx opf tei kml gpx gml dae xaml svgz
	js mjs cjs jsx css swf wasm vbs
	php php3 php4 php5 php7 php8 phps pht phtml phar cgi fcgi pl py pyc rb sh bash zsh lua
	asp aspx ascx ashx asmx asa cer jsp jspx jspf cfm cfc`)

// privateTypes are the files that are put beside a story by mistake.
var privateTypes = setOf("sql sqlite sqlite3 eml msg mbox pst pem ppk kdbx env")

// litterTypes are what editors and other programs leave beside a file.
var litterTypes = []string{".bak", ".swp", ".swo", ".orig", ".tmp", ".temp", ".old", ".rej", ".swn", ".save", ".crdownload", ".part", ".pyc"}

// shownTypes have a type of their own, which a server takes for the file's.
var shownTypes = []string{".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".pdf"}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// IsLitter tells whether a name is that of a backup, or of a file that a program
// keeps for itself.
func IsLitter(name string) bool {
	base := strings.ToLower(path.Base(name))
	return strings.HasSuffix(base, "~") || strings.HasPrefix(base, "~$") || strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#") ||
		base == "thumbs.db" || base == "ehthumbs.db" || base == "desktop.ini" || base == ".ds_store" ||
		slices.Contains(litterTypes, path.Ext(base))
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
		case privateTypes[ext]:
			return errPrivate
		}
	}
	return nil
}

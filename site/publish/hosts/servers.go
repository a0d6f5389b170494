package hosts

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"warraq/site/publish/squeeze"
)

// quote is a text of nginx's or Caddy's settings.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// hashedNames matches files whose names hold a hash, as press makes them, in any of the
// regular expressions of servers.
const hashedNames = `(\.[0-9a-f]{10}\.(css|js|woff2?)|/media/.*-[0-9a-f]{8}-[0-9]+x[0-9]+(-f[0-9]+x[0-9]+)?\.[a-z0-9]+)$`

// otherTypes are ends of names that servers do not know everywhere.
var otherTypes = []struct{ end, mime string }{
	{"avif", "image/avif"}, {"mjs", "text/javascript"}, {"opml", "text/x-opml"}, {"webmanifest", "application/manifest+json"}, {"webp", "image/webp"}, {"woff2", "font/woff2"},
}

// packed are the types of files that are worth compressing.
const packed = "text/css text/javascript application/javascript application/json application/manifest+json application/xml text/xml text/x-opml image/svg+xml text/plain"

// has says that files stand precompressed in a form.
func (s *Site) has(form string) bool { return slices.Contains(s.Forms, form) }

func (s *Site) nginx() string {
	var b strings.Builder
	b.WriteString("# Made by Warraq. In a server block: include this file, and say root /the/folder/of/the/site;\n")
	fmt.Fprintf(&b, "index index.html;\nabsolute_redirect off;\ncharset utf-8;\ncharset_types text/css text/javascript application/javascript text/xml application/xml application/json text/plain text/x-opml;\ngzip on;\ngzip_vary on;\ngzip_types %s;\n", packed)
	if s.has("gz") {
		b.WriteString("gzip_static on;\n")
	}
	if s.has("br") {
		b.WriteString("# brotli_static on; # where the module ngx_brotli is loaded\n")
	}
	fmt.Fprintf(&b, "error_page 404 %s/404.html;\n", s.base())
	headers := func(indent, cache string) {
		fmt.Fprintf(&b, "%sadd_header Cache-Control \"%s\" always;\n", indent, cache)
		for _, h := range s.headers() {
			fmt.Fprintf(&b, "%sadd_header %s \"%s\" always;\n", indent, h.name, strings.ReplaceAll(h.value, `"`, `\"`))
		}
	}
	headers("", brief)
	fmt.Fprintf(&b, "location ~ /\\.warraq- { return 404; }\n")
	for i := range s.Types { // the first that fits wins
		t := s.Types[len(s.Types)-1-i]
		fmt.Fprintf(&b, "location ~ %s {\n  types {}\n  default_type %s;\n", quote(t.pattern(s.base())), quote(t.Type))
		headers("  ", brief)
		b.WriteString("}\n")
	}
	fmt.Fprintf(&b, "location ~ \"%s\" {\n", strings.ReplaceAll(hashedNames, `\`, `\\`))
	headers("  ", immutable)
	b.WriteString("}\n")
	for _, t := range otherTypes {
		fmt.Fprintf(&b, "location ~ \\.%s$ {\n  types {}\n  default_type %s;\n", t.end, t.mime)
		headers("  ", brief)
		b.WriteString("}\n")
	}
	fmt.Fprintf(&b, "location %s%s {\n  add_header X-Robots-Tag noindex always;\n", s.base(), previews)
	headers("  ", "no-cache")
	b.WriteString("}\n")
	for _, at := range s.Editions {
		fmt.Fprintf(&b, "location %s { error_page 404 %s; }\n", quote(decoded(s.base()+at)+"/"), quote(decoded(s.base()+at)+"/404.html"))
	}
	for _, r := range s.Redirects {
		for _, from := range spellings(decoded(r.From), true) {
			fmt.Fprintf(&b, "location = %s { return 301 %s; }\n", quote(from), quote(r.To))
		}
	}
	for _, address := range s.Gone {
		if page := quote(decoded(address) + "index.html"); !strings.Contains(page, "$") {
			fmt.Fprintf(&b, "location = %s { error_page 410 %s; return 410; }\n", quote(decoded(address)), page)
		}
	}
	return b.String()
}

func (s *Site) caddy() string {
	var b strings.Builder
	address := s.domain()
	if strings.HasPrefix(s.BaseURL, "http://") { // else Caddy gets a certificate
		address = strings.TrimSuffix(s.BaseURL, s.base())
	}
	fmt.Fprintf(&b, "# Made by Warraq. Put the path of the site after root *\n%s {\n\troot * /var/www/paper\n\tencode zstd gzip\n\theader {\n", address)
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "\t\t%s \"%s\"\n", h.name, strings.ReplaceAll(h.value, `"`, `\"`))
	}
	fmt.Fprintf(&b, "\t}\n\t@hashed path_regexp hashed %[1]s\n\theader @hashed Cache-Control \"%[2]s\"\n\t@others not path_regexp others %[1]s\n\theader @others Cache-Control \"%[3]s\"\n", hashedNames, immutable, brief)
	fmt.Fprintf(&b, "\t@preview path %s%s*\n\theader @preview X-Robots-Tag noindex\n\t@own path_regexp own /\\.warraq-\n\trespond @own 404\n", s.base(), previews)
	for _, t := range otherTypes {
		fmt.Fprintf(&b, "\t@%[1]s path *.%[1]s\n\theader @%[1]s Content-Type %[2]s\n", t.end, t.mime)
	}
	for i, t := range s.Types {
		fmt.Fprintf(&b, "\t@t%[1]d path_regexp t%[1]d %[2]s\n\theader @t%[1]d Content-Type %[3]s\n", i, "`"+t.pattern(s.base())+"`", quote(t.Type)) // Caddy keeps a backslash in quotation marks
	}
	for i, r := range s.Redirects {
		fmt.Fprintf(&b, "\t@r%d path", i)
		for _, from := range spellings(decoded(r.From), true) {
			b.WriteString(" " + quote(from))
		}
		fmt.Fprintf(&b, "\n\tredir @r%d %s 301\n", i, quote(r.To))
	}
	beside := ""
	for _, f := range squeeze.Forms {
		if s.has(f.End) {
			beside += " " + f.Name
		}
	}
	if beside != "" {
		beside = "\t\tprecompressed" + beside + "\n"
	}
	for i, address := range s.Gone {
		if from := decoded(address); !strings.ContainsAny(from, wild["caddy"]) {
			fmt.Fprintf(&b, "\t@g%[1]d path %[2]s\n\tfile_server @g%[1]d {\n\t\tstatus 410\n%[3]s\t}\n", i, quote(from), beside)
		}
	}
	fmt.Fprintf(&b, "\tfile_server {\n%s\t}\n\thandle_errors {\n\t\tencode zstd gzip\n\t\t@missing expression {http.error.status_code} == 404\n", beside)
	main := "@missing"
	for i, at := range s.Editions {
		fmt.Fprintf(&b, "\t\t@missing%[1]d {\n\t\t\texpression {http.error.status_code} == 404\n\t\t\tpath %[2]s\n\t\t}\n\t\trewrite @missing%[1]d %[3]s\n", i, quote(decoded(s.base()+at)+"/*"), quote(decoded(s.base()+at)+"/404.html"))
		main = "@missingelse"
	}
	if len(s.Editions) > 0 {
		b.WriteString("\t\t@missingelse {\n\t\t\texpression {http.error.status_code} == 404\n")
		for _, at := range s.Editions {
			fmt.Fprintf(&b, "\t\t\tnot path %s\n", quote(decoded(s.base()+at)+"/*"))
		}
		b.WriteString("\t\t}\n")
	}
	fmt.Fprintf(&b, "\t\trewrite %s %s/404.html\n\t\tfile_server @missing {\n%s\t\t}\n\t}\n}\n", main, s.base(), beside)
	return b.String()
}

func (s *Site) apache() string {
	var b strings.Builder
	b.WriteString("# Made by Warraq. It wants AllowOverride FileInfo Indexes Options=Indexes, and mod_headers\nDirectoryIndex index.html\nOptions -Indexes\nAddDefaultCharset utf-8\nAddCharset utf-8 .css .js .json .xml .opml .txt .mjs .csv .vtt .svg .webmanifest\n")
	fmt.Fprintf(&b, "ErrorDocument 404 %s/404.html\n", s.base())
	for _, at := range s.Editions {
		fmt.Fprintf(&b, "<If \"%%{REQUEST_URI} =~ m#^%[1]s/#\">\n  ErrorDocument 404 \"%[2]s/404.html\"\n</If>\n", regexp.QuoteMeta(s.base()+decoded(at)), s.base()+at)
	}
	for _, t := range otherTypes {
		fmt.Fprintf(&b, "AddType %s .%s\n", t.mime, t.end)
	}
	for _, t := range s.Types {
		fmt.Fprintf(&b, "<If \"%%{REQUEST_URI} =~ m#%s#\">\n  ForceType %s\n</If>\n", strings.ReplaceAll(t.pattern(s.base()), "#", `\#`), quote(t.Type))
	}
	b.WriteString("<IfModule mod_headers.c>\n")
	for _, h := range s.headers() {
		fmt.Fprintf(&b, "  Header always set %s \"%s\"\n", h.name, strings.ReplaceAll(h.value, `"`, `\"`))
	}
	fmt.Fprintf(&b, "  Header always set Cache-Control \"%s\"\n", brief)
	fmt.Fprintf(&b, "  <If \"%%{REQUEST_URI} =~ m#%s#\">\n    Header always set Cache-Control \"%s\"\n  </If>\n  <If \"%%{REQUEST_URI} =~ m#^%s%s#\">\n    Header always set X-Robots-Tag noindex\n  </If>\n</IfModule>\n", hashedNames, immutable, s.base(), previews)
	s.apacheForms(&b)
	fmt.Fprintf(&b, "<IfModule mod_deflate.c>\n  AddOutputFilterByType DEFLATE text/html %s\n</IfModule>\n", packed)
	b.WriteString("RedirectMatch 404 \"/\\.warraq-\"\n")
	exact := func(address string) string {
		return `"^` + strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSuffix(decoded(address), "/")), `"`, `\"`) + `/?$"`
	}
	for _, r := range s.Redirects {
		fmt.Fprintf(&b, "RedirectMatch 301 %s \"%s\"\n", exact(r.From), strings.ReplaceAll(strings.ReplaceAll(r.To, `"`, "%22"), "$", "%24"))
	}
	for _, address := range s.Gone {
		fmt.Fprintf(&b, "RedirectMatch 410 %s\n<If \"%%{THE_REQUEST} =~ m#^[A-Z]+ %s[ ?]#\">\n  ErrorDocument 410 %sindex.html\n</If>\n", exact(address), regexp.QuoteMeta(address), decoded(address))
	}
	return b.String()
}

// apacheForms gives the precompressed file beside the one that is asked for, as the manual
// of mod_deflate says it.
func (s *Site) apacheForms(b *strings.Builder) {
	if len(s.Forms) == 0 {
		return
	}
	b.WriteString("<IfModule mod_rewrite.c>\n  RewriteEngine on\n")
	for _, f := range squeeze.Forms {
		if !s.has(f.End) {
			continue
		}
		for _, t := range squeeze.Types {
			charset := ";charset=utf-8"
			if t.End == "bin" {
				charset = ""
			}
			fmt.Fprintf(b, "  RewriteRule \\.%s\\.%s$ - [T=%s%s,E=no-gzip:1,E=no-brotli:1,L]\n", t.End, f.End, t.Mime, charset)
		}
		fmt.Fprintf(b, "  RewriteCond %%{HTTP:Accept-Encoding} \\b%s\\b\n  RewriteCond %%{REQUEST_FILENAME}.%s -f\n  RewriteRule ^(.+)$ $1.%s [L]\n", f.Name, f.End, f.End)
	}
	b.WriteString("</IfModule>\n<IfModule mod_headers.c>\n")
	var ends []string
	for _, t := range squeeze.Types {
		ends = append(ends, t.End)
	}
	for _, f := range squeeze.Forms {
		if s.has(f.End) {
			fmt.Fprintf(b, "  <FilesMatch \"\\.(%s)\\.%s$\">\n    Header set Content-Encoding %s\n    Header append Vary Accept-Encoding\n  </FilesMatch>\n", strings.Join(ends, "|"), f.End, f.Name)
		}
	}
	b.WriteString("</IfModule>\n")
}

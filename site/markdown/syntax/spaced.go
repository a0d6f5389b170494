package syntax

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// spacedParser reads a picture or a link whose address has spaces in it, as the
// names of files have: CommonMark takes ![](صورة مسافة.png) for words. It reads
// what names a file, a path or a web address, with plain words between the
// brackets.
type spacedParser struct{}

// spacedLink is the whole of it: the words, the address with a space inside, and
// a title.
var spacedLink = regexp.MustCompile(`^!?\[([^\[\]\n` + "`" + `*]*)\]\(([^\s()<>"][^()<>"\n]*(?:\([^()<>"\n]*\)[^()<>"\n]*)*?)(?:[ \t]+"([^"\n]*)")?[ \t]*\)`)

// spacedAddress is what such an address must be.
var spacedAddress = regexp.MustCompile(`(?i)^(?:https?://|/|\.\.?/).*|\.(?:md|markdown|png|jpe?g|gif|webp|avif|svg|heic|bmp|tiff?|mp4|webm|m4v|mov|ogv|mp3|m4a|ogg|opus|wav|pdf|docx?|xlsx?|pptx?|csv|zip|txt|epub)(?:#.*)?$`)

func (spacedParser) Trigger() []byte { return []byte{'!', '['} }

func (spacedParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	line = line[:min(len(line), maxShortcode)]
	_, address, _ := bytes.Cut(line, []byte("]("))
	space := bytes.IndexAny(address[:bytes.IndexByte(address, ')')+1], " \t(")
	if space < 0 || bytes.HasPrefix(bytes.TrimLeft(address[space:], " \t"), []byte{'"'}) {
		return nil // as nearly every link: the first address on the line has no space, or one before its title
	}
	m := spacedLink.FindSubmatchIndex(line)
	if m == nil || line[0] == '[' && m[2] == m[3] {
		return nil
	}
	address = bytes.TrimSpace(line[m[4]:m[5]])
	if !bytes.ContainsAny(address, " \t") || bytes.ContainsAny(address, "'") && bytes.Contains(address, []byte(" '")) || !spacedAddress.Match(address) {
		return nil
	}
	link := ast.NewLink()
	link.Destination = address
	if m[6] >= 0 {
		link.Title = line[m[6]:m[7]]
	}
	var n ast.Node = link
	if line[0] == '!' {
		n = ast.NewImage(link)
	}
	n.SetPos(segment.Start)
	if m[2] < m[3] {
		n.AppendChild(n, ast.NewTextSegment(text.NewSegment(segment.Start+m[2], segment.Start+m[3])))
	}
	if ends, ok := pc.Get(linkEnds).(map[ast.Node]linkEnd); ok {
		ends[n] = linkEnd{segment.Start + m[3], segment.Start + m[1]}
	}
	block.Advance(m[1])
	return n
}

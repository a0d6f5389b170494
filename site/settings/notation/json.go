package notation

import (
	"errors"

	"warraq/site"
	"warraq/site/settings/nodes"
)

// JSON parses the object at the beginning of a file.
func (r *Notes) JSON(src []byte, start int) (int, *Node) {
	size, values := r.bounds()
	rest := src[start:min(len(src), start+size)]
	end, n, err := nodes.JSON(src, start, start+len(rest), values)
	if errors.Is(err, nodes.ErrTooMany) || err != nil && len(src)-start > size {
		line, _ := site.LineCol(src, start)
		r.tooLarge(line)
		return len(src), &Node{Kind: Map, Line: 1, Col: 1}
	}
	if err != nil {
		line, col := site.LineCol(src, end)
		r.Report(line, col, "front-matter/json", site.LevelError,
			site.Say("رأس الملف ليس JSON سليمًا: %v", "the front matter is not valid JSON: %v", err), site.Say("راجع الموضع", "fix that place"))
		return len(src), &Node{Kind: Map, Line: 1, Col: 1}
	}
	return end, n
}

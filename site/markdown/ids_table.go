package markdown

import "strings"

// templateIDs are the ids in the templates of the default theme. A heading that had
// one would take the place that the theme's links, labels and scripts mean. Those
// that end with a hyphen have a number after it.
var templateIDs = map[string]bool{
	"beside":         true,
	"browse":         true,
	"by-month":       true,
	"chapters":       true,
	"claim":          true,
	"contents":       true,
	"corrections":    true,
	"elsewhere":      true,
	"entries":        true,
	"foot-browse":    true,
	"foot-paper":     true,
	"foot-sections":  true,
	"foot-social":    true,
	"gallery":        true,
	"keypoints":      true,
	"latest":         true,
	"ledger":         true,
	"list-title":     true,
	"main":           true,
	"q":              true,
	"members":        true,
	"related":        true,
	"search-results": true,
	"series":         true,
	"share":          true,
	"sources":        true,
	"top-title":      true,
	"under":          true,
	"updates":        true,
	"block-":         true,
	"letter-":        true,
	"picture-":       true,
	"year-":          true,
}

func ofTemplate(id string) bool {
	numbered := strings.TrimRight(id, "0123456789")
	return templateIDs[id] || strings.HasSuffix(numbered, "-") && templateIDs[numbered]
}

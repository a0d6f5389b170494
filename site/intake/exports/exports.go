// Package exports takes in what other systems export: WordPress (WXR), RSS and
// Atom feeds, Ghost and Blogger (JSON), and Medium's archives.
//
// A reader parses its form and makes an intake.Post of each story; intake makes
// the manuscript. What a form holds that is no story (comments, menus, revisions)
// is counted as skipped.
//
// XML is read one element at a time, in bounded memory, and a document type is
// refused: entities are declared there. JSON and Medium's files are read whole,
// within limits.
package exports

import "warraq/site/intake"

// The readers of the forms.
var (
	WordPressReader = intake.Reader{Form: "wordpress", KnowsFile: isWordPress, File: WordPress, FileSays: wordpressSays}
	FeedReader      = intake.Reader{Form: "feed", KnowsFile: isFeed, File: Feed, FileSays: feedSays}
	JSONReader      = intake.Reader{Form: "json", KnowsFile: isJSON, File: JSON, FileSays: jsonSays}
	MediumReader    = intake.Reader{Form: "medium", KnowsTree: isMedium, Tree: Medium}
)

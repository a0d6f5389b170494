package site

// Type is a story's form. It chooses the template, the label and the
// schema.org type.
type Type string

// The story types. An unknown type is a Problem.
const (
	News      Type = "news"
	Opinion   Type = "opinion"
	Analysis  Type = "analysis"
	Report    Type = "report"
	Interview Type = "interview"
	Explainer Type = "explainer"
	FactCheck Type = "factcheck"
	Gallery   Type = "gallery"
	Video     Type = "video"
	Audio     Type = "audio"
	Live      Type = "live"
)

// Types lists every story type, in the order in which they are explained to
// an editor.
var Types = []Type{News, Opinion, Analysis, Report, Interview, Explainer, FactCheck, Gallery, Video, Audio, Live}

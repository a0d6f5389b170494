package site

// Query is a question that a template asks of the edition. What was asked, and
// the hash of the answer, are recorded with the page: it is made again when the
// answer is another.
type Query struct {
	Kind QueryKind
	Of   string // a section's folder, the slug or label of a tag or a series, an author's id or name, a taxonomy and a term of it with a slash between; "" in Latest: all
	N    int    // how many stories at most, newest first; 0 is all
}

// QueryKind says what is asked for.
type QueryKind string

// The kinds of a Query, by the names that templates call.
const (
	QueryLatest QueryKind = "latest"
	QueryTagged QueryKind = "tagged"
	QueryBy     QueryKind = "by"
	QuerySeries QueryKind = "series"
	QueryTermed QueryKind = "termed"
	QueryTerms  QueryKind = "terms" // answered by cards of terms
)

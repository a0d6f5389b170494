package own

import "time"

// Release is a set of stories, pages, sections, terms, authors and settings that go live together.
type Release struct {
	Name      string
	Slug      string    // of the name: two spellings of it are one set
	At        time.Time // zero: nobody knows yet
	Lifted    bool      // its time came, and nothing holds it
	Line, Col int       // in edition.yaml
}

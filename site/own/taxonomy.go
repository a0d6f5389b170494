package own

// Taxonomy is a way to group stories that the paper has of its own: places, teams, people.
type Taxonomy struct {
	Name    string // the key by which stories name its terms, the folder of their files, and the first part of addresses: "places"
	Label   string // what one term is called: «مكان»
	Plural  string // what all are called, over their list
	Tree    bool   // terms lie in each other: «مصر/القاهرة»
	OnCards bool   // other pages see of which terms a story is
	Line    int    `key:"-"` // where it is defined
	Col     int    `key:"-"`
}

// Taxonomies are all of the paper's own.
type Taxonomies []Taxonomy

// TermsDir is the folder of the theme's templates for terms of the paper's own: terms/places.html for the page of
// one, terms/places.index.html for the list of all. A theme without them shows a term as a tag.
const TermsDir = "terms/"

// File is the template of the page of a term, and Index that of the list of all terms.
func (t *Taxonomy) File() string { return TermsDir + t.Name + ".html" }

// Index is the template of the list of all terms.
func (t *Taxonomy) Index() string { return TermsDir + t.Name + ".index.html" }

// Find gives the taxonomy of a name, or nil.
func (ts Taxonomies) Find(name string) *Taxonomy {
	for i := range ts {
		if ts[i].Name == name {
			return &ts[i]
		}
	}
	return nil
}

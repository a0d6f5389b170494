package trees

import (
	"testing"

	"warraq/site/intake"
	"warraq/site/intake/forms"
	"warraq/site/intake/testdata/judge"
)

// testOptions are the judge's.
func testOptions() intake.Options { return judge.Options() }

// read reads a folder.
func read(s judge.Source, take intake.Taker) (*intake.Tally, error) {
	source, err := forms.OpenTree([]intake.Reader{Reader}, "", s.Files)
	if err != nil {
		return nil, err
	}
	return source.Read(testOptions(), take)
}

// Each file in testdata is a folder of Hugo's or Jekyll's: what it holds, the
// manuscripts that it becomes, and what an editor is told.
func TestTrees(t *testing.T) { judge.Documents(t, 2, read) }

package edition

import (
	"testing"

	"warraq/site"
)

func BenchmarkNew(b *testing.B) {
	as := history(100_000)
	m := site.Manuscripts{Articles: as, Sections: []*site.Section{{Dir: "politics", Title: "سياسة", Order: 1}}}
	c := testConfig()
	b.ReportAllocs()
	for b.Loop() {
		New(Sources{Config: c, Manuscripts: m, Clock: site.Clock{Now: noon}, Files: &site.Attachments{}, Together: atOnce})
	}
}

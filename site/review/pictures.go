package review

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/check"
)

// Shelf is what a newsroom has of pictures.
type Shelf struct {
	Files []site.PictureFile
	// Names gives the files that the manuscript at a path names, and tells of the pictures
	// among them that are not there. Two of a, s and author are nil.
	Names func(path string, a *site.Article, s *site.Section, author *site.Author) (places []string, absent []site.Problem)
}

// pictureRules are the rules of package check on how a story shows a picture.
var pictureRules = []string{"missing-alt", "missing-credit", "small-picture"}

// What is heavy, in bytes: a file that readers get as it is, and any file.
const (
	heavyAsIs = 1 << 20
	heavyFile = 10 << 20
)

// Pictures reviews the pictures of an edition: how stories show them, as pictureRules say,
// and their files.
func (r *Run) Pictures(ctx context.Context, shelf Shelf) (*Report, error) {
	folder, config := *r.Content, *r.Content.Config
	config.Checks = maps.Clone(config.Checks)
	if config.Checks == nil {
		config.Checks = map[string]string{}
	}
	for _, rule := range check.Rules {
		if !slices.Contains(pictureRules, rule.ID) {
			config.Checks[rule.ID] = string(check.Off)
		}
	}
	folder.Config, folder.Problems = &config, nil
	run := Run{Content: &folder, Version: r.Version, Began: r.Began, Quote: r.Quote}
	report, err := run.Check(ctx, folder.Paths)
	if err != nil {
		return nil, err
	}
	report.Problems = slices.DeleteFunc(report.Problems, func(m Remark) bool { return !slices.Contains(pictureRules, m.Rule) })
	named, told := map[string]bool{}, map[site.Words]bool{}
	type names struct {
		places []string
		absent []site.Problem
	}
	err = Each(ctx, r.Content, folder.Paths, func(s Sheet) (n names) {
		s = r.Content.parse(s)
		n.places, n.absent = shelf.Names(s.Path, s.Article, s.Section, s.Author)
		return n
	}, func(n names) {
		for _, place := range n.places {
			named[place] = true
		}
		for _, p := range n.absent {
			if p.Rule != "picture/elsewhere" || !told[p.Message] { // once of a folder
				report.Problems = append(report.Problems, plain([]site.Problem{p})...)
			}
			told[p.Message] = true
		}
	})
	for _, f := range shelf.Files {
		report.Problems = append(report.Problems, plain(judgePicture(f, named[f.Place], config.Pictures))...)
	}
	report.Checked = len(shelf.Files)
	return report.sorted(), err
}

// judgePicture says what is wrong with a file. isNamed: a manuscript names it.
func judgePicture(f site.PictureFile, isNamed bool, c site.PictureConfig) (out []site.Problem) {
	isStatic, root := strings.HasPrefix(f.Place, "/"), "content"
	if isStatic {
		root = "static"
	}
	say := func(rule string, level site.Level, message, hint site.Words) {
		out = append(out, site.Problem{Path: path.Join(root, f.Place), Rule: "picture/" + rule, Level: level, Message: message, Hint: hint})
	}
	name, weight := path.Base(f.Place), float64(f.Size)/(1<<20)
	switch {
	case f.Located && isStatic && !c.CleanStatic:
		say("located", site.LevelWarning, site.Say("تقول الصورة %s أين التُقطت، وتُنشر كما هي", "the picture %s says where it was taken, and goes out as it is", name),
			site.Say("في edition.yaml: pictures: {clean_static: true} يحذف ذلك عند النشر", "pictures: {clean_static: true} in edition.yaml leaves that out of what is published"))
	case f.Located && isStatic && f.Unclean:
		say("located", site.LevelError, site.Say("تقول الصورة %s أين التُقطت، ولا يمكن حذف ذلك، فلا تُنشر", "the picture %s says where it was taken, which cannot be taken out, so it is not published", name),
			site.Say("صدّرها من جديد، أو احذفها", "export it again, or remove it"))
	}
	if f.Fault != (site.Words{}) {
		say("damaged", site.LevelError,
			site.Words{Ar: "لا تُعرض الصورة " + name + ": " + f.Fault.Ar, En: "the picture " + name + " cannot be shown: " + f.Fault.En},
			f.Remedy)
		return out
	}
	if !isNamed && !isStatic { // templates and style sheets name those of static/
		say("unused", site.LevelNote, site.Say("لا تذكر الصورة %s قصةٌ ولا قسم ولا كاتب", "no story, section or author names the picture %s", name),
			site.Say("احذفها إن لم تعد لازمة", "remove it if it is not needed any more"))
	}
	switch {
	case f.AsIs && f.Size > heavyAsIs:
		say("heavy", site.LevelWarning, site.Say("الصورة %s حجمها %.1f م.ب، وتصل القراء كما هي", "the picture %s has %.1f MB, and readers get it as it is", name, weight),
			site.Say("صغّرها، أو ضعها بجانب القصة بصيغة JPEG لتُصنع لها أحجام", "make it smaller, or put it beside a story as a JPEG, for sizes to be made of it"))
	case f.Size > heavyFile:
		say("heavy", site.LevelNote, site.Say("ملف الصورة %s حجمه %.1f م.ب", "the file of the picture %s has %.1f MB", name, weight),
			site.Say("لا يصل القراء، لكنه يثقل المستودع والبناء", "readers do not get it, but repository and build carry it"))
	}
	if f.Cleaned {
		say("cleaned", site.LevelWarning, site.Say("في الرسم %s برنامج أو ما ليس رسمًا، فيُنشر من دونه", "the drawing %s holds a script, or what is not of a drawing; it is published without that", name),
			site.Say("إن تغيّر الرسم فاحفظه من جديد SVG بسيطًا (Plain SVG)، أو بصيغة PNG", "if the drawing looks otherwise now, save it again as a plain SVG, or as PNG"))
	}
	if f.Provenance && !c.Originals {
		say("provenance", site.LevelNote, site.Say("في الصورة %s بيانات منشأ (C2PA)، ولا تبقى في الأحجام المنشورة", "the picture %s has content credentials (C2PA), which the published sizes have not", name),
			site.Say("pictures: {originals: keep} ينشر معها الأصل كما هو، بكل ما يقوله", "pictures: {originals: keep} publishes the untouched original too, with all that it says"))
	}
	return out
}

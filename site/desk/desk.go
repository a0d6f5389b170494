// Package desk has what an editor does to a story that is written: to publish it, to take it
// back, to withdraw it, to correct it.
//
// Belongs here: which keys of the front matter say so, and when it may not be done. Does not:
// how a key is written (package amend), and how files are saved (package newsroom).
//
// Publishing gives a story its time in one way. The day in date stays, for the address has
// it; the time at which the story appears is publishDate. A story that is published on the
// day on which it was begun, or before it, has one line, date.
package desk

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"warraq/site"
	"warraq/site/manuscript"
	"warraq/site/manuscript/amend"
	"warraq/site/settings"
	"warraq/site/settings/notation"
)

// Order is what an editor asks for.
type Order struct {
	Now  time.Time // in the edition's zone
	At   time.Time // when a story appears; zero: now
	Note string    // why it is withdrawn, or what was corrected
}

// Done is what became of a story's file.
type Done struct {
	Title string
	Next  []byte     // the file as it should be; nil where nothing changes
	Says  site.Words // what was done, or why nothing was
}

// Verb is what an editor does to one story: file is its path under content/. The error says
// why it cannot be done, without the file's name.
type Verb func(file string, src []byte, o manuscript.Options, order Order) (Done, error)

// work is a story in the hands of a verb.
type work struct {
	*amend.Front
	file  string
	o     manuscript.Options
	was   manuscript.Reading
	order Order
}

// begin opens a story.
func begin(file string, src []byte, o manuscript.Options, order Order) (*work, error) {
	if noun := site.NounOf(file); noun != site.NounStory && noun != site.NounPage {
		return nil, site.Failure("ليس قصة", "it is no story")
	}
	o.Bare = true
	w := &work{file: file, o: o, order: order, was: manuscript.Read(file, src, o)}
	front, err := amend.Open(file, src, o)
	if err != nil || w.was.Article == nil {
		if i := slices.IndexFunc(w.was.Problems, isError); i >= 0 {
			return nil, failure(w.was.Problems[i])
		}
		return nil, amend.ErrForm
	}
	w.Front = front
	return w, nil
}

func isError(p site.Problem) bool { return p.Level == site.LevelError }

// failure is a problem of a story as the reason why something cannot be done.
func failure(p site.Problem) error {
	at := fmt.Sprintf("%d:%d", p.Line, p.Col)
	return site.Failure("السطر %s: %s؛ %s", "line %s: %s; %s", at, p.Message, p.Hint)
}

// faulty says what is wrong with the story, nil if nothing is. The site has no page of a faulty one, and so none
// that says that it was withdrawn, or corrected.
func (w *work) faulty() error {
	if i := slices.IndexFunc(w.was.Problems, isError); i >= 0 {
		return failure(w.was.Problems[i])
	}
	return nil
}

// end gives what was done, if the file then says what it should.
func (w *work) end(says site.Words, should func(*site.Article) bool) (Done, error) {
	next := manuscript.Read(w.file, w.Bytes(), w.o)
	if next.Article == nil || !should(next.Article) || site.Errors(next.Problems) > site.Errors(w.was.Problems) {
		return Done{}, amend.ErrForm
	}
	return Done{Title: next.Article.Title, Next: w.Bytes(), Says: says}, nil
}

// nothing is what was done where nothing is to do.
func (w *work) nothing(says site.Words) (Done, error) {
	return Done{Title: w.was.Article.Title, Says: says}, nil
}

// written is a time as it is written into front matter.
func (w *work) written(t time.Time) string {
	if w.o.Zone != nil {
		t = t.In(w.o.Zone)
	}
	return t.Format(time.RFC3339)
}

// draftKeys hide a story where they are true, and shownKeys where they are false.
var (
	draftKeys = []string{"draft", "isDraft", "unpublished", "مسودة", "مسودّة"}
	shownKeys = []string{"published", "publish", "isPublished", "public", "isPublic"}
	stateKeys = []string{"status", "post_status", "state", "workflow", "حالة", "الحالة"}
)

// unready are the words of stateKeys that say that a story is not ready, and no more. One
// that says more, such as private, is for a person to change.
var unready = []string{"draft", "drafts", "drafted", "auto-draft", "pending", "future", "scheduled", "review", "in-review", "needs-review", "in-progress", "ready", "waiting", "مسودة", "مجدول", "مجدولة", "قيد-المراجعة"}

// Publish makes a story public at a time.
func Publish(file string, src []byte, o manuscript.Options, order Order) (Done, error) {
	w, err := begin(file, src, o, order)
	if err != nil {
		return Done{}, err
	}
	a, at := w.was.Article, order.At
	if at.IsZero() {
		at = order.Now
	}
	at = at.Truncate(time.Second)
	isLive := !a.Draft && !a.Publish.After(order.Now)
	switch err := w.faulty(); {
	case err != nil:
		return Done{}, err
	case a.Withdrawn != nil && !a.Static:
		return Done{}, site.Failure("سُحبت القصة؛ إن كانت ستعود فاحذف withdrawn من صدرها أولًا", "the story is withdrawn; if it is to return, first remove withdrawn from its front matter")
	case !a.Expiry.IsZero() && !a.Expiry.After(at):
		return Done{}, site.Failure("تزول القصة قبل ذلك، في %s؛ صحح expiryDate أو احذفه", "the story is gone by then, since %s; correct expiryDate, or remove it", w.written(a.Expiry))
	case a.Release.Target != "" && !order.At.IsZero():
		return Done{}, site.Failure("تظهر القصة مع المجموعة %s في وقتها؛ احذف release أولًا", "the story appears with the release %s, at its time; remove release first", a.Release.Target)
	case a.Release.Target != "" && !a.Draft:
		return w.nothing(site.Say("تظهر مع المجموعة %s", "appears with the release %s", a.Release.Target))
	case a.Release.Target != "":
		if err := w.unhide(); err != nil {
			return Done{}, err
		}
		return w.end(site.Say("تظهر مع المجموعة %s", "appears with the release %s", a.Release.Target), func(now *site.Article) bool { return !now.Draft })
	case isLive && order.At.IsZero():
		return w.nothing(site.Say("منشورة منذ %s", "public since %s", w.written(a.Published())))
	case isLive:
		return Done{}, site.Failure("القصة منشورة، ولا يُغيَّر وقت ما قرأه الناس؛ ردّها مسودةً أولًا: warraq unpublish", "the story is public, and the time of what readers have seen stays; make it a draft first: warraq unpublish")
	}
	if err := w.unhide(); err != nil {
		return Done{}, err
	}
	if err := w.date(at); err != nil {
		return Done{}, err
	}
	if next := manuscript.Read(w.file, w.Bytes(), w.o); next.Article != nil && next.Article.Draft {
		return Done{}, hiddenBy(w.file, next)
	}
	says := site.Say("تُنشر في %s", "appears at %s", w.written(at))
	if !at.After(order.Now) {
		says = site.Say("منشورة منذ %s", "public since %s", w.written(at))
	}
	return w.end(says, func(now *site.Article) bool {
		return !now.Draft && (a.Static && order.At.IsZero() || now.Publish.Equal(at) && now.Published().Equal(at))
	})
}

// unhide takes out what keeps a story out of sight and says nothing else.
func (w *work) unhide() error {
	err := w.Remove(draftKeys...)
	for _, key := range shownKeys {
		if n := w.Get(key); n != nil && settings.IsFlag(n) && err == nil {
			err = w.Remove(key)
		}
	}
	for _, key := range stateKeys {
		if n := w.Get(key); n != nil && slices.Contains(unready, strings.ToLower(strings.ReplaceAll(n.Text, " ", "-"))) && err == nil {
			err = w.Remove(key)
		}
	}
	return err
}

// date writes when a story appears. A page has no date, and appears at once where no time is
// asked for.
func (w *work) date(at time.Time) error {
	lifts := manuscript.LiftKeys()
	now := manuscript.Read(w.file, w.Bytes(), w.o).Article
	if now == nil {
		return amend.ErrForm
	}
	text, date := w.written(at), now.Date
	sameDay := date.In(at.Location()).Format(time.DateOnly) == at.Format(time.DateOnly)
	switch {
	case now.Static && w.order.At.IsZero():
		return w.Remove(lifts...)
	case !now.Static && (date.IsZero() || date.After(at) || sameDay):
		if err := w.Remove(lifts...); err != nil {
			return err
		}
		return w.Set("date", text)
	}
	if err := w.Only(lifts...); err != nil {
		return err
	}
	return w.Set(lifts[0], text, lifts...)
}

// hiddenBy says what keeps a story out of sight.
func hiddenBy(file string, r manuscript.Reading) error {
	if dir := site.HiddenFolder(file); dir != "" {
		return site.Failure("لا يُنشر ما في المجلد %s؛ انقل القصة منه: warraq mv", "what lies in the folder %s is not published; move the story: warraq mv", dir)
	}
	for _, p := range r.Problems {
		if p.Rule == "front-matter/hidden" || p.Rule == "file/draft" || p.Rule == "file/underscore" {
			return failure(p)
		}
	}
	return site.Failure("في صدر القصة ما يحجبها غير draft", "something in the front matter hides the story, beside draft")
}

// Unpublish makes a story a draft: its page leaves the site, and nothing stays in its place.
func Unpublish(file string, src []byte, o manuscript.Options, order Order) (Done, error) {
	w, err := begin(file, src, o, order)
	switch {
	case err != nil:
		return Done{}, err
	case w.was.Article.Draft:
		return w.nothing(site.Say("مسودة", "is a draft"))
	}
	if err := w.Set("draft", true, draftKeys...); err != nil {
		return Done{}, err
	}
	return w.end(site.Say("صارت مسودة", "is a draft now"), func(now *site.Article) bool { return now.Draft })
}

// Withdraw puts a page in the place of a story that says that it was withdrawn, and why.
func Withdraw(file string, src []byte, o manuscript.Options, order Order) (Done, error) {
	w, err := begin(file, src, o, order)
	if err != nil {
		return Done{}, err
	}
	switch a, err := w.was.Article, w.faulty(); {
	case err != nil:
		return Done{}, err
	case a.Static:
		return Done{}, site.Failure("الصفحة الثابتة لا تُسحب؛ رُدّها مسودةً: warraq unpublish", "a static page is not withdrawn; make it a draft: warraq unpublish")
	case a.Draft || a.Publish.After(order.Now):
		return Done{}, site.Failure("لم تُنشر القصة، فلا شيء يُسحب", "the story is not public, so there is nothing to withdraw")
	case a.Withdrawn != nil && order.Note == "":
		return w.nothing(site.Say("مسحوبة", "is withdrawn"))
	}
	note := manuscript.Matter{{Key: "date", Value: w.written(order.Now)}}
	note.Add("reason", order.Note)
	if err := w.Set("withdrawn", note); err != nil {
		return Done{}, err
	}
	return w.end(site.Say("سُحبت", "is withdrawn now"), func(now *site.Article) bool {
		return !now.Draft && now.Withdrawn != nil && (now.Withdrawn.Text == "") == (notation.Clean(order.Note) == "")
	})
}

// Correct adds a dated correction to a story.
func Correct(file string, src []byte, o manuscript.Options, order Order) (Done, error) {
	w, err := begin(file, src, o, order)
	switch {
	case err != nil:
		return Done{}, err
	case notation.Clean(order.Note) == "":
		return Done{}, site.Failure("قل ما صُحّح: --note", "say what was corrected: --note")
	case w.faulty() != nil:
		return Done{}, w.faulty()
	case w.was.Article.Static:
		return Done{}, site.Failure("الصفحة الثابتة لا تصويبات لها", "a static page has no corrections")
	case w.was.Article.Withdrawn != nil:
		return Done{}, site.Failure("سُحبت القصة، فلا تصويب لها", "the story is withdrawn, so it cannot be corrected")
	}
	if err := w.Append("corrections", manuscript.Matter{{Key: "date", Value: w.written(order.Now)}, {Key: "text", Value: order.Note}}, "correction"); err != nil {
		return Done{}, err
	}
	had := len(w.was.Article.Corrections)
	return w.end(site.Say("صُوّبت", "has the correction"), func(now *site.Article) bool { return len(now.Corrections) == had+1 })
}

// Above says what in the sections round a story keeps it out of sight at a time; ok is false
// where nothing does. sections gives the bytes of a file under content/, or an error.
func Above(file string, sections func(name string) ([]byte, error), o manuscript.Options, at time.Time) (says site.Words, ok bool) {
	o.Bare = true
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		name := dir + "/_index.md"
		src, err := sections(name)
		if err != nil {
			continue
		}
		switch s := manuscript.Read(name, src, o).Section; {
		case s == nil:
		case s.Draft:
			return site.Say("لكن القسم مسودة: content/%s", "but the section is a draft: content/%s", name), true
		case s.Publish.After(at):
			return site.Say("لكن القسم كله لا يظهر قبل موعده: content/%s", "but the whole section appears later: content/%s", name), true
		case !s.Expiry.IsZero() && !s.Expiry.After(at):
			return site.Say("لكن القسم كله زال: content/%s", "but the whole section is gone: content/%s", name), true
		}
	}
	return site.Words{}, false
}

package places

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"

	"warraq/site"
	"warraq/site/publish"
	"warraq/site/publish/after"
	"warraq/site/publish/deploy"
)

// Report is what a deploy did, or would do, for machines and for people.
type Report struct {
	Target   string         `json:"target"`
	Where    string         `json:"where"`
	Edition  int            `json:"edition"`
	Files    int            `json:"files"`
	New      []string       `json:"new"`
	Changed  []string       `json:"changed"`
	Removed  []string       `json:"removed"` // they are deleted by the next deploy
	Deleted  []string       `json:"deleted"`
	Bytes    int64          `json:"bytes"`
	Sent     bool           `json:"sent"`
	Resumed  string         `json:"resumed,omitempty"`
	Requests map[string]int `json:"requests,omitempty"`
	Told     []Told         `json:"told,omitempty"`
}

// Told is who was told of the changed addresses once the deploy was done.
type Told struct {
	Name  string `json:"name"`
	URLs  int    `json:"urls"`
	Later int    `json:"later,omitempty"` // that wait for the next deploy
	Error string `json:"error,omitempty"`

	reason site.Words
}

// Untold says that somebody could not be told: a cache may give older pages. What is told with the next deploy is none of it.
func (r *Report) Untold() bool {
	return slices.ContainsFunc(r.Told, func(t Told) bool { return t.Error != "" && t.Later == 0 })
}

// tell tells others of what the deploy changed. A preview is for nobody but caches.
func (t *Target) tell(ctx context.Context, r *Report, open func(path string) ([]byte, error)) {
	who := after.Told{Purge: t.Purge, Keys: t.Keys, IndexNow: t.IndexNow, Hub: t.hub}
	change := after.Change{BaseURL: t.base, Editions: t.editions, Paths: slices.Concat(r.New, r.Changed, r.Deleted), New: r.New, Leaving: r.Removed}
	if t.records.Server != "" && open != nil {
		who.Records = &t.records
		if who.Records.Open = open; t.Session != nil {
			who.Records.Time = 10 * time.Second // the next edition waits for it
		}
	}
	if t.asked.Preview != "" {
		who.Records, who.IndexNow, who.Hub, change.BaseURL = nil, "", "", t.Address("")
	}
	r.add(who.Tell(ctx, change))
}

// purge tells caches alone of what went ahead.
func (t *Target) purge(ctx context.Context, r *Report) error {
	who := after.Told{Purge: t.Purge, Keys: t.Keys}
	r.add(who.Tell(ctx, after.Change{BaseURL: t.base, Editions: t.editions, Paths: r.Changed, New: r.Changed})) // they may be new
	for _, told := range r.Told {
		if told.Error != "" {
			return site.Failure("لم يُخبر %s: %s", "%s could not be told: %s", told.Name, told.reason)
		}
	}
	return nil
}

func (r *Report) add(all []after.Outcome) {
	for _, o := range all {
		told := Told{Name: o.Name, URLs: o.URLs, Later: o.Later}
		if o.Error != nil {
			told.Error, told.reason = o.Error.Error(), site.Reason(o.Error)
		}
		r.Told = append(r.Told, told)
	}
}

// take takes a built site for what is sent. One that has what is not public is sent as a
// preview alone.
func take(o *deploy.Options, dir string, built *publish.Folder) error {
	for path, file := range publish.Published(built) {
		o.Files = append(o.Files, deploy.File{Path: path, Sum: file.Sum, Size: file.Size})
	}
	switch {
	case len(o.Files) == 0:
		return site.Failure("لا موقع مبني في %s", "no site is built in %s", dir)
	case publish.IsPreview(dir) && !o.Unlisted:
		return site.Failure("بُني %s بمسوّدات أو بقصص لم يحن نشرها؛ ابنِ من غيرها", "%s was built with drafts or stories under embargo; build without them", dir)
	}
	o.Open = built.Read
	return nil
}

// Send deploys the site that is built in a folder, nil for a rollback. Of the options it
// wants Hash, Now and Sent.
func (t *Target) Send(ctx context.Context, built *publish.Folder, dir string, o deploy.Options) (Report, error) {
	a := t.asked
	o.Unlisted, o.DeleteNow, o.Overwrite, o.All, o.Back, o.Dry = a.Preview != "", a.DeleteNow, a.Overwrite, a.All, a.Back, a.Dry
	o.Encoding, o.Type, o.Base = t.Encode, t.typeOf, t.keysBelow()
	o.History, o.MaxDelete, o.Verify, o.By = t.History, float64(t.MaxDelete), 3, deploy.Self()
	if a.MaxDelete >= 0 {
		o.MaxDelete = float64(a.MaxDelete)
	}
	if built != nil {
		if err := take(&o, dir, built); err != nil {
			return Report{}, err
		}
		t.overlay(&o)
	}
	if c, ok := t.Place.(io.Closer); ok {
		defer func() { _ = c.Close() }() // what an unfinished deploy left
	}
	where := fmt.Sprint(t.Place)
	release, machine, err := t.alone(o.Hash)
	if err != nil {
		return Report{}, err
	}
	defer release()
	o.Machine = machine
	var told Report
	o.Stands = func(p *deploy.Plan) {
		told.New, told.Changed, told.Deleted = deploy.Paths(p.New), slices.Concat(deploy.Paths(p.Changed), deploy.Paths(p.Earlier), t.caughtUp()), deploy.Paths(p.Deleted)
		told.Removed = deploy.Paths(p.Removed)
		t.tell(ctx, &told, o.Open)
	}
	o.Known, o.Keep, o.Session = t.knownList, t.keepList, t.Session
	r, err := deploy.Run(ctx, t.Place, o)
	if err != nil {
		return Report{}, err
	}
	if r.Nothing && !o.Dry {
		t.tell(ctx, &told, o.Open) // what waits since an earlier deploy
	}
	says := Report{
		Target: t.Name, Where: where, Edition: r.Head.Edition, Files: r.Head.Files, Resumed: r.Resumed, Sent: !o.Dry && !r.Nothing, Bytes: r.Plan.Bytes,
		New: deploy.Paths(r.Plan.New), Changed: deploy.Paths(r.Plan.Changed), Removed: deploy.Paths(r.Plan.Removed), Deleted: deploy.Paths(r.Plan.Deleted),
	}
	if err := t.remember(r.Head.Edition); err != nil {
		return says, err
	}
	if counted, ok := t.Place.(interface{ Requests() map[string]int }); ok {
		says.Requests = counted.Requests()
	}
	says.Told = told.Told
	return says, nil
}

// Listed gives each path of the plan and its sign, if asked: + new, ~ changed, - leaves the
// site, x is deleted.
func (r *Report) Listed(asked bool) iter.Seq2[string, string] {
	return func(yield func(path, sign string) bool) {
		for i, paths := range [][]string{r.New, r.Changed, r.Removed, r.Deleted} {
			for _, p := range paths {
				if !asked || !yield(p, string("+~-x"[i])) {
					return
				}
			}
		}
	}
}

// Words say what was done, or would be.
func (r *Report) Words(dry bool) (out []site.Words) {
	if r.Resumed != "" && !dry {
		out = append(out, site.Say("أُتمّ نشر توقف في وسطه: %s", "a deploy that had stopped half-way was finished: %s", r.Resumed))
	}
	counts := site.Say("جديد %d، متغيّر %d، يزول %d، حُذف %d، %.1f ميغابايت", "new %d, changed %d, leaving %d, deleted %d, %.1f MB",
		len(r.New), len(r.Changed), len(r.Removed), len(r.Deleted), float64(r.Bytes)/1e6)
	switch {
	case dry:
		return append(out, site.Say("لم يُرسل شيء إلى %s: %s", "nothing was sent to %s: %s", r.Where, counts))
	case !r.Sent:
		return append(out, site.Say("لم يتغيّر شيء في %s", "nothing changed at %s", r.Where))
	}
	out = append(out, site.Say("%s: النشرة %d، %s", "%s: edition %d, %s", r.Where, r.Edition, counts))
	for _, t := range r.Told {
		if t.Error != "" && t.Later > 0 {
			out = append(out, site.Say("أُرسل كل شيء، ولم يُخبر %s بـ%d من القصص، فيُخبر بها في النشر التالي: %s", "everything was sent, and %s could not be told of %d stories, and is told with the next deploy: %s", t.Name, t.Later, t.reason))
		} else if t.Error != "" {
			out = append(out, site.Say("أُرسل كل شيء، ولم يُخبر %s بالعناوين المتغيرة (%d): %s", "everything was sent, and %s could not be told of the changed addresses (%d): %s", t.Name, t.URLs, t.reason))
		} else {
			out = append(out, site.Say("أُخبر %s بـ%d من العناوين", "%s was told of %d addresses", t.Name, t.URLs))
			if t.Later > 0 {
				out = append(out, site.Say("ويُخبر %s بـ%d أخرى في النشر التالي", "%s is told of %d more with the next deploy", t.Name, t.Later))
			}
		}
	}
	if len(r.Removed) > 0 {
		out = append(out, site.Say("ما يزول يُحذف في النشر التالي، و--delete-now تحذفه فورًا", "what leaves is deleted by the next deploy; --delete-now deletes it at once"))
	}
	return out
}

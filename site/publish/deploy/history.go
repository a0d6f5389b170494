package deploy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/publish/squeeze"
)

// keeping is what a deploy keeps of the edition before it.
type keeping struct {
	edition int
	name    string // of the list, "" where nothing is kept
	list
	cut    bool // a deploy that was cut may have kept some of it
	unsure bool // and any of it
}

// paths are those of what is kept.
func (k *keeping) paths() map[string]bool {
	out := make(map[string]bool, len(k.files))
	for _, f := range k.files {
		out[f.Path] = true
	}
	return out
}

// object is the list, and names it; nothing where nothing is kept.
func (k *keeping) object(hash Hash) (o Object) {
	if len(k.files) > 0 {
		name, data := k.pack(hash, "kept", k.edition)
		k.name, o = name, object(name, data)
	}
	return o
}

// mark is the hash of a path.
func (r *run) mark(path string) string {
	sum := r.Hash([]byte(path))
	return fmt.Sprintf("%x", sum[:])
}

// key is where the bytes of a path are kept.
func (r *run) key(edition int, path string) string {
	return fmt.Sprintf("%skept/%d/%s", own, edition, r.mark(path))
}

// keeping lists what is going to be kept.
func (r *run) keeping(ctx context.Context, p *Plan, edition int) (*keeping, error) {
	k := &keeping{edition: edition, cut: len(r.cutKept)+len(r.ahead) > 0}
	r.resumes = k.cut
	if r.History == 0 {
		return k, nil
	}
	all := map[string]File{}
	for _, name := range r.cutKept {
		l, err := r.heads.list(ctx, r.Hash, name)
		if err != nil {
			return nil, err
		}
		for _, f := range l.files {
			all[f.Path] = f
		}
	}
	for _, f := range p.Changed {
		if was := p.before[f.Path]; was.Sum != f.Sum && r.ofEdition(was) {
			all[f.Path] = was
		}
	}
	if lock := r.heads.head.Lock; lock != nil && lock.Keeps {
		for _, f := range r.ahead {
			if was, ok := find(r.base.files, f.Path); ok {
				all[f.Path] = was
			}
		}
	}
	for _, f := range p.Deleted {
		if !r.DeleteNow && !r.state[f.Path].stray {
			all[f.Path] = f
		}
	}
	for _, f := range all {
		k.files = append(k.files, f)
	}
	slices.SortFunc(k.files, byPath)
	return k, nil
}

// ofEdition says that a file is of the edition that stands.
func (r *run) ofEdition(f File) bool {
	g, ok := find(r.base.files, f.Path)
	return ok && g.Sum == f.Sum
}

// keep copies what of some files is to be kept, before they are overwritten or deleted.
func (r *run) keep(ctx context.Context, k *keeping, files []File) error {
	keeper, ok := r.place.(Keeper)
	if !ok || k.name == "" {
		return nil
	}
	var copies []Copy
	for _, f := range files {
		if _, ok := find(k.files, f.Path); !ok {
			continue
		}
		to := r.key(k.edition, f.Path)
		if k.unsure || k.cut && (r.state[f.Path].doubtful || slices.ContainsFunc(r.ahead, func(a File) bool { return a.Path == f.Path })) { // the new bytes may stand there already; then the old ones were kept before
			_, _, err := r.place.Read(ctx, to)
			if err == nil {
				continue
			}
			if !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		copies = append(copies, Copy{f.Path, to})
	}
	if len(copies) == 0 {
		return nil
	}
	return keeper.Keep(ctx, copies)
}

// remove deletes what left with the deploy before; with DeleteNow also what leaves now, and
// its kept bytes.
func (r *run) remove(ctx context.Context, deleted []File, k *keeping) error {
	if len(deleted) == 0 {
		return nil
	}
	if err := r.keep(ctx, k, deleted); err != nil {
		return err
	}
	var keys []string
	for _, f := range deleted {
		keys = append(keys, f.Path)
	}
	if r.DeleteNow {
		for _, s := range append([]Stand{r.report.Head.Stand}, r.report.Head.History...) {
			l, err := r.heads.list(ctx, r.Hash, s.Kept)
			if err != nil {
				return err
			}
			for _, f := range deleted {
				if _, ok := find(l.files, f.Path); ok {
					keys = append(keys, r.key(s.Edition, f.Path))
				}
			}
		}
	}
	return r.place.Remove(ctx, keys)
}

// history are the editions that stay for Rollback. What the oldest of them overwrote
// itself is not needed.
func (r *run) history(before Head) []Stand {
	if before.Edition == 0 || r.History == 0 {
		return nil
	}
	all := append([]Stand{before.Stand}, before.History...)
	all = all[:min(len(all), r.History)]
	all[len(all)-1].Kept = ""
	return all
}

// purged are the paths whose kept bytes were deleted, while an edition before that stays.
func (r *run) purged(before Head, p *Plan, history []Stand) map[string]int {
	out := map[string]int{}
	if len(history) == 0 {
		return nil
	}
	for mark, edition := range before.Purged {
		if edition > history[len(history)-1].Edition {
			out[mark] = edition
		}
	}
	if r.DeleteNow {
		for _, f := range p.Deleted {
			out[r.mark(f.Path)] = before.Edition + 1
		}
	}
	return out
}

// tidy deletes lists and kept bytes that no edition of the history needs. What it cannot
// delete only costs room.
func (r *run) tidy(ctx context.Context, before, after Head) {
	lists, keeps := map[string]bool{after.List: true}, map[string]bool{after.Kept: true}
	for _, s := range after.History {
		lists[s.List], keeps[s.Kept] = true, true
	}
	old := append([]Stand{before.Stand}, before.History...)
	if lock := before.Lock; lock != nil {
		for _, name := range lock.Lists {
			old = append(old, Stand{List: name})
		}
		for _, name := range lock.Kept {
			old = append(old, Stand{Kept: name}) // its bytes are in the list of this deploy
		}
	}
	keys := r.orphans
	for _, s := range old {
		if s.List != "" && !lists[s.List] {
			keys = append(keys, own+s.List)
		}
		if s.Kept == "" || keeps[s.Kept] {
			continue
		}
		if l, err := r.heads.list(ctx, r.Hash, s.Kept); err == nil && s.Edition > 0 {
			for _, f := range l.files {
				keys = append(keys, r.key(s.Edition, f.Path))
			}
		}
		keys = append(keys, own+s.Kept)
	}
	if len(keys) > 0 {
		slices.Sort(keys)
		_ = r.place.Remove(ctx, slices.Compact(keys))
	}
}

// goBack takes an edition of the history for the site.
func (r *run) goBack(ctx context.Context, head Head) error {
	if r.Back > len(head.History) {
		return site.Failure("لا تحفظ الوجهة ما قبل %d من النشرات؛ المحفوظ: %s", "the target does not keep what was %d editions ago; kept are: %s", r.Back, told(head.History))
	}
	l, err := r.heads.list(ctx, r.Hash, head.History[r.Back-1].List)
	if err != nil {
		return err
	}
	keys := map[string]string{} // a path to where its bytes are kept: what the first deploy after it overwrote
	for _, s := range append([]Stand{head.Stand}, head.History[:r.Back-1]...) {
		kept, err := r.heads.list(ctx, r.Hash, s.Kept)
		if err != nil {
			return err
		}
		for _, f := range kept.files {
			keys[f.Path] = r.key(s.Edition, f.Path)
		}
	}
	r.MaxDelete = 100
	r.Files = slices.DeleteFunc(l.files, func(f File) bool { return head.Purged[r.mark(f.Path)] > 0 })
	fillKinds(r)
	r.Open = func(path string) ([]byte, error) {
		if keys[path] == "" {
			return nil, site.Failure("لا تحفظ الوجهة ما كان في %s", "the target does not keep what %s was", path)
		}
		data, _, err := r.place.Read(ctx, keys[path])
		if err != nil {
			return nil, site.Failure("لا تحفظ الوجهة ما كان في %s: %v", "the target does not keep what %s was: %v", path, err)
		}
		f, _ := find(r.Files, path)
		return plain(r.Hash, f, data), nil
	}
	return nil
}

// plain gives the bytes of a kept file: a place keeps it as it was sent, compressed or not.
func plain(hash Hash, f File, data []byte) []byte {
	for _, form := range []string{"", "gzip", "br"} {
		if out, err := squeeze.Back(form, data); err == nil && hash(out) == f.Sum {
			return out
		}
	}
	return data // run.bytes refuses it
}

// told are editions in a line.
func told(all []Stand) string {
	var out []string
	for i, s := range all {
		out = append(out, fmt.Sprintf("%d: %s", i+1, instant(s.At)))
	}
	if len(out) == 0 {
		return "–"
	}
	return strings.Join(out, ", ")
}

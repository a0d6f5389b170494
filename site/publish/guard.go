package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"warraq/site"
	"warraq/site/regular"
)

// previewMark is the name of what stands beside a site that has what is not public.
const previewMark = site.OwnPrefix + "preview"

// CommitAs is Commit, and notes beside a folder whether it has what is not public.
func CommitAs(ctx context.Context, target Target, preview bool) (Stats, error) {
	f, ok := target.(*Folder)
	if !ok {
		return target.Commit(ctx)
	}
	mark := filepath.Join(f.dir, previewMark)
	if preview {
		if err := regular.Replace(mark, nil); err != nil {
			return Stats{}, err
		}
	}
	stats, err := f.Commit(ctx)
	if err == nil && !preview {
		if err = os.Remove(mark); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	return stats, err
}

// IsPreview says that a site has, or may have, what is not public.
func IsPreview(out string) bool {
	_, err := os.Lstat(filepath.Join(out, previewMark))
	return !errors.Is(err, fs.ErrNotExist)
}

// settle gives the real, absolute place of a path, of which only a beginning
// need exist.
func settle(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		return real, nil
	}
	dir := filepath.Dir(path)
	if !errors.Is(err, fs.ErrNotExist) || dir == path {
		return "", err
	}
	if _, err := os.Lstat(path); err == nil {
		return "", site.Failure("%s رابط لا يقود إلى شيء", "%s is a link that leads nowhere", path)
	}
	dir, err = settle(dir)
	return filepath.Join(dir, filepath.Base(path)), err
}

// Guard is guard for a file that a site is published into.
func Guard(file string, o Options) error {
	out, err := settle(file)
	if err != nil {
		return site.Failure("لا يصلح %s للموقع: %v", "cannot publish the site into %s: %v", file, err)
	}
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		return site.Failure("%s مجلد، ويُنتظر اسم ملف", "%s is a folder, and the name of a file is expected", file)
	}
	return guard(out, o)
}

// GuardFolder is guard for another folder that a site is brought to.
func GuardFolder(dir string, o Options) error {
	out, err := settle(dir)
	if err != nil {
		return err
	}
	return guard(out, o)
}

// guard refuses an output folder whose files could be the only copy of
// something.
func guard(out string, o Options) error {
	if filepath.Dir(out) == out {
		return site.Failure("لا يُنشر الموقع في %s، فهو جذر القرص", "the site cannot be published into %s, the root of the disk", out)
	}
	if home, err := os.UserHomeDir(); err == nil && contains(out, home) {
		return site.Failure("لا يُنشر الموقع في %s: هو مجلد المستخدم أو يحويه", "the site cannot be published into %s: it is, or holds, the home folder", out)
	}
	if o.Source != "" && contains(out, o.Source) {
		return site.Failure("لا يُنشر الموقع في %s: هو مجلد الجريدة أو يحويه", "the site cannot be published into %s: it is, or holds, the folder of its source", out)
	}
	for _, dir := range append(slices.Clone(o.Forbidden), o.Kept) {
		if dir != "" && (contains(out, dir) || contains(dir, out)) {
			return site.Failure("لا يُنشر الموقع في %s: %s لغير ذلك", "the site cannot be published into %s: %s is for other things", out, dir)
		}
	}
	for _, dir := range o.Forbidden {
		for _, kept := range []string{o.Cache, o.Kept} { // by a link too
			if kept != "" && contains(dir, kept) {
				return site.Failure("لا يُحفظ عمل البناء في %s: %s لغير ذلك", "the cache cannot be kept in %s: %s is for other things", kept, dir)
			}
		}
	}
	if o.Cache != "" && (contains(out, o.Cache) || contains(o.Cache, out)) {
		return site.Failure("لا يُنشر الموقع في %s: %s لغير ذلك", "the site cannot be published into %s: %s is for other things", out, o.Cache)
	}
	return nil
}

// contains tells whether inner is outer or lies in it.
func contains(outer, inner string) bool {
	outer, err := settle(outer)
	if err != nil {
		return false
	}
	inner, err = settle(inner)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(outer, inner)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

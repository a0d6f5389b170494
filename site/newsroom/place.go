package newsroom

import (
	"path/filepath"

	"warraq/site"
)

// realFolder is the absolute path of a folder, by no link, if it exists or not.
func realFolder(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	if above := filepath.Dir(dir); above != dir {
		return filepath.Join(realFolder(above), filepath.Base(dir))
	}
	return dir
}

// PlaceOf is a path as a person writes it, from the content/ of a newsroom's folder on.
func PlaceOf(source, arg string) (string, error) {
	file, err := filepath.Abs(arg)
	if err != nil {
		return "", err
	}
	content, file := realFolder(filepath.Join(source, "content")), filepath.Join(realFolder(filepath.Dir(file)), filepath.Base(file))
	rel, err := filepath.Rel(content, file)
	if err != nil || !filepath.IsLocal(rel) {
		return "", site.Failure("%s ليس في مجلد content", "%s is not in the content folder", arg)
	}
	return filepath.ToSlash(rel), nil
}

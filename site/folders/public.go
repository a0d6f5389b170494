package folders

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"warraq/site"
)

// privateTypes are the files that are put among public ones by mistake, and privateNames their names.
var (
	privateTypes = strings.Fields("sql sqlite sqlite3 mdb eml msg mbox pst pem key ppk p12 pfx jks keystore kdbx env tfstate")
	privateNames = regexp.MustCompile(`(?i)^(?:wp-config\b.*|id_(?:rsa|dsa|ecdsa|ed25519)|htpasswd|(?:credentials|secrets?)\.(?:json|ya?ml|toml))$`)
)

// litterTypes are what editors and other programs leave beside a file, and litterNames its names.
var (
	litterTypes = []string{".bak", ".swp", ".swo", ".swn", ".orig", ".tmp", ".temp", ".old", ".rej", ".save", ".crdownload", ".part", ".pyc"}
	litterNames = regexp.MustCompile(`(?i)^(?:.*~|~\$.*|#.*#)$`)
)

// ownNames are those of what a system, an editor or git keeps for itself: nobody can have meant to
// publish it.
var ownNames = regexp.MustCompile(`(?i)^(?:(?:eh)?thumbs\.db|desktop\.ini|icon\r|\.ds_store|\.git.*|\.directory|\.spotlight-v100|\.trashes|\.fseventsd|\.nfs.*|\.[_#~].*|\..*\.sw[opn])$`)

// hostFiles are the names that begin with a dot and that hosts look for.
var hostFiles = []string{".well-known", ".htaccess", ".nojekyll", ".domains"}

// IsHidden tells whether a name begins with a dot, and no host looks for it.
func IsHidden(name string) bool {
	base := path.Base(name)
	return base[0] == '.' && name != "." && !slices.Contains(hostFiles, base)
}

// IsLitter tells whether a name is that of a backup, or of a file that a program
// keeps for itself.
func IsLitter(name string) bool {
	base := path.Base(name)
	return ownNames.MatchString(base) || litterNames.MatchString(base) || slices.Contains(litterTypes, strings.ToLower(path.Ext(base)))
}

// IsPrivate tells whether a name is that of a file that holds mail, a database, keys or passwords.
func IsPrivate(name string) bool {
	base := strings.ToLower(path.Base(name))
	return privateNames.MatchString(base) || slices.ContainsFunc(strings.Split(base, ".")[1:], func(ext string) bool { return slices.Contains(privateTypes, strings.TrimSpace(ext)) })
}

// KeyHead is how many bytes of a file HoldsKey looks at.
const KeyHead = 4096

// HoldsKey tells whether a file begins with a private key (RFC 7468).
func HoldsKey(data []byte) bool {
	head := data[:min(len(data), KeyHead)]
	return bytes.Contains(head, []byte("-----BEGIN ")) && bytes.Contains(head, []byte("PRIVATE KEY"))
}

// LeavesOut says that a file or a folder of static/ is not published by its name, and tells
// it unless nobody can have meant to publish it.
func LeavesOut(name string, isDir bool) (out bool, told []site.Problem) {
	base := path.Base(name)
	p := site.Problem{Path: path.Join("static", name), Rule: "file/hidden", Level: site.LevelNote, Hint: site.Say("غيّر اسمه إن كان للنشر", "rename it, if it is to be published")}
	switch {
	case name == "." || slices.Contains(hostFiles, base):
		return false, nil
	case ownNames.MatchString(base) && (!isDir || base[0] == '.'):
		return true, nil
	case IsHidden(base):
		p.Message = site.Say("لا يُنشر %s: اسمه يبدأ بنقطة", "%s is not published: its name begins with a dot", name)
	case isDir:
		return false, nil
	case IsLitter(base):
		p.Message = site.Say("لا يُنشر %s: نسخة احتياطية أو ملف تركه برنامج", "%s is not published: a backup, or a file that a program left behind", name)
	case IsPrivate(base):
		p = PrivateProblem(name)
	default:
		return false, nil
	}
	return true, []site.Problem{p}
}

// PrivateProblem tells of a file of static/ that nobody may read.
func PrivateProblem(name string) site.Problem {
	return site.Problem{
		Path: path.Join("static", name), Rule: "file/private", Level: site.LevelWarning,
		Message: site.Say("لا يُنشر %s: فيه بريد أو قاعدة بيانات أو مفتاح أو كلمة سر", "%s is not published: it holds mail, a database, a key or a password", name),
		Hint:    site.Say("أخرجه من static، أو غيّر اسمه إن كان للنشر", "move it out of static, or rename it if it is to be published"),
	}
}

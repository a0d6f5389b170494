package folders

import (
	"strings"
	"testing"
)

// Files that stand among public ones by mistake, by the names that their programs give them:
// OpenSSH (ssh-keygen), OpenSSL and Java (keytool), WordPress, the Apache manual, Terraform, mail
// programs, dotenv. A public file whose name only resembles one is none.
func TestPrivateFilesAreKnownByTheirNames(t *testing.T) {
	for _, name := range strings.Fields(`dump.sql Backup.SQL dump.sql.gz db.sqlite db.sqlite3 a.mdb mail.eml a.msg box.mbox old.pst server.pem server.key putty.ppk cert.p12 cert.pfx app.jks app.keystore
		pass.kdbx prod.env .env.local terraform.tfstate terraform.tfstate.backup wp-config.php wp-config.php.bak WP-CONFIG-old.php id_rsa id_ed25519 id_ecdsa htpasswd credentials.json secrets.yaml secret.yml secrets.toml a/b/id_dsa`) {
		if !IsPrivate(name) {
			t.Errorf("%s is published", name)
		}
	}
	for _, name := range strings.Fields(`sql.html keynote.pdf monkey.jpg environment.md credentials.html secrets.md the-secret.jpg keys.png email.svg msg key env sqlite`) {
		if IsPrivate(name) {
			t.Errorf("%s is not published", name)
		}
	}
	for text, want := range map[string]bool{
		"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl": true, "-----BEGIN RSA PRIVATE KEY-----": true, "Bag Attributes\n-----BEGIN ENCRYPTED PRIVATE KEY-----": true, // RFC 7468, 10 and 11
		"-----BEGIN CERTIFICATE-----": false, "-----BEGIN PUBLIC KEY-----": false, "كيف تحفظ PRIVATE KEY": false, "": false, strings.Repeat(" ", KeyHead) + "-----BEGIN PRIVATE KEY-----": false,
	} {
		if HoldsKey([]byte(text)) != want {
			t.Errorf("%.40q holds a key: %v", text, !want)
		}
	}
}

// Of what lies in static/, each name is published, told of, or passed over without a word: what
// a system keeps for itself nobody meant to publish; what a host looks for is published.
func TestWhatOfStaticIsPublished(t *testing.T) {
	const published, told, silent = "", "told", "silent"
	for name, want := range map[string]string{
		"css/site.css": published, "صورة.jpg": published, ".htaccess": published, ".nojekyll": published, ".well-known": published, "_redirects": published, "CNAME": published, "a.b.c.js": published, "old.html": published, "#1.jpg": published,
		".secret": told, ".env": told, "notes.txt~": told, "#notes#": told, "~$paper.docx": told, "a.bak": told, "A.BAK": told, "a.orig": told, "a.rej": told, "video.mp4.part": told, "x.pyc": told, "dump.sql": told,
		".DS_Store": silent, "Thumbs.db": silent, "ehthumbs.db": silent, "desktop.ini": silent, ".gitignore": silent, ".gitkeep": silent, "a/.directory": silent, ".a.css.swp": silent, "._photo.jpg": silent, ".nfs0001": silent,
	} {
		out, problems := LeavesOut(name, false)
		got := published
		if out {
			if got = silent; len(problems) > 0 {
				got = told
			}
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
		for _, p := range problems {
			if p.Path != "static/"+name || !strings.Contains(p.Message.Ar, name) || !strings.Contains(p.Message.En, name) || p.Hint.Ar == "" || p.Hint.En == "" {
				t.Errorf("%s is told as %+v", name, p)
			}
		}
	}
	for name, want := range map[string]bool{".": false, "css": false, "a.bak": false, ".well-known": false, ".git": true, ".svn": true, ".Trashes": true} {
		if out, _ := LeavesOut(name, true); out != want {
			t.Errorf("the folder %s is left out: %v", name, out)
		}
	}
}

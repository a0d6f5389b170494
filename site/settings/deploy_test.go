package settings

import (
	"reflect"
	"strings"
	"testing"
)

func TestDeployments(t *testing.T) {
	all, problems := Deployments("edition.yaml", []byte(`
title: ج
deploy:
  live: {bucket: paper, endpoint: "https://s3.example.org", region: auto, prefix: /a/b/, history: 0, max_delete: 10}
  own: {rsync: "sara@host:/var/www"}
  pages: {git: origin, branch: site}
  berg: {pages: "https://sara.codeberg.page/", purge: "cloudflare:z1", indexnow: 0a1b2c3d, standard_site: "https://bsky.social/"}
  web: {bucket: w, website: true, encode: gzip, purge: "./purge --now"}
  google: {gcs: paper, encode: br, keys: true, purge: "fastly:SU1Z0isxPaozGVKXdv0eY"}
  blue: {azure: $web, account: gazette}
`))
	want := []Deployment{
		{Name: "live", Bucket: "paper", Endpoint: "https://s3.example.org", Region: "auto", Prefix: "a/b/", Branch: "gh-pages", MaxDelete: 10},
		{Name: "own", Rsync: "sara@host:/var/www", Branch: "gh-pages", History: 3, MaxDelete: 5},
		{Name: "pages", Git: "origin", Branch: "site", History: 3, MaxDelete: 5},
		{Name: "berg", Pages: "https://sara.codeberg.page/", Purge: "cloudflare:z1", IndexNow: "0a1b2c3d", Standard: "https://bsky.social", Branch: "gh-pages", History: 3, MaxDelete: 5},
		{Name: "web", Bucket: "w", Website: true, Encode: "gzip", Purge: "./purge --now", Branch: "gh-pages", History: 3, MaxDelete: 5},
		{Name: "google", Google: "paper", Encode: "br", Keys: true, Purge: "fastly:SU1Z0isxPaozGVKXdv0eY", Branch: "gh-pages", History: 3, MaxDelete: 5},
		{Name: "blue", Azure: "$web", Account: "gazette", Branch: "gh-pages", History: 3, MaxDelete: 5},
	}
	if len(problems) > 0 || !reflect.DeepEqual(all, want) {
		t.Errorf("got %+v\n%v", all, problems)
	}
}

// What may be a key or a password is refused and not repeated; so is what a program would
// take for an option.
func TestDeploymentsRefused(t *testing.T) {
	for target, says := range map[string]string{
		"{bucket: p, secret_access_key: marker}":            "secret_access_key",
		"{bucket: p, accessKey: marker}":                    "accessKey",
		"{bucket: p, endpoint: 'https://a:marker@b.org'}":   "a password in an address",
		"{bucket: p, endpoint: 'https://marker@b.org'}":     "a password in an address",
		"{git: 'https://marker@github.com/a/b'}":            "a password in an address",
		"{rsync: 'a:marker@host:/x'}":                       "a password in an address",
		"{rsync: '-e sh'}":                                  "the value cannot be used",
		"{rclone: ''}":                                      "the value cannot be used",
		"{bucket: p, folder: /x}":                           "the value cannot be used",
		"{folder: x, encode: gzip}":                         "the value cannot be used",
		"{rsync: 'h:/x', website: true}":                    "the value cannot be used",
		"{bucket: p, encode: zstd}":                         "the value cannot be used",
		"{bucket: p, indexnow: 'a b'}":                      "the value cannot be used",
		"{pages: 'https://marker@x.org/'}":                  "a password in an address",
		"{folder: x, purge: 'https://marker@x.org/'}":       "a password in an address",
		"{folder: x, purge: 'ftp://x.org/'}":                "the value cannot be used",
		"{folder: x, purge: 'https://'}":                    "the value cannot be used",
		"{folder: x, purge: 'cloudflare:'}":                 "the value cannot be used",
		"{folder: x, standard_site: bsky.social}":           "the value cannot be used",
		"{folder: x, standard_site: 'https://a:marker@b/'}": "a password in an address",
		"{folder: x, keys: true}":                           "the value cannot be used",
		"{bucket: p, purge: 'fastly:a'}":                    "the value cannot be used",
		"{bucket: p, keys: true, purge: 'fastly:a/b'}":      "the value cannot be used",
		"{gcs: p, website: true}":                           "the value cannot be used",
		"{gcs: p, azure: p}":                                "the value cannot be used",
		"{gcs: p, account: a}":                              "the value cannot be used",
		"{azure: p, accountkey: marker}":                    "accountkey",
		"{}":                                                "the value cannot be used",
		"{bucket: p, endpoint: s3.example.org}":             "the value cannot be used",
		"{bucket: p, prefix: ../x}":                         "the value cannot be used",
		"{bucket: p, history: 99}":                          "the value cannot be used",
		"{bukcet: p}":                                       "bukcet",
		"paper":                                             "the value cannot be used",
	} {
		all, problems := Deployments("edition.yaml", []byte("deploy:\n  live: "+target+"\n"))
		if len(all) > 0 || len(problems) == 0 || !strings.Contains(problems[0].Message.En, says) {
			t.Errorf("%s: %+v, %v", target, all, problems)
		}
		for _, p := range problems {
			if strings.Contains(p.Message.En+p.Message.Ar+p.Hint.En+p.Hint.Ar, "marker") {
				t.Errorf("%s: %v", target, p)
			}
		}
	}
	for src, n := range map[string]int{"deploy: x\n": 1, "title: x\n": 0, "{": 1} {
		if all, problems := Deployments("edition.yaml", []byte(src)); len(all) > 0 || len(problems) != n {
			t.Errorf("%q: %v, %v", src, all, problems)
		}
	}
}

package after

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"warraq/site"
	"warraq/site/publish/deploy"
	"warraq/site/regular"
	"warraq/site/uri"
)

// Records are those of standard.site: a record of the paper and one of each story, in the repository of its account on the AT
// network. They are made of the pages that readers get: of those that name their record, by their linked data.
//
// What was sent is remembered in a file of this machine, as JSON: the hash of each record by its key, and the paths that wait
// for the next deploy. Where the file is lost, the server is asked what it has.
type Records struct {
	Server string // the address of the PDS, or "": nothing is sent
	DID    string // whose repository
	Name   string // of the paper
	About  string
	File   string // what is remembered, or "": nothing is
	Open   func(path string) ([]byte, error)
	Why    error // nothing can be sent yet, for this reason; all waits

	Most  int           // records that one deploy sends, 300 if 0: a server takes some 1,600 in an hour
	Time  time.Duration // that it takes for them, 30 s if 0
	Tries deploy.Tries
}

// sentRecords is the file.
type sentRecords struct {
	Sent  map[string]string `json:"sent"` // nil: that is not known
	Waits []string          `json:"waits,omitempty"`
}

const passwordName = "WARRAQ_ATPROTO_PASSWORD"

// Ready says why records could not be sent. source is the newsroom's folder.
func (r *Records) Ready(source fs.FS, base string) error {
	u, err := url.Parse(base)
	switch {
	case r.DID == "" || err != nil:
		return site.Failure("standard_site في الوجهة يريد feeds.standard_site", "standard_site of the target wants feeds.standard_site")
	case strings.Trim(u.Path, "/") != "": // the file lies at the host's root, which is another's
		return nil
	}
	file, says := "static/.well-known/"+uri.PublicationRecord, uri.RecordOf(r.DID, uri.PublicationRecord, strings.TrimSuffix(base, "/"))
	if text, err := fs.ReadFile(source, file); err != nil || strings.TrimSpace(string(text)) != says {
		return site.Failure("لا تُصدَّق سجلات standard.site: أنشئ %s وفيه %s", "nobody can verify the records of standard.site: make %s, and write %s into it", file, says)
	}
	return nil
}

// record is one that is to be written, or to be deleted where value is nil.
type record struct {
	collection, key, path, at string
	value                     map[string]any
}

func (r record) hash() string {
	data, err := json.Marshal(r.value) // its keys are in order
	if err != nil {
		return "" // it was read as JSON, so it can be written
	}
	return deploy.CacheKey(string(data))
}

// Send sends the records of what changed. count is how many it wrote or deleted, later how many wait for the next deploy.
func (r *Records) Send(ctx context.Context, c Change) (count, later int, err error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(r.Time, 30*time.Second))
	defer cancel()
	if _, err := os.Stat(r.File); err != nil && len(c.Paths)+len(c.Leaving) == 0 {
		return 0, 0, nil // nothing waits, as far as is known
	}
	was, err := r.recall(ctx)
	if r.Why != nil || err != nil {
		was.Waits = slices.Concat(was.Waits, slices.DeleteFunc(slices.Concat(c.Paths, c.Leaving), func(p string) bool { return path.Base(p) != "index.html" }))
		slices.Sort(was.Waits)
		was.Waits = slices.Compact(was.Waits)
		return 0, len(was.Waits), errors.Join(cmp.Or(r.Why, err), r.remember(was))
	}
	all := r.of(c, was)
	now := sentRecords{Sent: maps.Clone(was.Sent)}
	most := cmp.Or(r.Most, 300)
	for _, rec := range all[min(most, len(all)):] {
		now.Waits = append(now.Waits, rec.path)
	}
	all = all[:min(most, len(all))]
	if len(all) == 0 {
		return 0, 0, r.remember(now)
	}
	var mu sync.Mutex
	var refused error
	token, err := r.session(ctx)
	if err == nil {
		const atOnce = 4
		err = deploy.Each(ctx, atOnce, len(all), func(ctx context.Context, i int) error {
			err := r.write(ctx, token, all[i])
			if passing, ok := errors.AsType[*deploy.PassingError](err); ok {
				return passing // the others would fail, too
			}
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				refused = err
				return nil
			}
			if count++; all[i].value == nil {
				delete(now.Sent, all[i].key)
			} else {
				now.Sent[all[i].key] = all[i].hash()
			}
			all[i].path = ""
			return nil
		})
	}
	for _, rec := range all {
		if rec.path != "" {
			now.Waits = append(now.Waits, rec.path)
		}
	}
	return count, len(now.Waits), errors.Join(cmp.Or(err, refused), r.remember(now))
}

// first goes before every time: the paper, and what is deleted.
const first = "9999"

// of gives the records of the paper and of what changed or waits, the newest stories first, without those that were sent so.
func (r *Records) of(c Change, was sentRecords) (all []record) {
	home := strings.TrimSuffix(c.BaseURL, "/")
	paper := record{collection: uri.PublicationRecord, key: uri.RecordKey(home), path: "index.html", at: first}
	paper.value = map[string]any{"$type": paper.collection, "url": home, "name": cmp.Or(r.Name, home)}
	if r.About != "" {
		paper.value["description"] = r.About
	}
	all = append(all, paper)
	paths := slices.Concat(c.Paths, c.Leaving, was.Waits)
	slices.Sort(paths)
	for _, p := range slices.Compact(paths) {
		if path.Base(p) != "index.html" {
			continue
		}
		rec := record{collection: uri.DocumentRecord, key: uri.RecordKey(deploy.AddressOf(c.BaseURL, p)), path: p, at: first}
		if !slices.Contains(c.Leaving, p) {
			if page, err := r.Open(p); err == nil {
				if value, at := r.document(home, rec.key, page); value != nil {
					rec.value, rec.at = value, at
				}
			}
		}
		if _, sent := was.Sent[rec.key]; rec.value == nil && !sent {
			continue // a page that is no story's
		}
		all = append(all, rec)
	}
	all = slices.DeleteFunc(all, func(rec record) bool { return rec.value != nil && was.Sent[rec.key] == rec.hash() })
	slices.SortStableFunc(all, func(a, b record) int {
		return cmp.Or(strings.Compare(b.at, a.at), strings.Compare(a.path, b.path))
	})
	return all
}

var linkedData = regexp.MustCompile(`(?s)<script type="?application/ld\+json"?>(.*?)</script>`)

// document makes a story's record of its page; nil if the page does not name it.
func (r *Records) document(home, key string, page []byte) (value map[string]any, at string) {
	if !bytes.Contains(page, []byte("at://"+r.DID+"/"+uri.DocumentRecord+"/"+key)) {
		return nil, ""
	}
	var data struct {
		Graph []struct {
			URL, Headline, Description, DatePublished, DateModified string
			Keywords                                                []string
		} `json:"@graph"`
	}
	m := linkedData.FindSubmatch(page)
	if m == nil || json.Unmarshal(m[1], &data) != nil {
		return nil, ""
	}
	for _, d := range data.Graph {
		published := instant(d.DatePublished)
		if d.Headline == "" || published == "" {
			continue
		}
		value = map[string]any{
			"$type": uri.DocumentRecord, "site": uri.RecordOf(r.DID, uri.PublicationRecord, home), "path": strings.TrimPrefix(d.URL, home),
			"title": d.Headline, "publishedAt": published,
		}
		if d.Description != "" {
			value["description"] = d.Description
		}
		if modified := instant(d.DateModified); modified > published {
			value["updatedAt"] = modified
		}
		if len(d.Keywords) > 0 {
			value["tags"] = d.Keywords
		}
		return value, published
	}
	return nil, ""
}

// instant is a time of linked data as records have it: in UTC. A day is its beginning.
func instant(s string) string {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC().Format(time.RFC3339)
		}
	}
	return ""
}

// session logs in with the account's password of this app. The token is for this deploy alone.
func (r *Records) session(ctx context.Context) (token string, err error) {
	password, err := secret(passwordName)
	if err != nil {
		return "", err
	}
	answer, err := r.ask(ctx, "com.atproto.server.createSession", "", map[string]any{"identifier": r.DID, "password": password})
	if err != nil {
		return "", site.Failure("لا دخول إلى حساب السجلات، انظر %s: %v", "cannot log in to the account of the records, see %s: %v", passwordName, err)
	}
	var opened struct{ AccessJwt, DID string }
	if json.Unmarshal(answer, &opened) != nil || opened.AccessJwt == "" || opened.DID != r.DID {
		return "", site.Failure("أجاب خادم السجلات بحساب غير %s", "the server of the records answers for another account than %s", r.DID)
	}
	return opened.AccessJwt, nil
}

func (r *Records) write(ctx context.Context, token string, rec record) error {
	says, call := map[string]any{"repo": r.DID, "collection": rec.collection, "rkey": rec.key}, "com.atproto.repo.deleteRecord"
	if rec.value != nil {
		says["record"], call = rec.value, "com.atproto.repo.putRecord"
	}
	_, err := r.ask(ctx, call, token, says)
	return err
}

// ask calls a procedure of the server (atproto.com/specs/xrpc).
func (r *Records) ask(ctx context.Context, call, token string, says map[string]any) ([]byte, error) {
	data, err := json.Marshal(says)
	if err != nil {
		return nil, err
	}
	return exchange(ctx, r.Tries, r.Server+"/xrpc/"+call, "application/json", bearer(token), data)
}

// list asks the server which records it has.
func (r *Records) list(ctx context.Context) (sent map[string]string, err error) {
	sent = map[string]string{}
	for _, collection := range []string{uri.PublicationRecord, uri.DocumentRecord} {
		for cursor := ""; ; {
			query := url.Values{"repo": {r.DID}, "collection": {collection}, "limit": {"100"}}
			if cursor != "" {
				query.Set("cursor", cursor)
			}
			answer, err := exchange(ctx, r.Tries, r.Server+"/xrpc/com.atproto.repo.listRecords?"+query.Encode(), "", header{}, nil)
			if err != nil {
				return nil, err
			}
			var page struct {
				Cursor  string
				Records []struct {
					URI   string
					Value map[string]any
				}
			}
			if err := json.Unmarshal(answer, &page); err != nil {
				return nil, site.Failure("لا تُقرأ سجلات %s", "the records of %s cannot be read", r.DID)
			}
			for _, there := range page.Records {
				sent[path.Base(there.URI)] = record{value: there.Value}.hash()
			}
			if cursor = page.Cursor; cursor == "" || len(page.Records) == 0 {
				break
			}
		}
	}
	return sent, nil
}

// recall gives what was sent.
func (r *Records) recall(ctx context.Context) (was sentRecords, err error) {
	if data, err := regular.ReadFile(r.File); r.File != "" && err == nil && json.Unmarshal(data, &was) != nil {
		was = sentRecords{}
	}
	if was.Sent == nil && r.Why == nil {
		was.Sent, err = r.list(ctx)
	}
	return was, err
}

func (r *Records) remember(now sentRecords) error {
	if r.File == "" {
		return nil
	}
	slices.Sort(now.Waits)
	data, err := json.Marshal(now)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(r.File), 0o777)
	}
	if err != nil {
		return err
	}
	return regular.Replace(r.File, data)
}

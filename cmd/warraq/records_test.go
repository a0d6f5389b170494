package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Stories have records of standard.site after a deploy: the page names its record, a story that is withdrawn has neither, and a
// server that is down holds up no deploy.
func TestRecordsOfStandardSite(t *testing.T) {
	const did = "did:plc:abcdefghijklmnopqrstuvwx"
	var mu sync.Mutex
	records := map[string]map[string]any{} // by AT-URI
	down := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if down {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		var in struct {
			Repo, Collection, RKey string
			Record                 map[string]any
		}
		_ = json.NewDecoder(r.Body).Decode(&in) // a GET has none
		at := "at://" + in.Repo + "/" + in.Collection + "/" + in.RKey
		switch strings.TrimPrefix(r.URL.Path, "/xrpc/com.atproto.") {
		case "server.createSession":
			_, _ = fmt.Fprintf(w, `{"did":%q,"accessJwt":"t"}`, did)
		case "repo.listRecords":
			_, _ = w.Write([]byte(`{"records":[]}`))
		case "repo.putRecord":
			records[at] = in.Record
		case "repo.deleteRecord":
			delete(records, at)
		}
	}))
	defer server.Close()
	t.Setenv("WARRAQ_ATPROTO_PASSWORD", "marker-password")

	dir := filepath.Join(t.TempDir(), "paper")
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	deploy := func(want int) string {
		t.Helper()
		var out, says bytes.Buffer
		if code := run(context.Background(), []string{"deploy", "--source", dir, "--now", "2026-11-23T12:00:00Z", "--lang", "en"}, strings.NewReader(""), &out, &says); code != want {
			t.Errorf("exit status %d: %s", code, says.String())
		}
		if strings.Contains(out.String()+says.String(), "marker") {
			t.Errorf("the password is shown: %s", says.String())
		}
		return says.String()
	}
	write("content/edition.yaml", "title: جريدة\nbase_url: https://paper.example\nfeeds: {standard_site: \""+did+"\"}\ndeploy: {office: {folder: ../www, standard_site: \""+server.URL+"\"}}\n")
	const story = "---\ntitle: قصة أولى\ndate: 2026-11-20\ntags: [شعر]\n%s---\nنص القصة.\n"
	write("content/news/قصة.md", fmt.Sprintf(story, ""))
	write("content/news/b.md", "---\ntitle: ثانية\ndate: 2026-11-21\n---\nنص.\n")

	says := deploy(0)
	_, file, _ := strings.Cut(says, "write ")
	file, _, _ = strings.Cut(file, " into it")
	if !strings.Contains(says, "standard.site could not be told of") || !strings.Contains(says, "make static/.well-known/site.standard.publication") || len(records) > 0 {
		t.Fatalf("%s\n%v", says, records)
	}
	write("static/.well-known/site.standard.publication", file+"\n")
	deploy(0)
	page, err := os.ReadFile(filepath.Join(dir, "../www/news/2026/11/قصة/index.html"))
	if err != nil {
		t.Fatal(err)
	}
	if len(records) != 3 || records[file]["url"] != "https://paper.example" {
		t.Errorf("records: %v", records)
	}
	var named string
	for at, record := range records {
		if record["title"] == "قصة أولى" {
			if named = at; record["path"] != "/news/2026/11/%D9%82%D8%B5%D8%A9/" || record["site"] != file || record["publishedAt"] != "2026-11-20T00:00:00Z" {
				t.Errorf("the record is %v", record)
			}
		}
	}
	if named == "" || !bytes.Contains(page, []byte(`<link rel="site.standard.document" href="`+named+`">`)) {
		t.Errorf("the page does not name %q", named)
	}

	down = true
	write("content/news/قصة.md", fmt.Sprintf(story, "withdrawn: {date: 2026-11-22, text: لخطأ فيها}\n"))
	if says = deploy(0); !strings.Contains(says, "told with the next deploy") {
		t.Error(says)
	}
	down = false
	if says = deploy(0); records[named] != nil || len(records) != 2 {
		t.Errorf("%s\n%v", says, records)
	}
}

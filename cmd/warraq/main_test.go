package main

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"warraq/site/publish/bucket/testdata/store"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"warraq": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// Each script is one behaviour of the command, as a person in a newsroom
// meets it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("LC_ALL", "C")
			s := store.New()
			e.Defer(s.Close)
			e.Values["store"] = s
			e.Setenv("S3", s.URL)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"s3": askStore},
	})
}

// askStore is the script's command s3: "s3 log FILE" writes the requests since the last
// time, "s3 keys FILE" the keys with their headers, "s3 fail STATUS CODE" lets all fail,
// "s3 skew DURATION" sets its clock.
func askStore(ts *testscript.TestScript, _ bool, args []string) {
	s := ts.Value("store").(*store.Store)
	var out []string
	switch args[0] {
	case "log":
		out = s.Log()
		slices.Sort(out)
	case "keys":
		for key, o := range s.Objects() {
			out = append(out, key+" | "+o.Header.Get("Content-Type")+" | "+o.Header.Get("Cache-Control"))
		}
		slices.Sort(out)
	case "fail":
		status, _ := strconv.Atoi(args[1])
		s.Faults(func(int, string) *store.Fault { return &store.Fault{Status: status, Code: args[2]} })
		return
	case "well":
		s.Faults(nil)
		return
	case "skew":
		d, err := time.ParseDuration(args[1])
		ts.Check(err)
		s.Skew(d)
		return
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Join(out, "\n")+"\n"), 0o666))
}

package settings

import (
	"encoding/json"
	"strings"
	"testing"
)

// The schema of data files says that a file is a list or a map, and of their values only what JSON has.
func TestTheSchemaOfDataIsOfAnyForm(t *testing.T) {
	var s struct {
		AnyOf []map[string]string `json:"anyOf"`
		Defs  map[string]struct {
			Items      map[string]string `json:"items"`
			Additional map[string]string `json:"additionalProperties"`
			AnyOf      []map[string]any  `json:"anyOf"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(DataSchema(), &s); err != nil {
		t.Fatal(err)
	}
	const value = "#/$defs/value"
	if len(s.AnyOf) != 2 || s.Defs["list"].Items["$ref"] != value || s.Defs["map"].Additional["$ref"] != value || len(s.Defs["value"].AnyOf) != 3 {
		t.Errorf("%s", DataSchema())
	}
}

// Who writes a key where it means nothing is told where what they mean stands: only at the top of edition.yaml.
func TestKeysThatPeopleTryAreTold(t *testing.T) {
	for text, want := range map[string]string{
		"title: x\nlogo: a.svg\n": "publisher: {logo: …}", "title: x\nfavicon: a.svg\n": "static/", "title: x\ntheme: ananke\n": "look:", "title: x\nplugins: [a]\n": "known here are",
		"title: x\nsocial: x\npages: {logo: x}\n": "known here are",
	} {
		_, problems := ParseConfig("edition.yaml", []byte(text))
		told := ""
		for _, p := range problems {
			told += p.Hint.En + "\n"
		}
		if !strings.Contains(told, want) {
			t.Errorf("%q: told %q, want %q", text, told, want)
		}
	}
}

// An output that would leave the site is told by what is wrong with it.
func TestOutputsStayWithinTheSite(t *testing.T) {
	for path, want := range map[string]string{
		"../out.json": "no ..", "/a/../../x.json": "no ..", "/.git/config.json": "begins with a dot", `/a\\b.json`: "backslash", "/index.html": "ends as the name", "": "ends as the name",
	} {
		c, problems := ParseConfig("edition.yaml", []byte("title: x\noutputs: [{path: \""+path+"\", template: outputs/a.json}]\n"))
		if len(c.Outputs) != 0 || len(problems) != 1 || !strings.Contains(problems[0].Message.En+problems[0].Hint.En, want) {
			t.Errorf("%s: %v %v, want %q", path, c.Outputs, problems, want)
		}
	}
}

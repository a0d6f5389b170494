package settings

import (
	"reflect"
	"testing"

	"warraq/site"
)

// An edition says which social cards there are and how they look; what cannot be used is
// told.
func TestCards(t *testing.T) {
	parse := func(text string) (site.CardConfig, int) {
		c, problems := ParseConfig("edition.yaml", []byte("title: أ\nbase_url: https://example.org\ncards: "+text+"\n"))
		return c.Cards, len(problems)
	}
	for text, want := range map[string]site.CardConfig{
		"true":                       {Days: site.CardDays},
		"false":                      {Days: site.CardDays, Off: true},
		"لا":                         {Days: site.CardDays, Off: true},
		"all":                        {},
		"{days: all}":                {},
		"{days: 30, look: صورة}":     {Days: 30, Look: "صورة"},
		"{look: colour, photos: no}": {Days: site.CardDays, Look: "colour", NoPhoto: true},
		"{المظهر: لون, name: المدار}":                    {Days: site.CardDays, Look: "لون", Name: "المدار"},
		"{logo: /img/logo.png}":                          {Days: site.CardDays, Logo: "/img/logo.png"},
		`{colours: {ground: "#fff", accent: "#123456"}}`: {Days: site.CardDays, Colours: site.CardColours{Ground: "#fff", Accent: "#123456"}},
		`{boxes: [{part: headline, on: picture, start: 60, top: 100, width: 600, height: 400, size: 90, least: 40, colour: ink, fill: "#000", align: middle, anchor: bottom}, {part: host, hidden: true}]}`: {
			Days: site.CardDays, Boxes: []site.CardBox{
				{Part: "headline", On: "picture", Start: 60, Top: 100, Width: 600, Height: 400, Size: 90, Least: 40, Colour: "ink", Fill: "#000", Align: "middle", Anchor: "bottom"},
				{Part: "host", Hidden: true},
			},
		},
	} {
		if got, problems := parse(text); problems > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %d problems; want %+v", text, got, problems, want)
		}
	}
	for _, text := range []string{
		"maybe", "{look: big}", "{days: 0}", "{days: many}", "{logo: https://elsewhere.example/a.png}", "{logo: img/a.png}", "{colours: {ink: red}}", "{colour: red}",
		"{boxes: [{top: 3}]}", "{boxes: [{part: hat}]}", "{boxes: [{part: host, size: 4000}]}", "{boxes: [{part: host, colour: red}]}",
	} {
		if _, problems := parse(text); problems == 0 {
			t.Errorf("%s: nothing is told", text)
		}
	}
}

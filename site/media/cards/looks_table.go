package cards

import "warraq/site"

// look is how cards are laid out.
type look struct {
	colours site.CardColours // "accent" is the section's own
	behind  bool             // the picture is behind everything, and darkened under words
	boxes   []site.CardBox   // for all kinds first, then for each
}

// looks are the built-in looks, in the order of site.CardLooks.
var looks = []look{
	{ // a newspaper: ink on paper, the name over a double rule
		colours: site.CardColours{Ground: "#fdfcf9", Ink: "#1b1714", Soft: "#615a50", Urgent: "#b0101c"},
		boxes: []site.CardBox{
			{Part: "band", Width: 1200, Height: 27, Colour: "accent"},
			{Part: "name", Start: 60, Top: 58, Width: 620, Height: 62, Size: 52, Least: 28, Colour: "ink"},
			{Part: "section", Start: 700, Top: 66, Width: 440, Height: 48, Size: 36, Least: 22, Colour: "accent", Align: "end"},
			{Part: "rule", Start: 60, Top: 136, Width: 1080, Height: 4, Colour: "ink"},
			{Part: "headline", Start: 60, Top: 168, Width: 1080, Height: 372, Size: 108, Least: 46, Colour: "ink", Anchor: "middle"},
			{Part: "kicker", Size: 40, Least: 26, Colour: "accent"},
			{Part: "byline", Size: 36, Least: 24, Colour: "soft"},
			{Part: "date", Start: 60, Top: 562, Width: 600, Height: 38, Size: 30, Least: 20, Colour: "soft"},
			{Part: "host", Start: 680, Top: 562, Width: 460, Height: 38, Size: 30, Least: 20, Colour: "soft", Align: "end"},

			{Part: "picture", On: "picture", Start: 720, Top: 27, Width: 480, Height: 603},
			{Part: "name", On: "picture", Width: 380},
			{Part: "section", On: "picture", Start: 450, Width: 230},
			{Part: "rule", On: "picture", Width: 620},
			{Part: "headline", On: "picture", Width: 620, Size: 76, Least: 40},
			{Part: "date", On: "picture", Width: 320},
			{Part: "host", On: "picture", Start: 400, Width: 280},

			{Part: "face", On: "face", Start: 826, Top: 170, Width: 288, Height: 288},
			{Part: "quote", On: "face", Start: 60, Top: 134, Width: 160, Height: 150, Size: 150, Least: 150, Colour: "accent"},
			{Part: "headline", On: "face", Top: 268, Width: 700, Height: 272, Size: 84, Least: 42, Anchor: "top"},
			{Part: "byline", On: "face", Start: 780, Top: 490, Width: 380, Height: 54, Size: 38, Least: 22, Colour: "ink", Align: "middle"},
			{Part: "role", On: "face", Start: 780, Top: 552, Width: 380, Height: 44, Size: 30, Least: 20, Colour: "soft", Align: "middle"},
			{Part: "date", On: "face", Width: 400},
			{Part: "host", On: "face", Hidden: true},

			{Part: "verdict", On: "verdict", Top: 494, Width: 1200, Height: 136, Size: 72, Least: 36, Fill: "urgent", Colour: "#ffffff"},
			{Part: "headline", On: "verdict", Height: 300},
			{Part: "byline", On: "verdict", Hidden: true},
			{Part: "date", On: "verdict", Hidden: true},
			{Part: "host", On: "verdict", Hidden: true},

			{Part: "section", On: "section", Hidden: true},
			{Part: "headline", On: "section", Size: 120, Anchor: "middle", Align: "middle"},
			{Part: "byline", On: "section", Size: 44},
		},
	},
	{ // a photograph with words on it
		colours: site.CardColours{Ground: "accent", Ink: "#ffffff", Soft: "#e4e0d9", Urgent: "#b0101c"},
		behind:  true,
		boxes: []site.CardBox{
			{Part: "name", Start: 56, Top: 48, Width: 600, Height: 56, Size: 46, Least: 26, Colour: "ink"},
			{Part: "section", Start: 676, Top: 52, Width: 468, Height: 50, Size: 32, Least: 20, Colour: "ink", Align: "end"},
			{Part: "headline", Start: 56, Top: 140, Width: 1088, Height: 392, Size: 92, Least: 44, Colour: "ink", Anchor: "bottom"},
			{Part: "kicker", Size: 34, Least: 24, Colour: "ink", Fill: "accent"},
			{Part: "byline", Size: 34, Least: 24, Colour: "soft"},
			{Part: "date", Start: 56, Top: 562, Width: 600, Height: 36, Size: 28, Least: 20, Colour: "soft"},
			{Part: "host", Start: 684, Top: 562, Width: 460, Height: 36, Size: 28, Least: 20, Colour: "soft", Align: "end"},

			{Part: "picture", On: "picture", Width: 1200, Height: 630},
			{Part: "headline", On: "picture", Size: 80},

			{Part: "face", On: "face", Start: 852, Top: 186, Width: 280, Height: 280},
			{Part: "headline", On: "face", Width: 740, Size: 84},

			{Part: "verdict", On: "verdict", Top: 494, Width: 1200, Height: 136, Size: 72, Least: 36, Fill: "urgent", Colour: "#ffffff"},
			{Part: "headline", On: "verdict", Height: 330},
			{Part: "byline", On: "verdict", Hidden: true},
			{Part: "date", On: "verdict", Hidden: true},
			{Part: "host", On: "verdict", Hidden: true},

			{Part: "section", On: "section", Hidden: true},
			{Part: "headline", On: "section", Size: 120, Anchor: "middle", Align: "middle"},
			{Part: "byline", On: "section", Size: 44},
		},
	},
	{ // the section's colour
		colours: site.CardColours{Ground: "accent", Ink: "#ffffff", Soft: "#f1e6e2", Urgent: "#b0101c"},
		boxes: []site.CardBox{
			{Part: "section", Start: 72, Top: 56, Width: 1056, Height: 50, Size: 38, Least: 22, Colour: "ink", Align: "middle"},
			{Part: "headline", Start: 72, Top: 128, Width: 1056, Height: 370, Size: 116, Least: 46, Colour: "ink", Align: "middle", Anchor: "middle"},
			{Part: "kicker", Hidden: true},
			{Part: "byline", Size: 36, Least: 24, Colour: "soft"},
			{Part: "rule", Start: 540, Top: 522, Width: 120, Height: 4, Colour: "ink"},
			{Part: "name", Start: 72, Top: 544, Width: 1056, Height: 58, Size: 46, Least: 26, Colour: "ink", Align: "middle"},

			{Part: "picture", On: "picture", Start: 690, Width: 510, Height: 630},
			{Part: "section", On: "picture", Start: 56, Width: 580, Align: "start"},
			{Part: "headline", On: "picture", Start: 56, Width: 590, Size: 76, Least: 38, Align: "start"},
			{Part: "rule", On: "picture", Start: 56},
			{Part: "name", On: "picture", Start: 56, Width: 580, Align: "start"},

			{Part: "face", On: "face", Start: 830, Top: 150, Width: 300, Height: 300},
			{Part: "section", On: "face", Start: 64, Width: 700, Align: "start"},
			{Part: "headline", On: "face", Start: 64, Width: 720, Size: 84, Least: 40, Align: "start"},
			{Part: "byline", On: "face", Start: 790, Top: 474, Width: 380, Height: 54, Size: 36, Least: 22, Align: "middle", Colour: "ink"},
			{Part: "rule", On: "face", Start: 64},
			{Part: "name", On: "face", Start: 64, Width: 700, Align: "start"},

			{Part: "verdict", On: "verdict", Top: 494, Width: 1200, Height: 136, Size: 72, Least: 36, Fill: "#ffffff", Colour: "urgent", Align: "middle"},
			{Part: "headline", On: "verdict", Height: 346},
			{Part: "byline", On: "verdict", Hidden: true},
			{Part: "rule", On: "verdict", Hidden: true},
			{Part: "name", On: "verdict", Hidden: true},

			{Part: "section", On: "section", Hidden: true},
			{Part: "headline", On: "section", Size: 120},
			{Part: "byline", On: "section", Size: 44},
		},
	},
}

// confirmed are verdicts that a claim is true, as desks word them: their band is green.
var confirmed = []string{"صحيح", "صحيحة", "حقيقي", "حقيقية", "حقيقة", "مؤكد", "دقيق", "true", "correct", "accurate"}

// confirmedColour is that of their band.
const confirmedColour = "#1c6b43"

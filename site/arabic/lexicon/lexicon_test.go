package lexicon

import "testing"

func TestNouns(t *testing.T) {
	all := Nouns()
	if len(all) < 400 {
		t.Fatalf("%d nouns, want at least 400", len(all))
	}
	seen := map[string]bool{}
	for _, n := range all {
		if n.Gender != Masculine && n.Gender != Feminine && n.Gender != Both {
			t.Errorf("%s has the gender %c", n.Singular, n.Gender)
		}
		key := n.Singular + string(n.Gender)
		for _, p := range n.Plurals {
			key += " " + p
		}
		if seen[key] {
			t.Errorf("%s stands twice", key)
		}
		seen[key] = true
	}
}

// The forms are those of any grammar of Arabic.
func TestForms(t *testing.T) {
	forms := map[string][4]string{
		"شخص": {"شخصا", "شخصًا", "شخصان", "شخصين"}, "سنة": {"سنة", "سنة", "سنتان", "سنتين"},
		"يورو": {"يورو", "يورو", "يوروان", "يوروين"}, "مستشفى": {"مستشفى", "مستشفى", "مستشفيان", "مستشفيين"},
		"قاض": {"قاضيا", "قاضيًا", "قاضيان", "قاضيين"}, "جزء": {"جزءا", "جزءًا", "جزءان", "جزءين"}, "لقاء": {"لقاء", "لقاء", "لقاءان", "لقاءين"},
	}
	for _, n := range Nouns() {
		want, ok := forms[n.Singular]
		if !ok {
			continue
		}
		delete(forms, n.Singular)
		nominative, oblique := n.Dual()
		if got := [4]string{n.Accusative(), n.Tanwin(), nominative, oblique}; got != want {
			t.Errorf("%s: %q, want %q", n.Singular, got, want)
		}
	}
	if len(forms) > 0 {
		t.Errorf("not in the list: %v", forms)
	}
}

func TestWords(t *testing.T) {
	b := Words()
	if b.Len() < 200_000 {
		t.Fatalf("%d words, want more", b.Len())
	}
	for word, least := range map[string]int{"من": 24, "الحكومة": 17, "وزارة": 14, "ألمانيا": 12, "ءاذان": 0, "الوزارة": 13} {
		if got := b.LevelOf([]byte(word)); got < least || least == 0 && got > 5 {
			t.Errorf("%s has the level %d, want %d", word, got, least)
		}
	}
	for _, word := range []string{"قاهزظة", "م", ""} {
		if n := b.Find([]byte(word)); n >= 0 {
			t.Errorf("%q is the word %d", word, n)
		}
	}
	for n := range b.Len() {
		if b.Find(b.word(n)) != n {
			t.Fatalf("%s is not found", b.word(n))
		}
	}
}

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

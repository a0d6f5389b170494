package exports

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"warraq/site/intake"
)

// typed is an item of a post type, as a plugin's table exports it.
func typed(kind, link, more string) string {
	return "<item><title>سر القارئة</title><link>" + link + "</link><wp:post_id>9</wp:post_id><wp:post_name>x</wp:post_name><wp:status>publish</wp:status><wp:post_type>" + kind +
		"</wp:post_type>" + more + "<content:encoded>بريدها huda@mail.example</content:encoded></item>"
}

// What plugins keep in the table of posts is left out, and named: messages of
// readers, orders, forms, styles, revisions.
func TestAMessageToTheEditorIsNoStory(t *testing.T) {
	for _, kind := range []string{
		"flamingo_inbound", "flamingo_contact", "nf_sub", "wpforms", "wpcf7_contact_form", "feedback", "shop_order", "shop_order_refund", "shop_coupon", "revision", "nav_menu_item",
		"custom_css", "oembed_cache", "customize_changeset", "user_request", "elementor_library", "acf-field", "wp_template", "reply", "topic", "scheduled-action", "edd_payment",
		"everest_form_entry", "frm_entry", "wpsl_order", "x_subscription", "booking", "unknown_thing",
	} {
		got, tally := pieces(t, wxr(typed(kind, "https://x.example/?post_type="+kind+"&amp;p=9", "")))
		if len(got) != 0 || tally.Skipped[kind] != 1 || tally.Found[kind] != 1 || len(tally.Left[kind]) != 1 {
			t.Errorf("%s: %v came in; skipped %v, left %v", kind, slices.Collect(maps.Keys(got)), tally.Skipped, tally.Left)
		}
	}
	for _, kind := range []string{"acme_entry", "shop_order"} { // an address does not make it a story
		if got, _ := pieces(t, wxr(typed(kind, "https://x.example/"+kind+"/x/", ""))); len(got) != 0 {
			t.Errorf("%s came in", kind)
		}
	}
}

// Types that readers could open come in; one that nobody knows is a draft, so that
// nothing is lost and nothing goes out unseen.
func TestACustomTypeOfStoriesComesIn(t *testing.T) {
	for kind, draft := range map[string]bool{"post": false, "podcast": false, "news": false, "press-release": false, "tahqiq": true, "product": true} {
		got, _ := pieces(t, wxr(typed(kind, "https://x.example/"+kind+"/x/", "")))
		found := false
		for _, p := range got {
			if p.Kind == intake.Story {
				found = true
				if p.IsDraft() != draft {
					t.Errorf("%s: draft is %v, want %v", kind, p.IsDraft(), draft)
				}
			}
		}
		if !found {
			t.Errorf("%s did not come in: %v", kind, got)
		}
	}
}

// An author without an account is an author, not a story; their mail stays out.
func TestAGuestAuthorIsAnAuthor(t *testing.T) {
	guest := `<item><title>ليلى</title><wp:post_id>8</wp:post_id><wp:post_name>cap-layla</wp:post_name><wp:status>publish</wp:status><wp:post_type>guest-author</wp:post_type>` +
		meta1("cap-display_name", "ليلى حداد") + meta1("cap-user_login", "layla") + meta1("cap-user_email", "layla@mail.example") + meta1("cap-description", "تكتب عن المدن.") + `</item>`
	got, tally := pieces(t, wxr(item("نص", `<category domain="author" nicename="cap-layla">layla</category>`)+guest))
	author := string(got["authors/layla.md"].Bytes())
	if !strings.Contains(author, "name: ليلى حداد") || !strings.Contains(author, "تكتب عن المدن.") || strings.Contains(author, "@") {
		t.Errorf("the author is\n%s", author)
	}
	if names, _ := valueOf(got["news/a.md"], "authors").([]string); strings.Join(names, " ") != "layla" {
		t.Errorf("the story is signed %q", names)
	}
	if len(got) != 3 || tally.Taken[intake.Author] != 1 {
		t.Errorf("%d pieces, %v", len(got), tally.Taken)
	}
}

// What was kept from search engines, or was for members, is a draft with a note.
func TestWhatWasHiddenThereIsADraftHere(t *testing.T) {
	for name, c := range map[string]struct{ content, fields string }{
		"Yoast":        {"نص", meta1("_yoast_wpseo_meta-robots-noindex", "1")},
		"Rank Math":    {"نص", meta1("rank_math_robots", `a:1:{i:0;s:7:"noindex";}`)},
		"SEOPress":     {"نص", meta1("_seopress_robots_index", "yes")},
		"Members":      {"نص", meta1("_members_access_role", "subscriber")},
		"a shortcode":  {"نص [members_only]للأعضاء[/members_only]", ""},
		"a shortcode2": {"[mepr-show rules=\"1\"]للأعضاء[/mepr-show]", ""},
	} {
		got, _ := pieces(t, wxr(item(c.content, "<wp:status>publish</wp:status>"+c.fields)))
		if p := got["news/a.md"]; !p.IsDraft() || len(p.Notes) != 2 {
			t.Errorf("%s: draft %v, %v", name, p.IsDraft(), p.Notes)
		}
	}
	for _, fields := range []string{meta1("_yoast_wpseo_meta-robots-noindex", "2"), meta1("_yoast_wpseo_meta-robots-noindex", "0"), meta1("rank_math_robots", `a:1:{i:0;s:5:"index";}`)} {
		if got, _ := pieces(t, wxr(item("نص", fields))); got["news/a.md"].IsDraft() {
			t.Errorf("a public story became a draft: %s", fields)
		}
	}
}

// Blogger keeps what was thrown away beside what is live.
func TestBloggersBinStaysThere(t *testing.T) {
	for status, draft := range map[string]bool{"LIVE": false, "SCHEDULED": false, "DRAFT": true, "SOFT_TRASHED": true} {
		got, _ := pieces(t, `{"items":[{"kind":"blogger#post","id":"1","title":"خبر","url":"https://x.example/2020/01/a.html","content":"نص","status":"`+status+`"}]}`)
		if got["news/a.md"].IsDraft() != draft {
			t.Errorf("%s: draft %v, want %v", status, !draft, draft)
		}
	}
}

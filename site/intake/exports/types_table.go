package exports

// publicTypes are the post types that a reader of the old site could open, under
// the names that themes and plugins register: WordPress's own and the usual ones of
// newsrooms. true: static pages, not stories.
var publicTypes = map[string]bool{
	"post": false, "page": true,

	"news": false, "article": false, "articles": false, "story": false, "stories": false, "opinion": false, "opinions": false, "analysis": false,
	"interview": false, "interviews": false, "report": false, "reports": false, "investigation": false, "investigations": false, "column": false,
	"columns": false, "blog": false, "blogs": false, "video": false, "videos": false, "podcast": false, "podcasts": false, "episode": false, "audio": false,
	"gallery": false, "galleries": false, "photo_gallery": false, "album": false, "dossier": false, "file": false, "files": false, "liveblog": false,
	"live": false, "live_blog": false, "factcheck": false, "fact_check": false, "fact-check": false, "press-release": false, "press_release": false,
	"announcement": false, "announcements": false, "event": false, "events": false, "tribe_events": false, "review": false, "reviews": false,
	"recipe": false, "book": false, "books": false, "movie": false, "portfolio": false, "jetpack-portfolio": false, "project": false, "projects": false,
	"case-study": false, "case_study": false, "publication": false, "publications": false, "research": false, "study": false, "studies": false,
	"infographic": false, "infographics": false, "caricature": false, "cartoon": false, "quote": false, "newsletter": false, "issue": false, "magazine": false,
}

// machinery are the post types that hold no page: what the system and its plugins
// keep in the same table. Some of it is private: readers' messages and orders.
var machinery = map[string]bool{
	"nav_menu_item": true, "revision": true, "custom_css": true, "customize_changeset": true, "oembed_cache": true, "user_request": true,
	"wp_block": true, "wp_template": true, "wp_template_part": true, "wp_global_styles": true, "wp_navigation": true, "wp_font_family": true, "wp_font_face": true,
	"acf-field": true, "acf-field-group": true, "acf-post-type": true, "acf-taxonomy": true, "acf-ui-options-page": true,
	"feedback": true, "jp_mem_plan": true, "jp_pay_order": true, "jp_pay_product": true, "elementor_library": true, "elementor_snippet": true, "elementor-hf": true,
	"scheduled-action": true, "shop_order": true, "shop_order_refund": true, "shop_coupon": true, "shop_subscription": true, "shop_webhook": true, "product_variation": true,
	"flamingo_inbound": true, "flamingo_outbound": true, "flamingo_contact": true, "wpcf7_contact_form": true, "cfdb7": true, "nf_sub": true,
	"wpforms": true, "wpforms-template": true, "wpforms_entry": true, "frm_display": true, "frm_styles": true, "gf_entry": true, "everest_form": true,
	"mc4wp-form": true, "mailpoet_page": true, "tablepress_table": true, "popup": true, "popup_theme": true, "boostpopup": true, "amn_smtp": true, "wp_email_log": true,
	"topic": true, "reply": true, "forum": true, "bp-email": true, "download_log": true, "edd_payment": true, "edd_discount": true, "edd_log": true,
	"give_payment": true, "et_pb_layout": true, "et_template": true, "et_theme_builder": true, "et_body_layout": true, "et_header_layout": true, "et_footer_layout": true,
	"fl-builder-template": true, "vc_grid_item": true, "vc4_templates": true, "fusion_template": true, "fusion_element": true, "avada_library": true,
	"td_nm_cron": true, "tdb_templates": true, "tdc-review": true, "cookielawinfo": true, "custom-css-js": true, "wpcode": true, "wphb_minify_group": true, "amp_validated_url": true,
	"ml-slider": true, "ml-slide": true, "schema": true, "rank_math_schema": true, "rank_math_locations": true, "redirect_rule": true, "vip-legacy-redirect": true,
	"adstxt": true, "app-ads-txt": true, "advanced_ads": true, "adrotate": true, "polylang_mo": true, "pll_language": true, "safecss": true, "sidebar": true,
	"subscriber": true, "subscription": true, "membership": true, "mp_order": true, "wpcf7s": true, "postman_sent_mail": true, "wpsc_ticket": true, "ticket": true,
}

// restricting are the shortcodes round what only members may read.
var restricting = map[string]bool{
	"members": true, "member": true, "members_only": true, "members_access": true, "members_logged_in": true, "membership": true, "restrict": true, "private": true, "protected": true,
	"mepr-show": true, "mepr-active": true, "pmpro_member": true, "um_loggedin": true, "um_show_content": true, "ihc-hide-content": true, "wlm_private": true, "s2if": true,
	"hide": true, "passster": true, "content_protector": true, "login_required": true, "logged_in": true, "loggedin": true, "is_user_logged_in": true, "paywall": true, "leaky_paywall": true, "rcp_paid": true,
}

// hiddenFields are the fields of a post that keep it from search engines or
// from readers: the value that does so, or "" for any.
var hiddenFields = map[string]string{
	"_yoast_wpseo_meta-robots-noindex": "1", "_yoast_wpseo_meta-robots": "noindex", "rank_math_robots": "noindex", "_seopress_robots_index": "yes", "_aioseop_noindex": "on",
	"_aioseo_noindex": "1", "_genesis_noindex": "1", "_su_meta_robots_noindex": "1", "_the_seo_framework_noindex": "1", "_noindex": "1", "noindex": "1", "_squirrly_noindex": "1",
	"_members_access_role": "", "rcp_subscription_level": "", "rcp_access_level": "", "rcp_user_level": "", "_restrict_content": "1", "_mepr_unauthorized_message_type": "custom",
	"_wppa_protected": "1", "_jetpack_memberships_contains_paid_content": "1", "_jetpack_newsletter_access": "subscribers",
}

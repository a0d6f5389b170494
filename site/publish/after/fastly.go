package after

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"warraq/site/publish/deploy"
)

// What one deploy may ask of Fastly (its reference of the API, "Purging"): a request takes 256 keys, or one address.
const (
	mostOfFastly  = 256
	mostNewFastly = 500 // addresses that are purged one by one; more of them are one purge of the whole service
	fastlyAtOnce  = 8
)

// fastly purges by key what has changed or is gone: with every query that a reader put behind its address. What is new has
// no key there, but an answer may be kept that nothing is there: it is purged by its address.
func (t *Told) fastly(ctx context.Context, service string, c Change, urls []string) error {
	key, err := secret("FASTLY_API_TOKEN")
	if err != nil {
		return err
	}
	auth, api := header{"Fastly-Key", key}, t.api
	if api == "" {
		api = "https://api.fastly.com"
	}
	at := api + "/service/" + url.PathEscape(service)
	fresh := Change{BaseURL: c.BaseURL, Paths: c.New}
	news := slices.DeleteFunc(fresh.URLs(), func(u string) bool { _, listed := slices.BinarySearch(urls, u); return !listed })
	if len(news) > mostNewFastly {
		return t.post(ctx, at+"/purge_all", auth, struct{}{})
	}
	for some := range slices.Chunk(keysOf(urls), mostOfFastly) {
		if err := t.post(ctx, at+"/purge", auth, map[string]any{"surrogate_keys": some}); err != nil {
			return err
		}
	}
	return deploy.Each(ctx, fastlyAtOnce, len(news), func(ctx context.Context, i int) error {
		_, bare, _ := strings.Cut(news[i], "://")
		return t.post(ctx, api+"/purge/"+bare, auth, struct{}{})
	})
}

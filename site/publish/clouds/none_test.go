//go:build !cloud

package clouds

import (
	"strings"
	"testing"

	"warraq/site"
)

// The binary without the clients says how to get one, and what else does it.
func TestNoClouds(t *testing.T) {
	for _, provider := range []Provider{Google, Azure} {
		_, err := Open(provider, Options{Name: "paper"})
		if words := site.Reason(err); !strings.Contains(words.En, "-tags cloud") || !strings.Contains(words.Ar, "rclone") {
			t.Errorf("%s: %v", provider, words)
		}
	}
}

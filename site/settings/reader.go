// Package settings reads YAML, TOML and JSON: edition.yaml and front.yaml into
// site.Config and site.Front, and front matter into Nodes for package
// manuscript.
//
// # Nodes
//
// A Node is a value with its place, in any of the three notations. A Table says
// which keys a noun has and how each value is read; Apply reads a Node into a
// noun by a Table. How bytes become Nodes is package notation's.
//
// # Settings
//
// The keys of edition.yaml and front.yaml are in edition_table.go. Schema makes
// the JSON Schema of it that editors complete keys with. An unknown key is an
// error, because a misspelt setting would silently do nothing.
package settings

import (
	"time"

	"warraq/site"
	"warraq/site/own"
	"warraq/site/settings/nodes"
	"warraq/site/settings/notation"
)

// Reader reads the values of one file.
type Reader struct {
	notation.Notes
	Zone *time.Location // of dates that name none
	Lang string         // of the edition
	Home string         // its base_url; "" where that is not known

	Types own.Types // of the edition's own

	named []site.Ref // addresses inside the site, of settings
}

// NewReader makes a reader of a file under content/.
func NewReader(file string, zone *time.Location, lang string) *Reader {
	if zone == nil {
		zone = time.UTC
	}
	return &Reader{Notes: notation.Notes{Path: "content/" + file}, Zone: zone, Lang: lang}
}

// Node is a value of front matter or settings, with its place.
type Node = nodes.Node

// The kinds of a Node.
const (
	Null   = nodes.Null
	Scalar = nodes.Scalar
	List   = nodes.List
	Map    = nodes.Map
)

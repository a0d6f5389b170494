package manuscript

import (
	"fmt"
	"strconv"
	"time"

	"warraq/site/settings"
)

// Scaffold is the beginning of a new story: its path under content/ and its
// bytes. It is a draft until someone removes that line.
func Scaffold(title, section string, date time.Time, o Options) (string, []byte) {
	if o.Zone != nil {
		date = date.In(o.Zone)
	}
	return StoryPath(title, section, date), fmt.Appendf(nil, `---
title: %s
standfirst:
date: %s
draft: true
authors: []
tags: []
# image: {src: picture.jpg, alt: "", caption: "", credit: ""}
---

`, quoteYAML(title), date.Format(time.RFC3339))
}

// quoteYAML writes a text as YAML's double-quoted scalar, which JSON's is.
func quoteYAML(s string) string {
	return strconv.Quote(settings.Clean(s))
}

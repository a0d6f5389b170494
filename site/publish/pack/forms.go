package pack

import (
	"warraq/site"
	"warraq/site/publish"
)

// Forms are the files that a whole site can be.
var Forms = map[string]func(name string, sum func([]byte) site.Sum) (publish.Target, error){
	"pack": func(name string, sum func([]byte) site.Sum) (publish.Target, error) {
		return opened(Create(name, sum))
	},
	"tar": func(name string, sum func([]byte) site.Sum) (publish.Target, error) {
		return opened(CreateTar(name, sum))
	},
	"zip": func(name string, sum func([]byte) site.Sum) (publish.Target, error) {
		return opened(CreateZip(name, sum))
	},
}

// opened gives a target of no value where there is none.
func opened[T publish.Target](target T, err error) (publish.Target, error) {
	if err != nil {
		return nil, err
	}
	return target, nil
}

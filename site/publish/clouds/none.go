//go:build !cloud

package clouds

import "warraq/site/publish/deploy"

// Open says that this binary cannot speak to them.
func Open(Provider, Options) (deploy.Place, error) { return nil, errNone }

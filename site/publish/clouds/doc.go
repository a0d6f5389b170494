// Package clouds speaks to the object storages that are not compatible with S3: Google Cloud
// Storage and Azure Blob Storage. What [Open] gives is a deploy.Place.
//
// Belongs here: requests, their headers, and what the answers mean. Does not: what is sent and when.
//
// The clients of the two providers weigh as much as the rest of Warraq, so only a binary that is
// built with the tag "cloud" has them. They are used without gocloud.dev above them: it
// writes over a version that was read only by way of these clients, does not say which version it wrote, and gives
// a key with "#", "%" or "?" another name at Azure, where readers would not find the page.
package clouds

import (
	"warraq/site"
	"warraq/site/publish/deploy"
)

// Options say where a storage is. Keys to it are in the environment or in the provider's own
// file, never here.
type Options struct {
	Name     string // of the bucket, or of Azure's container
	Account  string // of Azure; AZURE_STORAGE_ACCOUNT if ""
	Endpoint string // another address of Azure's service: "https://paper.blob.core.windows.net"
	Prefix   string // before all keys: "preview/x/"; "" or it ends with a slash
	Workers  int    // 48 if 0
	Tries    deploy.Tries
}

// Provider is whose storage it is.
type Provider string

// The providers.
const (
	Google Provider = "gs"
	Azure  Provider = "azure"
)

// errNone says that the binary cannot speak to them.
var errNone = site.Failure("ليس في هذا الملف التنفيذي ما يخاطب Google Cloud Storage وAzure: ابنِه بـ go build -tags cloud ./cmd/warraq، أو انشر إليهما بـrclone", "this binary cannot speak to Google Cloud Storage and Azure: build it with go build -tags cloud ./cmd/warraq, or deploy there with rclone")

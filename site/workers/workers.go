// Package workers gives the parts of a build to many machines over a queue: NATS with JetStream (nats.io), which keeps
// the messages, gives one again that nobody acknowledged, and needs no scheduler of ours.
//
// What belongs here: messages, who takes which, and what becomes of a part that nobody makes. What does not: how a
// part is made and joined (package shards).
//
// The queue is only in a binary that was built with the tag nats: its server and its client are 16 MB of it.
//
// # The protocol, version 1
//
// Whoever builds creates three things where they are not there yet: the stream WARRAQ_WORK, a work queue, for the
// subjects warraq.work.>; the stream WARRAQ_DONE for warraq.done.>; and an object store WARRAQ_<build>, where <build> is a
// random name.
//
//	warraq.work.<version>.<build>   a Job in JSON, one for each part; only workers of that version take it
//	warraq.done.<build>             the number of a part in decimal digits, a space, and the SHA-256 of its bytes in
//	                                hexadecimal digits, which is the name of an object of the store; a hyphen in its place says
//	                                that the job failed five times, and is not given again
//
// A worker takes a job, says each ten seconds that it goes on, stores the part, publishes that it is done, and
// acknowledges the job, in this order: whatever fails, or whoever dies, the job is given to another one after half a minute,
// five times at most. A part that is made twice has the same bytes, and so the same name. A worker that fails, as one with a full
// disk does, takes its next job later each time, so that others have it before.
//
// Whoever builds waits while parts come. Where none comes for some time, it goes on with those that it has: what is in no
// part is made there. So workers that die, hang, or make another thing cost time, and change nothing.
package workers

import (
	"time"

	"warraq/site"
)

// Job is a part of a site to be made, and what it is made of beside the worker's own copy of the newsroom.
type Job struct {
	Build       string    `json:"build"`
	I           int       `json:"i"`
	N           int       `json:"n"`
	Now         time.Time `json:"now"`
	BaseURL     string    `json:"base_url,omitempty"`
	Environment string    `json:"environment,omitempty"`
	Drafts      bool      `json:"drafts,omitempty"`
	Future      bool      `json:"future,omitempty"`
	NoImages    bool      `json:"no_images,omitempty"`
}

// Options say which queue is meant, and how long is waited.
type Options struct {
	Queue   string        // nats://…
	Version string        // of the program
	Wait    time.Duration // for a part, before the build goes on without those that are missing; 2 minutes if 0
	Again   time.Duration // before a job that nobody acknowledged is given again; 30 seconds if 0
	Try     time.Duration // for an answer of the queue, before it is asked again; 5 seconds if 0
}

// errNone says that the binary has no queue.
var errNone = site.Failure("ليس في هذا الملف التنفيذي طابور: ابنِه بـ go build -tags nats ./cmd/warraq", "this binary has no queue: build it with go build -tags nats ./cmd/warraq")

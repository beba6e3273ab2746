//go:build linux

// Command internet is the pretend internet of the end-to-end tests. It runs in a
// network namespace that takes every address for its own, so that each packet that
// leaves the tested computer ends here and nowhere else: name servers, the check
// pages of the large systems, Spotify's directory, access points and status feed.
//
// It says "ready" on its standard output when all of it answers.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"
)

// World is what this internet is like. The zero one is well.
type World struct {
	// Resolver is the address of the home's own name server, which does with each host
	// what Names says, for instance "servfail"; "*" stands for all others. See fates and
	// everyName. All other name servers tell the truth.
	Resolver string
	Names    map[string]string
	// IPv6 gives the hosts addresses of that family, too.
	IPv6 bool
	// Pages is what comes back for plain pages instead of them; see plainPages.
	Pages string
	// DirectoryStatus is the HTTP status with which Spotify's directory answers; 0 is 200.
	DirectoryStatus int
	// Incident is the title of an incident in Spotify's status feed.
	Incident string
	// Feed is what is wrong with the status feed; see statusFeed.
	Feed string
	// Doors says what becomes of a secure connection to an address; "*" stands for all others.
	// See slam.
	Doors map[string]string
	// Certificates says what is wrong with the certificates of a domain, or at an address;
	// "*" stands for all hosts. See authority.certify.
	Certificates map[string]string
	// Ahead is by how much this internet's clock is ahead of the computer's.
	Ahead time.Duration
	// Cable and Home are the interfaces between which every frame takes Delay. They carry
	// Rate bits a second, and lose every frame whose number Loss divides; 0: all, and none.
	Cable, Home string
	Delay       time.Duration
	Rate, Loss  int
	// SOCKS gives the home a SOCKS proxy.
	SOCKS bool
	// Log is the file to which every request is written, a line each; empty: none.
	Log string
}

func main() {
	var world World
	var text, root string
	flag.StringVar(&text, "world", "{}", "what this internet is like, as JSON")
	flag.StringVar(&root, "root", "", "file to write the root certificates to")
	flag.Parse()
	err := json.Unmarshal([]byte(text), &world)
	if err == nil {
		err = run(world, root)
	}
	fmt.Fprintln(os.Stderr, "internet:", err)
	os.Exit(1)
}

func run(world World, root string) error {
	authorities, err := newAuthorities()
	if err != nil {
		return err
	}
	if err := os.WriteFile(root, authorities.trusted(), 0o644); err != nil {
		return err
	}
	log, err := openLog(world.Log)
	if err != nil {
		return err
	}
	failed := make(chan error)
	starts := []func(chan<- error) error{
		world.serveNames, world.serveDoors,
		func(failed chan<- error) error { return world.servePages(log, failed) },
		func(failed chan<- error) error { return world.serveSecurePages(authorities, log, failed) },
	}
	if world.SOCKS {
		starts = append(starts, world.serveSOCKS)
	}
	if world.Delay > 0 || world.Rate > 0 || world.Loss > 0 {
		starts = append(starts, world.delay)
	}
	for _, start := range starts {
		if err := start(failed); err != nil {
			return err
		}
	}
	fmt.Println("ready")
	return <-failed
}

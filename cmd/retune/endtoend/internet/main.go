//go:build linux

// Command internet is the simulated internet of the end-to-end tests. It runs in a network
// namespace that treats every address as its own, so that each packet leaving the tested
// computer ends here and nowhere else: name servers, the operating systems' check pages,
// Spotify's directory, access points and status feed.
//
// It prints "ready" to standard output once everything answers.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"
)

// World is what this internet is like. In the zero World everything works.
type World struct {
	// Resolver is the address of the home's own name server, which treats each host as Names
	// says, for instance "servfail"; "*" stands for all others. See fates and everyName. All
	// other name servers tell the truth.
	Resolver string
	Names    map[string]string
	// IPv6 adds IPv6 addresses to the hosts.
	IPv6 bool
	// Pages is what plain HTTP requests return instead of the pages; see plainPages.
	Pages string
	// DirectoryStatus is the HTTP status of Spotify's directory; 0 means 200.
	DirectoryStatus int
	// Incident is the title of an incident in Spotify's status feed.
	Incident string
	// Feed is the fault of the status feed; see statusFeed.
	Feed string
	// Doors says how secure connections to an address fail; "*" stands for all others. See
	// slam.
	Doors map[string]string
	// Certificates says what is wrong with the certificates of a domain or at an address; "*"
	// stands for all hosts. See authority.certify.
	Certificates map[string]string
	// Ahead is how far this internet's clock is ahead of the computer's.
	Ahead time.Duration
	// Cable and Home are the interfaces between which every frame takes Delay. They carry
	// Rate bits a second and lose every frame whose number is divisible by Loss; 0 means no
	// limit and no loss.
	Cable, Home string
	Delay       time.Duration
	Rate, Loss  int
	// SOCKS adds a SOCKS proxy to the home.
	SOCKS bool
	// Log is the file to which every request is written, one line each; empty for none.
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

//go:build linux

// Command internet is the pretend internet of the end-to-end tests. It runs in a
// network namespace that takes every address for its own, so that each packet that
// leaves the tested computer ends here and nowhere else: name servers, the check
// pages of the large systems, Spotify's directory, access points and status feed.
//
// It says "ready" on its standard output when all of it answers.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

// World is what this internet is like.
type World struct {
	// Resolver is the address of the home's own name server, which sinks the hosts in
	// Sunk; all other name servers tell the truth.
	Resolver string
	Sunk     []string
	// Portal puts a log-in page in front of everything.
	Portal bool
	// DirectoryStatus is the HTTP status with which Spotify's directory answers.
	DirectoryStatus int
	// Incident is the title of an incident in Spotify's status feed; empty: all is well.
	Incident string
	// Delay is how long every answer takes.
	Delay time.Duration
}

func main() {
	var world World
	var sunk, root string
	flag.StringVar(&world.Resolver, "resolver", "", "address of the home's name server")
	flag.StringVar(&sunk, "sunk", "", "hosts that the home's name server sinks, with commas")
	flag.BoolVar(&world.Portal, "portal", false, "put a log-in page in front of everything")
	flag.IntVar(&world.DirectoryStatus, "directory", http.StatusOK, "HTTP status of Spotify's directory")
	flag.StringVar(&world.Incident, "incident", "", "title of an incident at Spotify")
	flag.DurationVar(&world.Delay, "delay", 0, "how long every answer takes")
	flag.StringVar(&root, "root", "", "file to write the root certificate to")
	flag.Parse()
	world.Sunk = strings.Split(sunk, ",")
	if err := run(world, root); err != nil {
		fmt.Fprintln(os.Stderr, "internet:", err)
		os.Exit(1)
	}
}

func run(world World, root string) error {
	authority, err := newAuthority()
	if err != nil {
		return err
	}
	if err := os.WriteFile(root, authority.rootPEM(), 0o644); err != nil {
		return err
	}
	failed := make(chan error)
	for _, start := range []func(chan<- error) error{
		world.serveNames, world.servePages, world.serveDoors,
		func(failed chan<- error) error { return world.serveSecurePages(authority, failed) },
	} {
		if err := start(failed); err != nil {
			return err
		}
	}
	fmt.Println("ready")
	return <-failed
}

// servePages answers plain HTTP on port 80, which is an access point's port, too: a
// connection on which nothing is said stays open.
func (w World) servePages(failed chan<- error) error {
	listener, err := net.Listen("tcp", ":80")
	if err != nil {
		return err
	}
	server := newServer(w.delayed(w.plainPages()))
	go func() { failed <- server.Serve(listener) }()
	return nil
}

func (w World) serveSecurePages(authority *authority, failed chan<- error) error {
	listener, err := net.Listen("tcp", ":443")
	if err != nil {
		return err
	}
	server := newServer(w.delayed(w.securePages()))
	server.TLSConfig = authority.config()
	go func() { failed <- server.ServeTLS(listener, "", "") }()
	return nil
}

// newServer keeps the log of broken connections to itself: they are the tests' work.
func newServer(pages http.Handler) *http.Server {
	return &http.Server{
		Handler: pages, ReadHeaderTimeout: time.Minute,
		ErrorLog: log.New(io.Discard, "", 0),
	}
}

// serveDoors takes connections on the access points' own port and holds them.
func (w World) serveDoors(failed chan<- error) error {
	listener, err := net.Listen("tcp", ":4070")
	if err != nil {
		return err
	}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				failed <- err
				return
			}
			go hold(connection)
		}
	}()
	return nil
}

// hold keeps a connection open until the other end closes it.
func hold(connection net.Conn) {
	defer func() { _ = connection.Close() }()
	_, _ = connection.Read(make([]byte, 1))
}

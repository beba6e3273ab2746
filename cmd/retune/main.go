// Retune finds out why Spotify is offline on this computer and fixes it. It has two user
// interfaces to the same packages: a window, and commands for the terminal.
//
// DNS queries are sent without the extensions of RFC 6891, like the C library's default: some
// routers do not answer queries that use them (the net package's documentation mentions
// them).
//
//go:debug netedns0=0
package main

import (
	"bufio"
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"

	"retune/diagnostics/repair"
	"retune/diagnostics/system"
)

// version is Retune's version, as in FyneApp.toml and the packages.
const version = "0.1.0"

func main() { os.Exit(start()) }

func start() int {
	if len(os.Args) > 1 && os.Args[1] == repair.HostsCommand {
		return switchHosts(os.Args[2:])
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The first interrupt asks the program to stop; a second one ends it at once.
	context.AfterFunc(ctx, stop)
	environment := system.CurrentEnvironment()
	face := terminal{
		out: os.Stdout, err: os.Stderr, environment: environment, attach: attach,
		wired: func() (*services, error) { return wire(environment) },
	}
	if len(os.Args) > 1 { // a window needs no console, and would be closed along with it
		face = attach(face)
	}
	return face.run(ctx, os.Args[1:])
}

// attach connects the terminal's streams to the console that the program was started from.
func attach(face terminal) terminal {
	in, out, complaints := streams()
	face.in, face.out, face.err = bufio.NewReader(in), out, complaints
	face.live = isatty.IsTerminal(out.Fd())
	face.asks = face.live && isatty.IsTerminal(in.Fd())
	return face
}

// Retune finds out why Spotify is offline on this computer and puts it right. It has
// two faces for one package: a window, and the terminal's commands.
//
// Names are asked for as the C library asks by itself, without the extensions of RFC 6891:
// some routers are silent to whoever uses them (the net package's documentation names them).
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

// version is Retune's version; FyneApp.toml and the packages say the same.
const version = "0.1.0"

func main() { os.Exit(start()) }

func start() int {
	if len(os.Args) > 1 && os.Args[1] == repair.HostsCommand {
		return switchHosts(os.Args[2:])
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The first interrupt asks; whoever interrupts again does not want to wait.
	context.AfterFunc(ctx, stop)
	environment := system.CurrentEnvironment()
	face := terminal{
		out: os.Stdout, err: os.Stderr, environment: environment, attach: attach,
		wired: func() (*services, error) { return wire(environment) },
	}
	if len(os.Args) > 1 { // a window needs no console, and would be closed with it
		face = attach(face)
	}
	return face.run(ctx, os.Args[1:])
}

// attach lets a face read from and print to where the program was started from.
func attach(face terminal) terminal {
	in, out, complaints := streams()
	face.in, face.out, face.err = bufio.NewReader(in), out, complaints
	face.live = isatty.IsTerminal(out.Fd())
	face.asks = face.live && isatty.IsTerminal(in.Fd())
	return face
}

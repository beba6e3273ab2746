// Retune finds out why Spotify is offline on this computer and puts it right. It has
// two faces for one package: a window, and the terminal's commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"
)

// version is set by the linker in releases.
const version = "0.1.0"

func main() { os.Exit(start()) }

func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	face := terminal{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		live:  isatty.IsTerminal(os.Stdout.Fd()),
		asks:  isatty.IsTerminal(os.Stdin.Fd()) && isatty.IsTerminal(os.Stdout.Fd()),
		wired: wire,
	}
	return face.run(ctx, os.Args[1:])
}

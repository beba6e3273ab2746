// Retune finds out why Spotify is offline on this computer and puts it right. It has
// two faces for one package: a window, and the terminal's commands.
package main

import (
	"bufio"
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/mattn/go-isatty"
)

// version is Retune's version; FyneApp.toml and the packages say the same.
const version = "0.1.0"

func main() { os.Exit(start()) }

func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The first interrupt asks; whoever interrupts again does not want to wait.
	context.AfterFunc(ctx, stop)
	face := terminal{
		in: bufio.NewReader(os.Stdin), out: os.Stdout, err: os.Stderr,
		live:  isatty.IsTerminal(os.Stdout.Fd()),
		asks:  isatty.IsTerminal(os.Stdin.Fd()) && isatty.IsTerminal(os.Stdout.Fd()),
		wired: wire,
	}
	return face.run(ctx, os.Args[1:])
}

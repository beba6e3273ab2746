//go:build linux

// Command standin plays the Spotify client in the end-to-end tests, because tests cannot
// install the real one. What Retune examines is real: a process at Spotify's path with its
// --type=renderer children, a window, the media player's name on the session bus, files in
// the cache, and a connection that is open or not.
//
// It follows a Behavior read from a file in its user's home, so that it also behaves as told
// when Retune starts it.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
)

func main() {
	behavior, err := readBehavior()
	if err == nil {
		err = run(behavior, os.Args[1:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "standin:", err)
		os.Exit(1)
	}
}

func run(behavior Behavior, arguments []string) error {
	switch {
	case slices.Contains(arguments, "--version"):
		fmt.Printf("Spotify version %s, Copyright (c) 2026, Stand-in\n", behavior.version())
		return nil
	case slices.ContainsFunc(arguments, isChild):
		return beChild(behavior)
	case slices.Contains(arguments, "--twin"):
		return beTwin()
	default:
		if err := waitOutside(behavior.StartsAfter); err != nil {
			return err
		}
		return beClient(behavior)
	}
}

// waitOutside replaces this process by a shell that waits for a file and then starts this
// program again. It returns if there is nothing to wait for.
func waitOutside(file string) error {
	if _, err := os.Stat(file); file == "" || err == nil {
		return nil
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	wait := `until [ -e "$0" ]; do sleep 0.05; done; exec "$1"`
	return syscall.Exec("/bin/sh", []string{"sh", "-c", wait, file, program}, os.Environ())
}

func isChild(argument string) bool { return strings.HasPrefix(argument, "--type=") }

// beClient is the main process: it ends on any request that it does not ignore, and takes its
// children along.
func beClient(behavior Behavior) error {
	ctx, quit := context.WithCancel(context.Background())
	defer quit()
	lifeline, err := startChildren(behavior.Renderers)
	if err != nil {
		return err
	}
	defer func() { _ = lifeline.Close() }()
	defer openWindow()()
	leave, err := joinBus(func() {
		if !behavior.IgnoreQuit {
			quit()
		}
	})
	if err != nil {
		return err
	}
	defer leave()
	go holdConnection(ctx, behavior.Connect)
	return untilTerminated(ctx, behavior.IgnoreTerminate)
}

// untilTerminated returns when the context ends, or on SIGTERM unless that is ignored.
func untilTerminated(ctx context.Context, ignore bool) error {
	terminate := make(chan os.Signal, 1)
	signal.Notify(terminate, syscall.SIGTERM, syscall.SIGINT)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-terminate:
			if !ignore {
				return nil
			}
		}
	}
}

// startChildren starts the renderers. Each holds the reading end of a pipe whose other end,
// the lifeline, only this process has. However this process ends, they see the pipe close.
func startChildren(count int) (lifeline io.Closer, err error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	reading, writing, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	for range count {
		child := exec.Command(program, "--type=renderer")
		child.Stdin = reading
		if err := child.Start(); err != nil {
			return nil, err
		}
		go func() { _ = child.Wait() }()
	}
	return writing, nil
}

// beChild runs until its parent's end of the pipe closes.
func beChild(behavior Behavior) error {
	ctx, parentGone := context.WithCancel(context.Background())
	go func() {
		defer parentGone()
		_, _ = os.Stdin.Read(make([]byte, 1))
	}()
	return untilTerminated(ctx, behavior.IgnoreTerminate)
}

// beTwin is a program that has nothing but its name in common with Spotify.
func beTwin() error { return untilTerminated(context.Background(), false) }

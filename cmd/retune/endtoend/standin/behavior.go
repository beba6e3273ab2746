//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Behavior is how the stand-in behaves, as JSON in ~/.config/retune-standin.json. Without the
// file it ends when asked and connects to nothing.
type Behavior struct {
	// Renderers is the number of child processes.
	Renderers int `json:"renderers"`
	// IgnoreQuit and IgnoreTerminate make it ignore requests over the bus and SIGTERM.
	IgnoreQuit      bool `json:"ignore_quit"`
	IgnoreTerminate bool `json:"ignore_terminate"`
	// Connect is the address of a server to stay connected to; SIGUSR1 drops the connection.
	Connect string `json:"connect"`
	// StartsAfter is a file to wait for at the start, as a launcher waits for a download:
	// until then a shell runs in its place.
	StartsAfter string `json:"starts_after"`
	// Version is the output of --version.
	Version string `json:"version"`
}

func (b Behavior) version() string {
	if b.Version == "" {
		return "1.2.92.147.gabcdef12"
	}
	return b.Version
}

func readBehavior() (Behavior, error) {
	var behavior Behavior
	text, err := os.ReadFile(filepath.Join(os.Getenv("HOME"), ".config", "retune-standin.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return behavior, nil
	}
	if err != nil {
		return behavior, err
	}
	err = json.Unmarshal(text, &behavior)
	return behavior, err
}

//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Behavior is how the stand-in behaves, as JSON in ~/.config/retune-standin.json.
// Without the file it is a client that ends when asked and talks to nobody.
type Behavior struct {
	// Renderers is how many children it starts.
	Renderers int `json:"renderers"`
	// IgnoreQuit and IgnoreTerminate make it deaf to the bus and to SIGTERM.
	IgnoreQuit      bool `json:"ignore_quit"`
	IgnoreTerminate bool `json:"ignore_terminate"`
	// Connect is the address of a server to hold a connection to; SIGUSR1 drops it.
	Connect string `json:"connect"`
	// StartsAfter is a file that it waits for when it is started, as a launcher waits for
	// what it downloads: until then a shell runs in its place.
	StartsAfter string `json:"starts_after"`
	// Version is what --version says.
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

package system

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Environment describes the system and the user that Retune runs for. It is a plain value, so
// that code depending on it can be tested for every system on any system.
type Environment struct {
	// System is the system's name as in GOOS: "linux", "darwin" or "windows".
	System string
	// Home is the user's home folder; empty if there is none.
	Home string
	// Variables are the environment variables by name.
	Variables map[string]string
	// Rights are the rights with which Retune runs.
	Rights Rights
}

// CurrentEnvironment reads the environment of this process.
func CurrentEnvironment() Environment {
	variables := map[string]string{}
	for _, line := range os.Environ() {
		if name, value, ok := strings.Cut(line, "="); ok {
			variables[name] = value
		}
	}
	home, err := os.UserHomeDir()
	if err != nil || !filepath.IsAbs(home) {
		home = ""
	}
	return Environment{System: runtime.GOOS, Home: home, Variables: variables, Rights: currentRights(variables)}
}

// Get returns a variable, or "" if it is not set. On Windows names are not case-sensitive.
func (e Environment) Get(name string) string {
	value, found := e.Variables[name]
	if found || e.System != "windows" {
		return value
	}
	for other, value := range e.Variables {
		if strings.EqualFold(other, name) {
			return value
		}
	}
	return ""
}

// Join joins path elements with the separator of the environment's system.
func (e Environment) Join(parts ...string) string {
	if e.System == "windows" {
		return strings.Join(parts, `\`)
	}
	return filepath.ToSlash(filepath.Join(parts...))
}

// InHome joins path elements below the home folder; "" if there is none.
func (e Environment) InHome(parts ...string) string {
	if e.Home == "" {
		return ""
	}
	return e.Join(append([]string{e.Home}, parts...)...)
}

// XDG returns the folder that a variable of the XDG base directory specification names, or
// else the fallback below the home folder. A relative path counts as not set, as the
// specification requires.
func (e Environment) XDG(variable string, fallback ...string) string {
	if folder := e.Get(variable); strings.HasPrefix(folder, "/") {
		return folder
	}
	return e.InHome(fallback...)
}

// StateFolder returns the folder of Retune's journal; "" if there is no home folder.
func (e Environment) StateFolder() string {
	switch e.System {
	case "windows":
		if local := e.Get("LOCALAPPDATA"); local != "" {
			return e.Join(local, "Retune")
		}
		return e.InHome("AppData", "Local", "Retune")
	case "darwin":
		return e.InHome("Library", "Application Support", "Retune")
	default:
		state := e.XDG("XDG_STATE_HOME", ".local", "state")
		if state == "" {
			return ""
		}
		return e.Join(state, "retune")
	}
}

package network

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"retune/diagnostics/system"
)

const (
	// settingsTimeout is for a program that prints settings: it takes some 20 ms.
	settingsTimeout = time.Second
	// largestSettings is far above any settings file of a desktop.
	largestSettings = 1 << 20
)

// proxyReader reads which proxies are set.
type proxyReader struct {
	environment system.Environment
	commands    system.Commands
	files       system.Files
	windows     func() proxySettings
}

// read returns the proxies of the environment and of the system's settings. The error
// says that the settings could not be read.
func (r proxyReader) read(ctx context.Context) ([]Proxy, error) {
	ctx, cancel := context.WithTimeout(ctx, settingsTimeout)
	defer cancel()
	settings, err := r.settings(ctx)
	return slices.Concat(environmentProxies(r.environment.Get), settings.proxies()), err
}

// settings reads what the system or, on Linux, the desktop has set: KDE keeps its own
// settings, all others that have any follow GNOME. So does Chromium, which Spotify's
// window is made of.
func (r proxyReader) settings(ctx context.Context) (proxySettings, error) {
	switch {
	case r.environment.System == "windows":
		return r.windows(), nil
	case r.environment.System == "darwin":
		return r.printed(ctx, macProxy, "scutil", "--proxy")
	case strings.Contains(r.environment.Get("XDG_CURRENT_DESKTOP"), "KDE"):
		return r.kde()
	case !r.hasHome():
		return proxySettings{}, nil
	}
	return r.printed(ctx, gnomeProxy, "gsettings", "list-recursively", gnomeSchema)
}

// hasHome reports whether the home folder is there. Where it is not, gsettings would
// make it, to keep settings in.
func (r proxyReader) hasHome() bool {
	_, err := r.files.Modified(r.environment.Home)
	return err == nil
}

// printed reads the output of a command. Where the command is missing or fails, this
// computer has no such settings.
func (r proxyReader) printed(ctx context.Context, parse func([]byte) proxySettings, program string, arguments ...string) (proxySettings, error) {
	output, err := r.commands.Output(ctx, system.Command{Program: program, Arguments: arguments})
	switch {
	case ctx.Err() != nil:
		return proxySettings{}, fmt.Errorf("read the proxy settings: %w", ctx.Err())
	case err != nil:
		return proxySettings{}, nil //nolint:nilerr // see above
	}
	return parse(output), nil
}

func (r proxyReader) kde() (proxySettings, error) {
	folder := r.environment.XDG("XDG_CONFIG_HOME", ".config")
	if folder == "" {
		return proxySettings{}, nil
	}
	file, err := r.files.Read(r.environment.Join(folder, "kioslaverc"), largestSettings)
	if errors.Is(err, fs.ErrNotExist) {
		return proxySettings{}, nil
	}
	if err != nil {
		return proxySettings{}, fmt.Errorf("read the proxy settings: %w", err)
	}
	return kdeProxy(file), nil
}

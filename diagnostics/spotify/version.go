package spotify

import (
	"context"
	"encoding/json"
	"strings"

	"retune/diagnostics/system"
)

// largestManifest is far above the few hundred bytes of a snap's or launcher's manifest.
const largestManifest = 1 << 16

// ownVersion asks an install for its version in the way of its kind; "" where the
// kind has none.
func (f Finder) ownVersion(ctx context.Context, install Install) string {
	switch install.Kind {
	case KindDeb:
		return f.debVersion(ctx)
	case KindSnap:
		return f.snapVersion()
	case KindFlatpak:
		return f.flatpakVersion(ctx)
	case KindLauncher:
		return f.launcherVersion()
	default:
		return ""
	}
}

// lastVersion is the version that ran last, which the preferences tell.
func (f Finder) lastVersion(install Install) string {
	preferences, err := ReadPreferences(f.Files, install.Folders.Preferences(f.Environment))
	if err != nil {
		return ""
	}
	return preferences.LastVersion()
}

// debVersion returns the installed package's version without its epoch, or "" where
// dpkg knows of no such package.
func (f Finder) debVersion(ctx context.Context) string {
	output, err := f.Commands.Output(ctx, system.Command{
		Program:   "dpkg-query",
		Arguments: []string{"--show", "--showformat=${db:Status-Status} ${Version}", "spotify-client"},
	})
	if err != nil {
		return ""
	}
	status, version, _ := strings.Cut(strings.TrimSpace(string(output)), " ")
	if status != "installed" {
		return ""
	}
	if _, plain, epoch := strings.Cut(version, ":"); epoch {
		return plain
	}
	return version
}

func (f Finder) flatpakVersion(ctx context.Context) string {
	output, err := f.Commands.Output(ctx, system.Command{
		Program: "flatpak", Arguments: []string{"info", "com.spotify.Client"},
	})
	if err != nil {
		return ""
	}
	return valueOf(string(output), "Version:")
}

func (f Finder) snapVersion() string {
	content, err := f.Files.Read("/snap/spotify/current/meta/snap.yaml", largestManifest)
	if err != nil {
		return ""
	}
	return valueOf(string(content), "version:")
}

// valueOf returns what stands behind a key on the first line that begins with it.
func valueOf(text, key string) string {
	for line := range strings.Lines(text) {
		if value, found := strings.CutPrefix(strings.TrimSpace(line), key); found {
			return strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
	return ""
}

// launcherVersion reads the state file of kpcyrd/spotify-launcher.
func (f Finder) launcherVersion() string {
	data := f.Environment.XDG("XDG_DATA_HOME", ".local", "share")
	content, err := f.Files.Read(f.Environment.Join(data, "spotify-launcher/state.json"), largestManifest)
	if err != nil {
		return ""
	}
	var state struct {
		Version string `json:"version"`
	}
	if json.Unmarshal(content, &state) != nil {
		return ""
	}
	return state.Version
}

package spotify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"retune/diagnostics/system"
)

// ErrNobodyTells is returned for an install whose newest version nobody here knows:
// its own updater, or the shop that it came from, has to be asked by a person.
var ErrNobodyTells = errors.New("nobody tells the newest version of this kind of Spotify")

// Newest asks the channel of an install for the newest version that it has, without an
// epoch. It runs the channel's own program, which may ask the network. Errors:
// ErrNobodyTells, or why that program gave no answer.
func (f Finder) Newest(ctx context.Context, install Install) (string, error) {
	var newest string
	var err error
	switch install.Updates {
	case ChannelAPT:
		newest, err = f.aptNewest(ctx)
	case ChannelSnap:
		newest, err = f.snapNewest(ctx)
	case ChannelFlatpak:
		newest, err = f.flatpakNewest(ctx, install)
	case ChannelHomebrew:
		newest, err = f.homebrewNewest(ctx)
	default:
		return "", ErrNobodyTells
	}
	if err != nil {
		return "", fmt.Errorf("ask %s for the newest version: %w", install.Updates, err)
	}
	if !plausible(newest) {
		return "", ErrNobodyTells
	}
	return newest, nil
}

func (f Finder) output(ctx context.Context, program string, arguments ...string) (string, error) {
	output, err := f.Commands.Output(ctx, system.Command{Program: program, Arguments: arguments})
	return string(output), err //nolint:wrapcheck // the door names the command
}

// aptNewest reads "Candidate: 1:1.2.92.147.g0123abcd", as of the last "apt-get update".
func (f Finder) aptNewest(ctx context.Context) (string, error) {
	policy, err := f.output(ctx, "apt-cache", "policy", "spotify-client")
	return withoutEpoch(valueOf(policy, "Candidate:")), err
}

// snapNewest reads the line of the channel that this computer follows:
// "latest/stable: 1.2.74.477.g3be53afe 2025-10-20 (89) 210MB -".
func (f Finder) snapNewest(ctx context.Context) (string, error) {
	about, err := f.output(ctx, "snap", "info", "--color=never", "--unicode=never", "spotify")
	followed := valueOf(about, "tracking:")
	if followed == "" {
		followed = "latest/stable"
	}
	version, _, _ := strings.Cut(valueOf(about, followed+":"), " ")
	return version, err
}

// flatpakNewest asks where the app came from for what it has now.
func (f Finder) flatpakNewest(ctx context.Context, install Install) (string, error) {
	installation := install.FlatpakOption()
	origin, err := f.output(ctx, "flatpak", "info", installation, "--show-origin", flatpakID)
	origin = strings.TrimSpace(origin)
	if err != nil || origin == "" || strings.HasPrefix(origin, "-") {
		return "", err
	}
	about, err := f.output(ctx, "flatpak", "remote-info", installation, origin, flatpakID)
	return valueOf(about, "Version:"), err
}

// homebrewNewest reads the cask; behind a comma there is more than the version.
func (f Finder) homebrewNewest(ctx context.Context) (string, error) {
	about, err := f.output(ctx, "brew", "info", "--cask", "--json=v2", "spotify")
	if err != nil {
		return "", err
	}
	var known struct {
		Casks []struct {
			Version string `json:"version"`
		} `json:"casks"`
	}
	if err := json.Unmarshal([]byte(about), &known); err != nil {
		return "", fmt.Errorf("read what brew knows of Spotify: %w", err)
	}
	if len(known.Casks) == 0 {
		return "", nil
	}
	version, _, _ := strings.Cut(known.Casks[0].Version, ",")
	return version, nil
}

// knownNewest is the newest version as far as files of this computer tell it, without
// asking the network; "" where they do not.
func (f Finder) knownNewest(install Install) string {
	const lists = "/var/lib/apt/lists"
	if install.Updates != ChannelAPT {
		return ""
	}
	names, err := f.Files.List(lists)
	if err != nil {
		return ""
	}
	newest := ""
	for _, name := range names {
		if !strings.HasPrefix(name, "repository.spotify.com_") || !strings.HasSuffix(name, "_Packages") {
			continue
		}
		content, err := f.Files.Read(f.Environment.Join(lists, name), largestManifest)
		if err != nil {
			continue
		}
		if version := packaged(string(content)); CompareVersions(version, newest) > 0 {
			newest = version
		}
	}
	return newest
}

// packaged returns the newest version of Spotify's package in a list of packages.
func packaged(list string) string {
	newest := ""
	for stanza := range strings.SplitSeq(list, "\n\n") {
		if valueOf(stanza, "Package:") != "spotify-client" {
			continue
		}
		if version := withoutEpoch(valueOf(stanza, "Version:")); CompareVersions(version, newest) > 0 {
			newest = version
		}
	}
	return newest
}

// withoutEpoch takes the number before the colon off a package's version.
func withoutEpoch(version string) string {
	if _, plain, epoch := strings.Cut(version, ":"); epoch {
		return plain
	}
	return version
}

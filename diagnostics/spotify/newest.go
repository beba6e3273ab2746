package spotify

import "strings"

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

package spotify

// channel returns who brings an install's updates. Homebrew and Chocolatey put the very
// same Spotify where its own installer does, and it updates itself all the same.
func (f Finder) channel(install Install) Channel {
	switch {
	case install.Kind == KindMacOS && f.firstPresent(f.caskrooms()...) != "":
		return ChannelHomebrew
	case install.Kind == KindWindows && f.firstPresent(f.chocolatey()...) != "":
		return ChannelChocolatey
	default:
		return install.Updates
	}
}

// caskrooms are where Homebrew notes that it installed Spotify: on Apple's processors,
// on Intel's, and where it was moved to.
func (f Finder) caskrooms() []string {
	prefixes := []string{"/opt/homebrew", "/usr/local"}
	if moved := f.Environment.Get("HOMEBREW_PREFIX"); moved != "" {
		prefixes = append(prefixes, moved)
	}
	for i, prefix := range prefixes {
		prefixes[i] = f.Environment.Join(prefix, "Caskroom/spotify")
	}
	return prefixes
}

// chocolatey are where Chocolatey keeps its note of Spotify.
func (f Finder) chocolatey() []string {
	folder := f.Environment.Get("ChocolateyInstall")
	if folder == "" && f.Environment.Get("ProgramData") != "" {
		folder = f.Environment.Join(f.Environment.Get("ProgramData"), "chocolatey")
	}
	if folder == "" {
		return nil
	}
	return []string{f.Environment.Join(folder, "lib", "spotify")}
}

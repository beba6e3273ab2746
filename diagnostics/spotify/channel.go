package spotify

// channel returns who delivers an install's updates. Homebrew and Chocolatey run Spotify's
// own installer, so only the notes they keep tell such an install from a direct one, and
// Spotify's own updater works in it as well.
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

// caskrooms are where Homebrew records that it installed Spotify: the default on Apple
// silicon, the default on Intel, and the prefix the user chose.
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

// chocolatey are where Chocolatey records that it installed Spotify.
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
